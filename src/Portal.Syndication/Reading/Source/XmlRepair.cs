using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Source;

/// <summary>
/// Mends what keeps an XML reader from a document, without touching what it means: characters that XML does not
/// know are dropped, <c>Fish &amp; Chips</c> gets its <c>&amp;amp;</c>, HTML's entities become characters, and
/// comments, which may hold anything in broken documents, are left out. Tags are never guessed.
/// </summary>
internal static class XmlRepair
{
    // The longest name of an HTML 4 entity is 8 characters (thetasym); numbers are no longer than #x10FFFF.
    private const int MaxReference = 12;

    private static readonly SearchValues<char> Special = SearchValues.Create(
        ['&', '<', .. Enumerable.Range(0, 32).Where(c => c is not (9 or 10 or 13)).Select(c => (char)c), '\uFFFE', '\uFFFF',
        .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    public static string Mend(string text)
    {
        var result = new StringBuilder(text.Length + 256);
        var at = 0;
        while (at < text.Length)
        {
            var next = text.AsSpan(at).IndexOfAny(Special);
            if (next < 0)
            {
                break;
            }

            result.Append(text, at, next);
            at += next;
            at += text[at] switch
            {
                '&' => Reference(text, at, result),
                '<' => Markup(text, at, result),
                _ => Character(text, at, result),
            };
        }

        return result.Append(text, Math.Min(at, text.Length), Math.Max(0, text.Length - at)).ToString();
    }

    private static int Markup(string text, int at, StringBuilder result)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("<!--"))
        {
            var end = text.IndexOf("-->", at + 4, StringComparison.Ordinal);
            return end < 0 ? 4 : end + 3 - at;
        }

        if (!rest.StartsWith("<![CDATA["))
        {
            result.Append('<');
            return 1;
        }

        var close = text.IndexOf("]]>", at, StringComparison.Ordinal);
        var length = close < 0 ? text.Length - at : close + 3 - at;
        foreach (var c in text.AsSpan(at, length))
        {
            // Half a surrogate pair is left for the XML reader to judge.
            if (XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))
            {
                result.Append(c);
            }
        }

        return length;
    }

    private static int Character(string text, int at, StringBuilder result)
    {
        if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
        {
            result.Append(text, at, 2);
            return 2;
        }

        return 1;
    }

    private static int Reference(string text, int at, StringBuilder result)
    {
        var end = text.AsSpan(at, Math.Min(MaxReference, text.Length - at)).IndexOf(';');
        var name = end < 2 ? "" : text[(at + 1)..(at + end)];
        if (name is "amp" or "lt" or "gt" or "quot" or "apos")
        {
            result.Append(text, at, end + 1);
            return end + 1;
        }

        if (name.Length > 1 && name[0] == '#')
        {
            return Number(name, end + 1, result);
        }

        var decoded = name.Length > 0 && name.All(char.IsAsciiLetterOrDigit) ? WebUtility.HtmlDecode($"&{name};") : "";
        if (decoded.Length == 0 || decoded[0] == '&')
        {
            result.Append("&amp;");
            return 1;
        }

        result.Append(decoded);
        return end + 1;
    }

    private static int Number(string name, int length, StringBuilder result)
    {
        var isHex = name[1] is 'x' or 'X';
        var ok = uint.TryParse(
            name.AsSpan(isHex ? 2 : 1), isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        if (!ok)
        {
            result.Append("&amp;");
            return 1;
        }

        var legal = code is 9 or 10 or 13 or (>= 0x20 and <= 0xD7FF) or (>= 0xE000 and <= 0xFFFD) or (>= 0x10000 and <= 0x10FFFF);
        result.Append(CultureInfo.InvariantCulture, $"&#{(legal ? code : 0xFFFD)};");
        return length;
    }
}
