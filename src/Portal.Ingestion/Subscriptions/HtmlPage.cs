namespace Portal.Ingestion.Subscriptions;

/// <summary>Tells web pages from feeds.</summary>
internal static class HtmlPage
{
    // White space, a byte order mark, an XML declaration and comments may come first; more than this is no page that anybody serves.
    private const int Looked = 4096;

    /// <summary>Whether a document begins as <c>&lt;!DOCTYPE html</c> or <c>&lt;html</c>, in any case.</summary>
    public static bool Is(ReadOnlySpan<byte> document)
    {
        var text = document[..Math.Min(document.Length, Looked)];
        while (true)
        {
            text = text.TrimStart("\uFEFF \t\r\n"u8);
            var isComment = text.StartsWith("<!--"u8);
            if (!isComment && !text.StartsWith("<?xml"u8))
            {
                return Begins(text, "<!doctype html"u8) || Begins(text, "<html"u8);
            }

            var close = isComment ? "-->"u8 : "?>"u8;
            var end = text.IndexOf(close);
            if (end < 0)
            {
                return false;
            }

            text = text[(end + close.Length)..];
        }
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> with) =>
        text.Length >= with.Length && System.Text.Ascii.EqualsIgnoreCase(text[..with.Length], with);
}
