using Portal.Events.Entries;

namespace Portal.FeedHost.Protocol;

/// <summary>Links as an HTTP header (RFC 8288 section 3).</summary>
internal static class LinkHeader
{
    public static string Of(IEnumerable<EntryLink> links) => string.Join(", ", links.Select(link => $"<{Escape(link.Href)}>; rel=\"{link.Rel}\""));

    // A header holds visible ASCII only, and '>' would end the address early.
    private static string Escape(string href) =>
        string.Concat(href.EnumerateRunes().Select(r => r.Value is > 0x20 and < 0x7f and not ('<' or '>' or '"') ? r.ToString() : Uri.EscapeDataString(r.ToString())));
}
