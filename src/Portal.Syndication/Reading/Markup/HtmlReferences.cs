using System.Text;

namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// Makes the relative references inside HTML absolute, because an entry leaves its base behind when it leaves its
/// feed. Everything else stays as it was, character by character.
/// </summary>
internal static class HtmlReferences
{
    /// <summary>The same HTML with its relative <c>href</c>, <c>src</c>, <c>cite</c> and <c>poster</c> values resolved.</summary>
    public static string Resolve(string html, Uri? baseUri)
    {
        if (baseUri is null
            || !(html.Contains("href", StringComparison.OrdinalIgnoreCase) || html.Contains("src", StringComparison.OrdinalIgnoreCase)))
        {
            return html;
        }

        StringBuilder? result = null;
        var copied = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = at < html.Length ? html.IndexOf('<', at) : -1)
        {
            at = Tag(html, at + 1, baseUri, ref result, ref copied);
        }

        return result is null ? html : result.Append(html, copied, html.Length - copied).ToString();
    }

    /// <summary>Whether the attribute of this name holds a reference.</summary>
    public static bool IsReference(ReadOnlySpan<char> name) =>
        name.Equals("href", StringComparison.OrdinalIgnoreCase) || name.Equals("src", StringComparison.OrdinalIgnoreCase)
        || name.Equals("cite", StringComparison.OrdinalIgnoreCase) || name.Equals("poster", StringComparison.OrdinalIgnoreCase);

    private static int Tag(string html, int at, Uri baseUri, ref StringBuilder? result, ref int copied)
    {
        if (at >= html.Length || !char.IsAsciiLetter(html[at]))
        {
            return at;
        }

        while (at < html.Length && html[at] is not ('>' or '<'))
        {
            var nameStart = at;
            while (at < html.Length && !char.IsWhiteSpace(html[at]) && html[at] is not ('=' or '>' or '<' or '/'))
            {
                at++;
            }

            var name = html.AsSpan(nameStart, at - nameStart);
            var afterName = SkipWhiteSpace(html, at);
            if (name.IsEmpty || afterName >= html.Length || html[afterName] != '=')
            {
                at = name.IsEmpty ? at + 1 : afterName;
                continue;
            }

            var (start, end, next) = Value(html, SkipWhiteSpace(html, afterName + 1));
            if (IsReference(name))
            {
                Replace(html, start, end, baseUri, ref result, ref copied);
            }

            at = next;
        }

        return at;
    }

    private static (int Start, int End, int Next) Value(string html, int at)
    {
        if (at >= html.Length)
        {
            return (at, at, at);
        }

        if (html[at] is '"' or '\'')
        {
            var close = html.IndexOf(html[at], at + 1);
            return close < 0 ? (html.Length, html.Length, html.Length) : (at + 1, close, close + 1);
        }

        var end = at;
        while (end < html.Length && !char.IsWhiteSpace(html[end]) && html[end] != '>')
        {
            end++;
        }

        return (at, end, end);
    }

    private static void Replace(string html, int start, int end, Uri baseUri, ref StringBuilder? result, ref int copied)
    {
        var value = html.AsSpan(start, end - start).Trim();

        // A fragment leads to a place in the text itself.
        if (value.IsEmpty || value[0] == '#' || References.HasScheme(value))
        {
            return;
        }

        var resolved = References.Resolve(baseUri, value.ToString().Replace("&amp;", "&", StringComparison.Ordinal));
        result ??= new StringBuilder(html.Length + 64);
        result.Append(html, copied, start - copied)
            .Append(resolved.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal));
        copied = end;
    }

    private static int SkipWhiteSpace(string html, int at)
    {
        while (at < html.Length && char.IsWhiteSpace(html[at]))
        {
            at++;
        }

        return at;
    }
}
