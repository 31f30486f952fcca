namespace Portal.Web.Shared.Payloads;

/// <summary>How to reach an endpoint, in a form and some languages that work when pasted.</summary>
internal sealed record EndpointSnippet(string Name, string Text)
{
    public const string AnyEntry = "<entry xmlns='http://www.w3.org/2005/Atom'><title>Hello</title><content type='text'>First event</content></entry>";

    /// <summary>The address, curl, C#, Python and Java.</summary>
    /// <param name="url">The endpoint; quotes in it are escaped for each language.</param>
    /// <param name="key">The key to place.</param>
    /// <param name="publishes">Whether they POST an entry instead of reading the feed.</param>
    /// <param name="contentType">The media type of what is posted.</param>
    /// <param name="entry">The entry to post.</param>
    public static IReadOnlyList<EndpointSnippet> For(
        string url, string key, bool publishes, string contentType, string entry = AnyEntry) =>
    [
        new("URL", url),
        new("curl", publishes ? CurlPost(url, key, contentType, entry) : CurlGet(url, key)),
        new("C#", publishes ? SharpPost(url, key, contentType, entry) : SharpGet(url, key)),
        new("Python", publishes ? PythonPost(url, key, contentType, entry) : PythonGet(url, key)),
        new("Java", publishes ? JavaPost(url, key, contentType, entry) : JavaGet(url, key)),
    ];

    private static string CurlGet(string url, string key) => $"""
        curl -H {Shell($"Authorization: Bearer {key}")} \
          {Shell($"{url}?limit=10")}
        """;

    private static string CurlPost(string url, string key, string contentType, string entry) => $"""
        curl -H {Shell($"Authorization: Bearer {key}")} \
          -H {Shell($"Content-Type: {contentType}")} \
          {(entry == AnyEntry ? $"-d \"{entry}\"" : $"--data-binary {Shell(entry)}")} \
          {Shell(url)}
        """;

    private static string SharpGet(string url, string key) => $$"""
        using System.ServiceModel.Syndication;
        using System.Xml;

        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", {{Quoted(key)}});
        using var reader = XmlReader.Create(await http.GetStreamAsync({{Quoted(url)}}));
        foreach (var entry in SyndicationFeed.Load(reader).Items)
            Console.WriteLine(entry.Title.Text);
        """;

    private static string SharpPost(string url, string key, string contentType, string entry) => $$"""
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", {{Quoted(key)}});
        var entry = {{Quoted(entry)}};
        var answer = await http.PostAsync({{Quoted(url)}},
            new StringContent(entry, null, new System.Net.Http.Headers.MediaTypeHeaderValue({{Quoted(contentType)}})));
        Console.WriteLine($"{(int)answer.StatusCode} {answer.Headers.Location}");
        """;

    private static string PythonGet(string url, string key) => $$"""
        import urllib.request
        import xml.etree.ElementTree as xml

        request = urllib.request.Request({{Quoted(url)}},
            headers={"Authorization": {{Quoted($"Bearer {key}")}}})
        with urllib.request.urlopen(request) as answer:
            for title in xml.parse(answer).iterfind("{*}entry/{*}title"):
                print(title.text)
        """;

    private static string PythonPost(string url, string key, string contentType, string entry) => $$"""
        import urllib.request

        entry = {{Quoted(entry)}}
        request = urllib.request.Request({{Quoted(url)}}, data=entry.encode(), method="POST",
            headers={"Authorization": {{Quoted($"Bearer {key}")}}, "Content-Type": {{Quoted(contentType)}}})
        with urllib.request.urlopen(request) as answer:
            print(answer.status, answer.headers["Location"])
        """;

    private static string JavaGet(string url, string key) => $$"""
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create({{Quoted(url)}}))
            .header("Authorization", {{Quoted($"Bearer {key}")}})
            .build();
        var answer = java.net.http.HttpClient.newHttpClient()
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.body());
        """;

    private static string JavaPost(string url, string key, string contentType, string entry) => $$"""
        var entry = {{Quoted(entry)}};
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create({{Quoted(url)}}))
            .header("Authorization", {{Quoted($"Bearer {key}")}})
            .header("Content-Type", {{Quoted(contentType)}})
            .POST(java.net.http.HttpRequest.BodyPublishers.ofString(entry))
            .build();
        var answer = java.net.http.HttpClient.newHttpClient()
            .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() + " " + answer.headers().firstValue("Location").orElse(""));
        """;

    private static string Shell(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
