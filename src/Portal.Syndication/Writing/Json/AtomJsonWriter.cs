using System.Text.Json;
using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Syndication.Writing.Json;

/// <summary>
/// Writes Atom in the JSON form that Rackspace Cloud Feeds serves: an element is an object whose members are its
/// attributes and elements, <c>@type</c> its namespace where that changes, and <c>@text</c> its text. An element with
/// nothing but text is a string. Values are strings: XML does not say which of them are numbers.
/// </summary>
public static class AtomJsonWriter
{
    // Elements of Atom that may occur more than once are arrays even when there is one.
    private static readonly HashSet<string> Repeatable = ["entry", "link", "category", "author", "contributor", "deleted-entry"];

    /// <summary>Writes a page of a feed, as <c>{ "feed": ... }</c>.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="feed">The page.</param>
    /// <param name="linksOf">Links to add to an entry, <c>self</c> for example.</param>
    public static void WriteFeed(Stream output, AtomFeedDocument feed, Func<RecordedEntry, IReadOnlyList<EntryLink>> linksOf) =>
        Write(output, atom => AtomWriter.WriteFeed(atom, feed, linksOf));

    /// <summary>Writes an entry, as <c>{ "entry": ... }</c>.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="author">Its author when it names none.</param>
    /// <param name="links">Links to add.</param>
    public static void WriteEntry(Stream output, RecordedEntry entry, string author, IReadOnlyList<EntryLink> links) =>
        Write(output, atom => AtomWriter.WriteEntry(atom, entry, author, links));

    private static void Write(Stream output, Action<Stream> writeAtom)
    {
        using var atom = new MemoryStream();
        writeAtom(atom);
        atom.Position = 0;
        var root = XElement.Load(atom, LoadOptions.PreserveWhitespace);
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WritePropertyName(root.Name.LocalName);
        WriteElement(json, root, outer: XNamespace.None);
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, XElement element, XNamespace outer)
    {
        var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration && !IsImplied(attribute)).ToList();
        var isForeign = element.Name.Namespace != outer;
        if (!element.HasElements && attributes.Count == 0 && !isForeign)
        {
            json.WriteStringValue(element.Value);
            return;
        }

        json.WriteStartObject();
        if (isForeign)
        {
            json.WriteString("@type", element.Name.NamespaceName);
        }

        var names = element.Elements().Select(child => child.Name.LocalName).ToHashSet();
        foreach (var attribute in attributes)
        {
            json.WriteString(names.Contains(NameOf(attribute)) ? "@" + NameOf(attribute) : NameOf(attribute), attribute.Value);
        }

        WriteText(json, element);
        foreach (var same in element.Elements().GroupBy(child => child.Name.LocalName))
        {
            json.WritePropertyName(same.Key);
            WriteChildren(json, [.. same], element.Name.Namespace);
        }

        json.WriteEndObject();
    }

    private static void WriteChildren(Utf8JsonWriter json, IReadOnlyList<XElement> children, XNamespace outer)
    {
        var isArray = children.Count > 1 || (Repeatable.Contains(children[0].Name.LocalName) && outer == XmlNames.Atom);
        if (isArray)
        {
            json.WriteStartArray();
        }

        foreach (var child in children)
        {
            WriteElement(json, child, outer);
        }

        if (isArray)
        {
            json.WriteEndArray();
        }
    }

    // White space between elements is layout.
    private static void WriteText(Utf8JsonWriter json, XElement element)
    {
        var text = string.Concat(element.Nodes().OfType<XText>().Select(node => node.Value));
        if (element.HasElements ? !string.IsNullOrWhiteSpace(text) : text.Length > 0)
        {
            json.WriteString("@text", text);
        }
    }

    // Content that holds an element is XML: saying so adds nothing.
    private static bool IsImplied(XAttribute attribute) =>
        attribute is { Name.LocalName: "type", Value: "application/xml", Parent: { HasElements: true, Name: { LocalName: "content", NamespaceName: XmlNames.Atom } } };

    private static string NameOf(XAttribute attribute) =>
        attribute.Name.NamespaceName == XmlNames.Xml ? "xml:" + attribute.Name.LocalName : attribute.Name.LocalName;
}
