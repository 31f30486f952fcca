using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Source;

/// <summary>
/// Takes out of a document that is not well-formed, even mended, the items that are: <c>&lt;br&gt;</c> in one description must
/// not hide the items after it. Markup inside texts that XML cannot take is kept as the text that its publisher meant it to be
/// in HTML; an item that is not whole, or is broken otherwise, is left out and counted.
/// </summary>
internal static class XmlSalvage
{
    private const string DataStart = "<![CDATA[";

    // How often each character is looked at on average: what is nested to make this slow is given up.
    private const int MaxPasses = 20;

    // Broken texts of one item; each costs a copy of it.
    private const int MaxBrokenTexts = 20;

    private static readonly string[] Texts =
        ["title", "description", "summary", "content", "content:encoded", "subtitle", "tagline", "itunes:summary", "media:description"];

    /// <summary>A document of the items that could be made out.</summary>
    /// <param name="Text">The document.</param>
    /// <param name="Dropped">How many items could not.</param>
    public sealed record Salvaged(string Text, int Dropped);

    /// <summary>Salvages a document that <see cref="XmlRepair"/> has mended; null when it has no item.</summary>
    public static Salvaged? Salvage(string text, FeedReadOptions options)
    {
        var name = TagAt(text, "entry", 0) is var entry && TagAt(text, "item", 0) is var item && item >= 0 && (entry < 0 || item < entry) ? "item" : "entry";
        var first = name == "item" ? item : entry;
        if (first < 0)
        {
            return null;
        }

        var items = new StringBuilder(text.Length);
        var (dropped, kept) = (0, 0);
        var left = (long)text.Length * MaxPasses;
        for (var at = first; at >= 0 && kept < options.MaxEntries;)
        {
            var end = EndOf(text, name, at);
            if (end < 0 || (left -= end - at) < 0)
            {
                dropped++;
                break;
            }

            if (Whole(text[at..end]) is not { } whole)
            {
                dropped++;
                at = TagAt(text, name, at + 1);
                continue;
            }

            kept++;
            items.Append(whole).Append('\n');
            at = TagAt(text, name, end);
        }

        var (open, close) = Frame(text[..first]);
        return new Salvaged($"{open}{items}{close}", dropped);
    }

    // The item as it is, or with its texts as data; null when that does not make it well-formed either.
    private static string? Whole(string item)
    {
        if (IsWellFormed(item))
        {
            return item;
        }

        var escaped = WithTextsAsData(item);
        return IsWellFormed(escaped) ? escaped : null;
    }

    private static string WithTextsAsData(string item)
    {
        var broken = 0;
        foreach (var name in Texts)
        {
            var from = 0;
            while (broken < MaxBrokenTexts && TagAt(item, name, from) is >= 0 and var start && item.IndexOf('>', start) is > 0 and var inner && item[inner - 1] != '/')
            {
                var end = item.IndexOf($"</{name}", inner, StringComparison.Ordinal);
                if (end < 0)
                {
                    break;
                }

                var value = item[(inner + 1)..end];
                if (value.Contains(DataStart, StringComparison.Ordinal) || IsWellFormed($"<x>{value}</x>"))
                {
                    from = end;
                    continue;
                }

                // Broken XHTML is what HTML is for.
                broken++;
                var tag = item[start..(inner + 1)].Replace("\"xhtml\"", "\"html\"", StringComparison.Ordinal).Replace("'xhtml'", "'html'", StringComparison.Ordinal);
                var data = $"{tag}{DataStart}{value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";
                item = $"{item[..start]}{data}{item[end..]}";
                from = start + data.Length;
            }
        }

        return item;
    }

    // The document's beginning with what it leaves open closed again, or no more of it than the items stand in.
    private static (string Open, string Close) Frame(string head)
    {
        var root = StartOf(head, 0);
        if (root is not { } outer)
        {
            return ("", "");
        }

        List<string> names = [outer.Name];
        var bare = head[..outer.End];
        if (TagAt(head, "channel", outer.End) is >= 0 and var at && StartOf(head, at) is { } channel && !head.AsSpan(at).Contains("</channel", StringComparison.Ordinal))
        {
            names.Add(channel.Name);
            bare += head[at..channel.End];
        }

        names.Reverse();
        var close = string.Concat(names.Select(name => $"</{name}>"));
        return (IsWellFormed(head + close, isDocument: true) ? head : bare, close);
    }

    // The first start tag from here on: its name, and where it ends.
    private static (string Name, int End)? StartOf(string text, int from)
    {
        for (var at = text.IndexOf('<', from); at >= 0 && at + 1 < text.Length; at = text.IndexOf('<', at + 1))
        {
            if (text[at + 1] is not ('?' or '!' or '/'))
            {
                var end = text.IndexOf('>', at);
                var name = text[(at + 1)..(end < 0 ? at + 1 : end)].Split(' ', '\t', '\r', '\n', '/')[0];
                return end < 0 || name.Length == 0 ? null : (name, end + 1);
            }
        }

        return null;
    }

    // After the item's end tag; what is in data is none.
    private static int EndOf(string text, string name, int at)
    {
        while (true)
        {
            var end = text.IndexOf($"</{name}>", at, StringComparison.Ordinal);
            var data = end < 0 ? -1 : text.IndexOf(DataStart, at, end - at, StringComparison.Ordinal);
            if (data < 0)
            {
                return end < 0 ? -1 : end + name.Length + 3;
            }

            var close = text.IndexOf("]]>", data, StringComparison.Ordinal);
            if (close < 0)
            {
                return -1;
            }

            at = close;
        }
    }

    // A start tag of this name outside of data; -1 when there is none.
    private static int TagAt(string text, string name, int from)
    {
        while (true)
        {
            var at = text.IndexOf($"<{name}", from, StringComparison.Ordinal);
            if (at < 0)
            {
                return -1;
            }

            var data = text.IndexOf(DataStart, from, at - from, StringComparison.Ordinal);
            var close = data < 0 ? -1 : text.IndexOf("]]>", data, StringComparison.Ordinal);
            if (data >= 0 && close > at)
            {
                from = close;
                continue;
            }

            var after = at + name.Length + 1;
            if (data >= 0 && close < 0)
            {
                return -1;
            }

            if (after < text.Length && (char.IsWhiteSpace(text[after]) || text[after] is '>' or '/'))
            {
                return at;
            }

            from = after;
        }
    }

    private static bool IsWellFormed(string text, bool isDocument = false)
    {
        var names = new NameTable();
        var settings = new XmlReaderSettings
        {
            NameTable = names,
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            ConformanceLevel = isDocument ? ConformanceLevel.Document : ConformanceLevel.Fragment,
        };
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text), settings, new XmlParserContext(names, new LenientNamespaces(names), xmlLang: "", XmlSpace.None));
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
