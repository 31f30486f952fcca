using System.Runtime.CompilerServices;

namespace Portal.IntegrationTests.Access;

/// <summary>A row of <c>permissions.txt</c>: an endpoint, page or hub method, and how it answers each kind of caller.</summary>
/// <param name="Name">Methods and route as they are mapped, for example <c>GET /api/v1/feeds/{feed}</c>.</param>
/// <param name="Answers">One for each of <see cref="Callers"/>: <c>ok</c>, <c>401</c> or <c>403</c>.</param>
/// <param name="Body">What is sent with it, in JSON; null for nothing.</param>
internal sealed record PermissionRow(string Name, IReadOnlyList<string> Answers, string? Body)
{
    /// <summary>Nobody, then each role alone.</summary>
    public static readonly string[] Callers = ["nobody", "viewer", "developer", "publisher", "operator"];

    /// <summary>How the row stands in the file.</summary>
    public override string ToString() => $"{Name,-90} {string.Join(' ', Answers.Select(a => $"{a,-4}")).TrimEnd()}{(Body is null ? "" : $" | {Body}")}";
}

/// <summary>The table of who may call what. It is kept by hand: a row is a decision, not a recording.</summary>
internal static class PermissionTable
{
    public static IReadOnlyList<PermissionRow> Read([CallerFilePath] string caller = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(caller)!, "permissions.txt"))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(Parse),
    ];

    private static PermissionRow Parse(string line)
    {
        var (row, body) = line.Split(" | ", 2) is [var before, var after] ? (before, after.Trim()) : (line, null);
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var callers = PermissionRow.Callers.Length;
        Assert.True(words.Length > callers, $"permissions.txt: '{line}' needs a name and {callers} answers.");
        return new PermissionRow(string.Join(' ', words[..^callers]), words[^callers..], body);
    }
}
