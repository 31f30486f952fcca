using System.Text;
using System.Xml;
using System.Xml.Linq;
using Portal.Catalogue.Requests;

namespace Portal.Web.Features.Requests;

/// <summary>The first entry to post to a feed that was asked for: the request's own sample, so that it meets the contract. Pure.</summary>
internal static class FirstEntry
{
    // A longer sample is left out: people would not paste it, and terminals cut it.
    private const int LongestSample = 20_000;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <summary>The entry as XML text.</summary>
    public static string Of(RequestDraft draft)
    {
        var entry = new XElement(Atom + "entry", new XElement(Atom + "title", draft.Title));
        if (draft.Contract?.EventType is { Length: > 0 } type)
        {
            entry.Add(new XElement(Atom + "category", new XAttribute("term", type)));
        }

        entry.Add(ContentOf(draft.Sample));
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            entry.Save(writer);
        }

        return text.ToString();
    }

    private static XElement ContentOf(string? sample)
    {
        var payload = sample?.Trim() ?? "";
        if (payload.Length is 0 or > LongestSample)
        {
            return new XElement(Atom + "content", new XAttribute("type", "text"), "First event");
        }

        return payload[0] switch
        {
            '<' when Xml(payload) is { } xml => new XElement(Atom + "content", new XAttribute("type", "application/xml"), xml),
            '{' or '[' => new XElement(Atom + "content", new XAttribute("type", "application/json"), payload),
            _ => new XElement(Atom + "content", new XAttribute("type", "text"), payload),
        };
    }

    private static XElement? Xml(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // What is not well-formed is sent as text: the feed answers what is wrong with it.
            return null;
        }
    }
}
