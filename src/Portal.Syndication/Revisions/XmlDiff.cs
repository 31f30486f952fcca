using System.Xml;
using System.Xml.Linq;

namespace Portal.Syndication.Revisions;

/// <summary>
/// Compares two XML documents by path. Attributes are compared by name; child elements the n-th of a name with the n-th of that
/// name, after what both begin and end with. Space between elements does not count. Pure.
/// </summary>
internal sealed class XmlDiff(string field, ChangeList changes)
{
    private const int MaxDepth = 100;

    private const int MaxLength = 4 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>False when one of them is no XML document, or too deep or long to be compared so: then nothing is added.</summary>
    public static bool TryCompare(string field, string before, string after, ChangeList changes)
    {
        if (before.Length > MaxLength || after.Length > MaxLength || Parse(before) is not { } old || Parse(after) is not { } now)
        {
            return false;
        }

        var diff = new XmlDiff(field, changes);
        if (old.Name == now.Name)
        {
            diff.Compare($"/{old.Name.LocalName}", old, now);
        }
        else
        {
            changes.Add(field, $"/{old.Name.LocalName}", WordsOf(old), null);
            changes.Add(field, $"/{now.Name.LocalName}", null, WordsOf(now));
        }

        return true;
    }

    private static XElement? Parse(string text)
    {
        try
        {
            using (var shallow = XmlReader.Create(new StringReader(text), Settings))
            {
                while (shallow.Read())
                {
                    if (shallow.Depth > MaxDepth)
                    {
                        return null;
                    }
                }
            }

            using var reader = XmlReader.Create(new StringReader(text), Settings);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Compare(string path, XElement before, XElement after)
    {
        foreach (var name in AttributesOf(before).Concat(AttributesOf(after)).Select(attribute => attribute.Name).Distinct())
        {
            changes.Add(field, $"{path}/@{name.LocalName}", before.Attribute(name)?.Value, after.Attribute(name)?.Value);
        }

        List<XElement> old = [.. before.Elements()];
        List<XElement> now = [.. after.Elements()];
        if (TextOf(before) is var text && TextOf(after) is var newText && text != newText)
        {
            changes.AddText(field, path, text, newText);
        }

        var (start, end) = CommonEnds.Of(old, now, (left, right) => XNode.DeepEquals(left, right));
        CompareChildren(path, old, now, start, end);
    }

    private void CompareChildren(string path, List<XElement> before, List<XElement> after, int start, int end)
    {
        var unmatched = after.Skip(start).Take(after.Count - start - end).GroupBy(child => child.Name)
            .ToDictionary(group => group.Key, group => new Queue<XElement>(group));
        foreach (var child in before.Skip(start).Take(before.Count - start - end))
        {
            if (unmatched.GetValueOrDefault(child.Name) is { Count: > 0 } candidates)
            {
                var match = candidates.Dequeue();
                Compare(PathOf(path, match, after), child, match);
            }
            else
            {
                changes.Add(field, PathOf(path, child, before), WordsOf(child), null);
            }
        }

        foreach (var child in after.Where(child => unmatched.GetValueOrDefault(child.Name)?.Contains(child) == true))
        {
            changes.Add(field, PathOf(path, child, after), null, WordsOf(child));
        }
    }

    private static string PathOf(string path, XElement child, List<XElement> siblings)
    {
        var alike = siblings.Where(sibling => sibling.Name == child.Name).ToList();
        return alike.Count == 1 ? $"{path}/{child.Name.LocalName}" : $"{path}/{child.Name.LocalName}[{alike.IndexOf(child) + 1}]";
    }

    private static IEnumerable<XAttribute> AttributesOf(XElement element) => element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration);

    // Text between children too, so that mixed content is not passed over.
    private static string TextOf(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value));

    private static string WordsOf(XElement element) =>
        element.HasElements || AttributesOf(element).Any() ? element.ToString(SaveOptions.DisableFormatting) : element.Value;
}
