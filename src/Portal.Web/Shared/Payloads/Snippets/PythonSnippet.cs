namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>Programs for Python 3.8 and later with nothing but its library. Pure.</summary>
internal static class PythonSnippet
{
    public static string Get(string url, string key) => $$"""
        import urllib.request
        import xml.etree.ElementTree as xml

        request = urllib.request.Request({{SnippetText.Quoted(url)}},
            headers={"Authorization": {{SnippetText.Quoted($"Bearer {key}")}}})
        with urllib.request.urlopen(request) as answer:
            for title in xml.parse(answer).iterfind("{*}entry/{*}title"):
                print(title.text)
        """;

    public static string Post(string url, string key, EntryTemplate entry) => $$"""
        import urllib.error
        import urllib.request
        import uuid
        from datetime import datetime, timezone

        id = uuid.uuid4()
        updated = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        entry = {{"\"\"\""}}{{Block(entry)}}{{"\"\"\""}} % (id, updated)

        # When the answer is lost, send the same entry with the same key again: it is stored once.
        request = urllib.request.Request({{SnippetText.Quoted(url)}}, data=entry.encode(), method="POST", headers={
            "Authorization": {{SnippetText.Quoted($"Bearer {key}")}},
            "Content-Type": {{SnippetText.Quoted(entry.ContentType)}},
            "Idempotency-Key": str(id),
        })
        try:
            with urllib.request.urlopen(request) as answer:
                print(answer.status, answer.headers["Location"])
        except urllib.error.HTTPError as refused:
            print(refused.code, refused.read().decode())
        """;

    private static string Block(EntryTemplate entry) =>
        Escaped(entry.BeforeId) + "%s" + Escaped(entry.BeforeUpdated) + "%s" + Escaped(entry.Rest);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"\"\"", "\\\"\\\"\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal);
}
