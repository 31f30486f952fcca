using System.Text.RegularExpressions;

namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>C# programs of one file, for <c>dotnet run</c> or a project with implicit usings. Pure.</summary>
internal static partial class SharpSnippet
{
    public static string Get(string url, string key) => $$"""
        using System.Xml.Linq;

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", {{SnippetText.Quoted(key)}});
        var feed = XDocument.Parse(await http.GetStringAsync({{SnippetText.Quoted(url)}}));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        foreach (var entry in feed.Root!.Elements(atom + "entry"))
            Console.WriteLine(entry.Element(atom + "title")!.Value);
        """;

    public static string Post(string url, string key, EntryTemplate entry) => $$"""
        using System.Net.Http.Headers;

        var id = Guid.NewGuid();
        var updated = DateTime.UtcNow.ToString("O");
        var entry = {{Raw(entry)}};

        // When the answer is lost, send the same entry with the same key again: it is stored once.
        using var request = new HttpRequestMessage(HttpMethod.Post, {{SnippetText.Quoted(url)}});
        request.Headers.Authorization = new("Bearer", {{SnippetText.Quoted(key)}});
        request.Headers.Add("Idempotency-Key", id.ToString());
        request.Content = new StringContent(entry, null, MediaTypeHeaderValue.Parse({{SnippetText.Quoted(entry.ContentType)}}));

        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        Console.WriteLine($"{(int)answer.StatusCode} {answer.Headers.Location}");
        if (!answer.IsSuccessStatusCode)
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
        """;

    // A raw string: as many $ as keep every brace of the entry literal, one quote more than it has in a row.
    private static string Raw(EntryTemplate entry)
    {
        var all = entry.With("", "");
        var braces = Longest(Braces().Matches(all)) + 1;
        var quotes = new string('"', Math.Max(3, Longest(Quotes().Matches(all)) + 1));
        var (open, close) = (new string('{', braces), new string('}', braces));
        return $"{new string('$', braces)}{quotes}\n{entry.With($"{open}id{close}", $"{open}updated{close}")}\n{quotes}";
    }

    private static int Longest(MatchCollection runs) => runs.Count == 0 ? 0 : runs.Max(run => run.Length);

    [GeneratedRegex("[{]+|[}]+")]
    private static partial Regex Braces();

    [GeneratedRegex("\"+")]
    private static partial Regex Quotes();
}
