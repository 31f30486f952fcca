namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>How to reach an endpoint, in a form and some languages that work when pasted. Pure.</summary>
internal sealed record EndpointSnippet(string Name, string Text)
{
    /// <summary>The address, then curl, C#, Python and Java.</summary>
    public static IReadOnlyList<string> Names { get; } = ["URL", "curl", "C#", "Python", "Java"];

    /// <summary>The address, curl, C#, Python and Java.</summary>
    /// <param name="url">The endpoint; quotes in it are escaped for each language.</param>
    /// <param name="key">The key to place.</param>
    /// <param name="entry">The entry that they POST; null when they read the feed.</param>
    public static IReadOnlyList<EndpointSnippet> For(string url, string key, EntryTemplate? entry = null) =>
    [
        new("URL", url),
        new("curl", entry is null ? CurlSnippet.Get(url, key) : CurlSnippet.Post(url, key, entry)),
        new("C#", entry is null ? SharpSnippet.Get(url, key) : SharpSnippet.Post(url, key, entry)),
        new("Python", entry is null ? PythonSnippet.Get(url, key) : PythonSnippet.Post(url, key, entry)),
        new("Java", entry is null ? JavaSnippet.Get(url, key) : JavaSnippet.Post(url, key, entry)),
    ];
}
