using System.Net.Http.Json;
using System.Text.Json;
using Portal.TestKit;

namespace Portal.IntegrationTests;

/// <summary>One production portal on SQLite for a class of tests; each test makes feeds of its own.</summary>
public sealed class PortalFixture : IAsyncDisposable
{
    private static int _number;

    public PortalHost Host { get; } = PortalHost.Start();

    public static string NewId(string stem) => $"{stem}-{Interlocked.Increment(ref _number)}";

    /// <summary>Registers a hosted feed and gives its id back.</summary>
    public async Task<string> HostedFeedAsync(string stem, object? more = null)
    {
        using var client = Host.Client();
        var id = NewId(stem);
        var body = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["title"] = stem,
            ["owner"] = "Tests",
            ["domain"] = "Tests",
            ["channel"] = new { type = "hosted" },
        };
        foreach (var property in more?.GetType().GetProperties() ?? [])
        {
            body[property.Name] = property.GetValue(more);
        }

        using var answer = await client.PostAsJsonAsync("/api/v1/feeds", body);
        answer.EnsureSuccessStatusCode();
        return id;
    }

    /// <summary>Makes a key with these roles and gives a client that uses it.</summary>
    public async Task<HttpClient> ClientWithRolesAsync(params string[] roles)
    {
        using var client = Host.Client();
        using var answer = await client.PostAsJsonAsync("/api/v1/keys", new { name = NewId("key"), roles });
        answer.EnsureSuccessStatusCode();
        return Host.Client((await answer.JsonAsync()).GetProperty("key").GetString());
    }

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
