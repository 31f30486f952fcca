namespace Portal.Contracts;

/// <summary>
/// A text may begin with one byte order mark, which is no part of it. A second one is a character of the text, and neither JSON
/// nor XML begins with that one; readers that pass over it would take what others refuse.
/// </summary>
internal static class ByteOrderMark
{
    /// <summary>The text after its mark.</summary>
    public static string Strip(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;

    /// <summary>Whether a document begins with two marks, in UTF-8 or UTF-16.</summary>
    public static bool IsRepeated(ReadOnlySpan<byte> text) =>
        text.StartsWith("\uFEFF\uFEFF"u8) || text is [0xFE, 0xFF, 0xFE, 0xFF, ..] or [0xFF, 0xFE, 0xFF, 0xFE, ..];
}
