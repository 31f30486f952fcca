using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Portal.Syndication.Reading.Source;

/// <summary>A document's bytes and the encoding that they are in.</summary>
/// <param name="Bytes">Without byte order mark and leading white space.</param>
/// <param name="Encoding">The encoding.</param>
/// <param name="IsCertain">Whether something said so: mark, header, declaration; else UTF-8 is assumed.</param>
/// <param name="DeclaresOther">Whether the XML declaration names another encoding than this.</param>
internal sealed record FeedSource(ReadOnlyMemory<byte> Bytes, Encoding Encoding, bool IsCertain, bool DeclaresOther)
{
    /// <summary>
    /// Finds the encoding: byte order mark, then the shape of the first bytes, then the HTTP charset, then the
    /// XML declaration (RFC 7303 section 3, XML 1.0 appendix F), else UTF-8.
    /// </summary>
    public static FeedSource Of(ReadOnlyMemory<byte> document, string? contentType)
    {
        var (marked, skip) = EncodingNames.ByMark(document.Span);
        var encoding = marked ?? EncodingNames.ByShape(document.Span);
        var bytes = document[skip..];
        bytes = encoding is null || encoding is UTF8Encoding ? SkipWhiteSpace(bytes) : bytes;
        var declared = EncodingNames.Declared(bytes.Span);
        var isAsciiCompatible = encoding is null;
        encoding ??= EncodingNames.ByName(EncodingNames.CharsetOf(contentType), bytes.Span)
            ?? EncodingNames.ByName(declared, bytes.Span);
        if (isAsciiCompatible && encoding is UnicodeEncoding or UTF32Encoding)
        {
            // A declaration that can be read as ASCII is not in UTF-16, whatever it says.
            encoding = null;
        }

        var found = encoding ?? Encoding.UTF8;
        var declaresOther = declared is not null && !declared.Equals(found.WebName, StringComparison.OrdinalIgnoreCase);
        return new FeedSource(bytes, found, encoding is not null, declaresOther);
    }

    /// <summary>Whether an XML reader may read the bytes themselves, which is the fastest.</summary>
    public bool IsPlainUtf8 => Encoding is UTF8Encoding && !DeclaresOther;

    /// <summary>The bytes as a stream; nothing is copied when they are an array.</summary>
    public MemoryStream OpenBytes() => MemoryMarshal.TryGetArray(Bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(Bytes.ToArray(), writable: false);

    /// <summary>The document as text; bytes that are not of its encoding become U+FFFD.</summary>
    public string DecodeAll()
    {
        var guess = !IsCertain && !Utf8.IsValid(Bytes.Span) ? EncodingNames.Windows1252 : Encoding;
        return guess.GetString(Bytes.Span);
    }

    /// <summary>The first characters, for messages and for telling formats apart.</summary>
    public string Head(int characters)
    {
        var span = Bytes.Span;
        var text = Encoding.GetString(span[..Math.Min(span.Length, characters * 4)]);
        text = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length > characters ? text[..characters] : text;
    }

    private static ReadOnlyMemory<byte> SkipWhiteSpace(ReadOnlyMemory<byte> bytes)
    {
        var start = bytes.Span.IndexOfAnyExcept(" \t\r\n\0"u8);
        return start < 0 ? default : bytes[start..];
    }
}
