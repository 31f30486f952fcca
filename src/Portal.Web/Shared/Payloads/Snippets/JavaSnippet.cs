namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>Java 17 and later: one file for <c>java Publish.java</c>. Pure.</summary>
internal static class JavaSnippet
{
    public static string Get(string url, string key) => $$"""
        import java.net.URI;
        import java.net.http.*;

        class Read {
            public static void main(String[] args) throws Exception {
                var request = HttpRequest.newBuilder(URI.create({{SnippetText.Quoted(url)}}))
                    .header("Authorization", {{SnippetText.Quoted($"Bearer {key}")}})
                    .build();
                var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                System.out.println(answer.body());
            }
        }
        """;

    public static string Post(string url, string key, EntryTemplate entry) => $$"""
        import java.net.URI;
        import java.net.http.*;
        import java.time.Instant;
        import java.util.UUID;

        class Publish {
            public static void main(String[] args) throws Exception {
                var id = UUID.randomUUID();
                var entry = {{"\"\"\""}}
        {{Block(entry)}}{{"\"\"\""}}.formatted(id, Instant.now());

                // When the answer is lost, send the same entry with the same key again: it is stored once.
                var request = HttpRequest.newBuilder(URI.create({{SnippetText.Quoted(url)}}))
                    .header("Authorization", {{SnippetText.Quoted($"Bearer {key}")}})
                    .header("Content-Type", {{SnippetText.Quoted(entry.ContentType)}})
                    .header("Idempotency-Key", id.toString())
                    .POST(HttpRequest.BodyPublishers.ofString(entry))
                    .build();
                var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                System.out.println(answer.statusCode() + " " + answer.headers().firstValue("Location").orElse(answer.body()));
            }
        }
        """;

    private static string Block(EntryTemplate entry) =>
        Escaped(entry.BeforeId) + "%s" + Escaped(entry.BeforeUpdated) + "%s" + Escaped(entry.Rest);

    // Of a text block the ends of lines are trimmed (JLS 3.10.6); the first line, at the margin, keeps the others where they are.
    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"\"\"", "\\\"\\\"\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal)
        .Replace(" \n", "\\040\n", StringComparison.Ordinal).Replace("\t\n", "\\t\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
}
