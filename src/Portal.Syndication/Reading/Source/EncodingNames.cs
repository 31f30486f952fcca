using System.Text;
using System.Text.Unicode;

namespace Portal.Syndication.Reading.Source;

/// <summary>Finds encodings by what documents and headers say of them.</summary>
internal static class EncodingNames
{
    // Longer declarations do not occur; a bound keeps the search from running through a document.
    private const int MaxDeclaration = 256;

    /// <summary>What publishers mean by Latin-1 and ASCII (WHATWG Encoding, section 4.2).</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding that a byte order mark tells, and the mark's length.</summary>
    public static (Encoding? Encoding, int Length) ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    /// <summary>The encoding in which the first bytes are <c>&lt;</c> or <c>{</c>; null when one byte is a character.</summary>
    public static Encoding? ByShape(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'<' or (byte)'{', 0, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0, (byte)'<' or (byte)'{', ..] => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        [(byte)'<' or (byte)'{', 0, _, ..] => Encoding.Unicode,
        [0, (byte)'<' or (byte)'{', _, ..] => Encoding.BigEndianUnicode,
        [0x4C, 0x6F, 0xA7, 0x94, ..] => EbcdicOf(bytes),
        _ => null,
    };

    // "<?xm" in EBCDIC (XML 1.0 appendix F.1): the declaration's letters are the same in all of its code pages.
    private static Encoding EbcdicOf(ReadOnlySpan<byte> bytes)
    {
        var common = CodePagesEncodingProvider.Instance.GetEncoding(37)!;
        var declaration = Encoding.Latin1.GetBytes(common.GetString(bytes[..Math.Min(bytes.Length, MaxDeclaration)]));
        return ByName(Declared(declaration), bytes) is { } named && named.GetBytes("<")[0] == bytes[0] ? named : common;
    }

    /// <summary>The charset parameter of a Content-Type header; null when it has none.</summary>
    public static string? CharsetOf(string? contentType)
    {
        foreach (var part in (contentType ?? "").Split(';').Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                return part[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        return null;
    }

    /// <summary>The encoding that the XML declaration names: <c>&lt;?xml version="1.0" encoding="x"?&gt;</c>.</summary>
    public static string? Declared(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("<?xml"u8))
        {
            return null;
        }

        var head = bytes[..Math.Min(bytes.Length, MaxDeclaration)];
        var end = head.IndexOf("?>"u8);
        var at = end < 0 ? -1 : head[..end].IndexOf("encoding"u8);
        if (at < 0)
        {
            return null;
        }

        var value = Encoding.ASCII.GetString(head[(at + 8)..end]).TrimStart(' ', '\t', '\r', '\n', '=');
        var close = value.Length > 0 && value[0] is '"' or '\'' ? value.IndexOf(value[0], 1) : -1;
        return close > 0 ? value[1..close] : null;
    }

    /// <summary>
    /// The encoding of this name; null when there is none of that name, or when it is ASCII and the bytes are not.
    /// </summary>
    public static Encoding? ByName(string? name, ReadOnlySpan<byte> bytes)
    {
        switch (name?.Trim().ToLowerInvariant())
        {
            case null or "":
                return null;
            case "utf-8" or "utf8":
                return Encoding.UTF8;
            case "us-ascii" or "ascii":
                return Utf8.IsValid(bytes) ? null : Windows1252;
            case "iso-8859-1" or "latin1" or "latin-1" or "iso8859-1":
                return Windows1252;
            case "gb2312" or "gbk" or "gb_2312-80" or "cp936":
                return Find("gb18030"); // which has all of theirs
            case { } other:
                return Find(other) ?? (EncodingAliases.Of(other) is { } known ? Find(known) : null);
        }
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // A name that nobody knows says nothing; UTF-7 is refused on purpose.
            return null;
        }
    }
}
