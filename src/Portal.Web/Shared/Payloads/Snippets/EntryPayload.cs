using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>A payload as it stands in an entry: XML as an element, JSON and all else as text. Pure.</summary>
public sealed record EntryPayload
{
    private const string AnyXml = "application/xml";
    private const string AnyJson = "application/json";
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private EntryPayload(string text, string mediaType) => (Text, MediaType) = (text, mediaType);

    /// <summary>The text that a contract judges, with the line ends that XML leaves (XML 1.0 section 2.11).</summary>
    public string Text { get; }

    /// <summary>The <c>type</c> of the <c>content</c> element.</summary>
    public string MediaType { get; }

    /// <summary>Whether it is one well-formed element.</summary>
    public bool IsElement => MediaType == AnyXml;

    /// <summary>Whether it is well-formed JSON.</summary>
    public bool IsJson => MediaType == AnyJson;

    /// <summary>Reads a payload; what is neither XML nor JSON is text, so that its contract says what is wrong with it.</summary>
    public static EntryPayload Of(string text)
    {
        var clean = SnippetText.Clean(text).ReplaceLineEndings("\n").Trim();
        return clean switch
        {
            ['<', ..] when Element(clean) is { } xml => new EntryPayload(xml, AnyXml),
            ['{' or '[', ..] when IsWellFormed(clean) => new EntryPayload(clean, AnyJson),
            _ => new EntryPayload(clean, "text"),
        };
    }

    private static string? Element(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            if (root.Attribute("xmlns") is null)
            {
                // Inside an entry, names without a prefix would take Atom's namespace.
                root.SetAttributeValue("xmlns", "");
            }

            return root.ToString(SaveOptions.DisableFormatting);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
