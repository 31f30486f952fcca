using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Syndication.Reading.Json;

/// <summary>
/// Reads an entry in the JSON form of Rackspace Cloud Feeds, <c>{ "entry": { ... } }</c>: it is brought to Atom, and then
/// held to what any entry is held to. Members of foreign elements are attributes when they are values, elements when they
/// are objects or arrays; <c>@type</c> is a namespace, <c>@text</c> is text.
/// </summary>
public static class AtomJsonEntryReader
{
    private const int MaxDepth = 64;

    // Their members are attributes (RFC 4287 sections 3.1, 4.1.3, 4.2.2, 4.2.7); those of all others are elements.
    private static readonly HashSet<string> WithAttributes = ["title", "summary", "rights", "subtitle", "content", "category", "link", "generator"];

    /// <summary>Reads one entry.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="options">Bounds; the defaults when null.</param>
    public static AtomEntryResult Read(ReadOnlyMemory<byte> body, FeedReadOptions? options = null)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("entry", out var given) || given.ValueKind != JsonValueKind.Object)
            {
                return new AtomEntryResult(null, "The JSON is no entry: an object with the member 'entry' is expected, which is an object.", 1, 1);
            }

            var atom = Encoding.UTF8.GetBytes(Element("entry", given, XmlNames.Atom).ToString(SaveOptions.DisableFormatting));
            return AtomEntryReader.Read(atom, (options ?? FeedReadOptions.Default) with { ContentType = "application/atom+xml;charset=utf-8" });
        }
        catch (JsonException problem)
        {
            var (line, column) = ((int)(problem.LineNumber ?? 0) + 1, (int)(problem.BytePositionInLine ?? 0) + 1);
            return new AtomEntryResult(null, $"The JSON is not well-formed at line {line}, column {column}.", line, column);
        }
        catch (InvalidOperationException)
        {
            // "\ud800" is well-formed JSON (RFC 8259 section 8.2), and no text.
            return new AtomEntryResult(null, "A string of the JSON has half of a surrogate pair in it, which is no character.", 1, 1);
        }
        catch (Exception problem) when (problem is XmlException or ArgumentException)
        {
            return new AtomEntryResult(null, $"The JSON cannot be an Atom entry: {problem.Message}", 1, 1);
        }
    }

    private static XElement Element(string name, JsonElement value, string outer)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new XElement(XName.Get(name, outer), TextOf(value));
        }

        var ownNamespace = value.TryGetProperty("@type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : outer;
        var element = new XElement(XName.Get(name, ownNamespace));
        var scalarsAreAttributes = ownNamespace != XmlNames.Atom || WithAttributes.Contains(name);
        foreach (var member in value.EnumerateObject().Where(member => member.Name != "@type"))
        {
            Add(element, member, scalarsAreAttributes);
        }

        if (name == "content" && ownNamespace == XmlNames.Atom && element.HasElements && element.Attribute("type") is null)
        {
            element.SetAttributeValue("type", "application/xml");
        }

        return element;
    }

    private static void Add(XElement element, JsonProperty member, bool scalarsAreAttributes)
    {
        var outer = element.Name.NamespaceName;
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.Array:
                foreach (var item in member.Value.EnumerateArray())
                {
                    element.Add(Element(member.Name, item, outer));
                }

                break;
            case JsonValueKind.Object:
                element.Add(Element(member.Name, member.Value, outer));
                break;
            case var _ when member.Name == "@text":
                element.Add(TextOf(member.Value));
                break;
            case var _ when scalarsAreAttributes:
                element.SetAttributeValue(AttributeName(member.Name), TextOf(member.Value));
                break;
            default:
                element.Add(Element(member.Name, member.Value, outer));
                break;
        }
    }

    private static XName AttributeName(string name) =>
        name.StartsWith("xml:", StringComparison.Ordinal) ? XNamespace.Xml + name[4..] : XName.Get(name.TrimStart('@'));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
