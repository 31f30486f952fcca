using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Syndication.Reading.Markup;

/// <summary>Replaces the references that <see cref="PlainXml"/> lets stand: the predefined ones and those of characters by number.</summary>
internal static class PlainText
{
    // &#x10FFFF;
    private const int MaxReference = 10;
    private const int OnStack = 512;

    /// <summary>A text with its references replaced.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
        {
            return text.ToString();
        }

        if (text.Length <= OnStack)
        {
            return Unescape(text, stackalloc char[text.Length]);
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var unescaped = Unescape(text, rented);
        ArrayPool<char>.Shared.Return(rented);
        return unescaped;
    }

    /// <summary>
    /// How many characters the reference at the beginning of a text has; 0 when it is none that can stand for itself: one by
    /// number stands for a character that is text in XML and in HTML, too.
    /// </summary>
    public static int LengthOfReference(ReadOnlySpan<char> text) => Read(text, out var length) == 0 ? 0 : length;

    // A reference is never shorter than what it stands for.
    private static string Unescape(ReadOnlySpan<char> text, Span<char> result)
    {
        var written = 0;
        for (var at = text.IndexOf('&'); at >= 0; at = text.IndexOf('&'))
        {
            text[..at].CopyTo(result[written..]);
            written += at;
            written += new Rune(Read(text[at..], out var length)).EncodeToUtf16(result[written..]);
            text = text[(at + length)..];
        }

        text.CopyTo(result[written..]);
        return new string(result[..(written + text.Length)]);
    }

    // The character that the reference at the beginning stands for; 0 when it is another one.
    private static int Read(ReadOnlySpan<char> text, out int length)
    {
        (length, var character) = text switch
        {
            ['&', 'l', 't', ';', ..] => (4, '<'),
            ['&', 'g', 't', ';', ..] => (4, '>'),
            ['&', 'a', 'm', 'p', ';', ..] => (5, '&'),
            ['&', 'q', 'u', 'o', 't', ';', ..] => (6, '"'),
            ['&', 'a', 'p', 'o', 's', ';', ..] => (6, '\''),
            _ => (0, '\0'),
        };
        return length > 0 ? character : ReadNumber(text, out length);
    }

    private static int ReadNumber(ReadOnlySpan<char> text, out int length)
    {
        length = text[..Math.Min(text.Length, MaxReference)].IndexOf(';') + 1;
        if (length == 0 || text[1] != '#')
        {
            return 0;
        }

        var digits = text[2..(length - 1)];
        var isNumber = digits is ['x', ..]
            ? int.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out code);
        return isNumber && IsText(code) ? code : 0;
    }

    private static bool IsText(int code) =>
        code is (>= 0x20 and < 0x7F) or (>= 0xA0 and < 0xD800) or (>= 0xE000 and < 0xFFFE) or (>= 0x10000 and <= 0x10FFFF);
}
