using System.Text;
using Portal.Events.Entries;

namespace Portal.Syndication.Reading.Markup;

/// <summary>Makes sense of texts whose markup the format does not tell.</summary>
internal static class LooseText
{
    // HTML, section 13.2.5.80: what publishers mean by the C1 control characters.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The text with C1 control characters read the way HTML reads them.</summary>
    public static string MapControls(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\u009F'))
        {
            return text;
        }

        var result = new StringBuilder(text);
        for (var i = 0; i < result.Length; i++)
        {
            if (result[i] is >= '\u0080' and <= '\u009F')
            {
                result[i] = Windows1252[result[i] - '\u0080'];
            }
        }

        return result.ToString();
    }

    /// <summary>A title that may hold HTML or not (RSS does not say): HTML when a tag or an entity shows.</summary>
    public static EntryText Title(string value) =>
        LooksLikeHtml(value) ? new EntryText(TextKind.Html, value) : EntryText.Plain(value);

    /// <summary>Whether a tag or an entity shows.</summary>
    public static bool LooksLikeHtml(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny('<', '&'); at >= 0 && at + 1 < text.Length;)
        {
            var rest = text[(at + 1)..];
            if (text[at] == '<' ? IsTag(rest) : IsEntity(rest))
            {
                return true;
            }

            var next = rest.IndexOfAny('<', '&');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static bool IsTag(ReadOnlySpan<char> rest)
    {
        var start = rest is ['/', ..] ? 1 : 0;
        return rest.Length > start && char.IsAsciiLetter(rest[start]) && rest[..Math.Min(rest.Length, 4096)].Contains('>');
    }

    private static bool IsEntity(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, 12)].IndexOf(';');
        if (end < 2)
        {
            return false;
        }

        var name = rest[0] == '#' ? rest[1..end] : rest[..end];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
