namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>Commands for a POSIX shell. They hold no comment: an interactive zsh would run it. Pure.</summary>
internal static class CurlSnippet
{
    public static string Get(string url, string key) => $"""
        curl -H {SnippetText.Shell($"Authorization: Bearer {key}")} \
          {SnippetText.Shell($"{url}?limit=10")}
        """;

    public static string Post(string url, string key, EntryTemplate entry) => $"""
        id=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)
        updated=$(date -u +%Y-%m-%dT%H:%M:%SZ)
        curl -i --retry 5 \
          -H {SnippetText.Shell($"Authorization: Bearer {key}")} \
          -H {SnippetText.Shell($"Content-Type: {entry.ContentType}")} \
          -H "Idempotency-Key: $id" \
          --data-binary '{SnippetText.ShellInner(entry.BeforeId)}'"$id"'{SnippetText.ShellInner(entry.BeforeUpdated)}'"$updated"'{SnippetText.ShellInner(entry.Rest)}' \
          {SnippetText.Shell(url)}
        """;
}
