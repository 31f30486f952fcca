using System.Xml;
using System.Xml.Linq;

namespace Portal.Contracts.Xsd;

/// <summary>Reads the XML of schemas.</summary>
internal static class SchemaText
{
    // A DOCTYPE in a schema is passed over: nothing that it names is read and no entity is expanded.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <summary>Reads a text.</summary>
    /// <exception cref="XmlException">It begins with two byte order marks, which the reader would pass over.</exception>
    public static XmlReader Reader(string text, string baseUri)
    {
        var document = ByteOrderMark.Strip(text);
        return document.StartsWith('\uFEFF')
            ? throw new XmlException("It begins with two byte order marks.", null, 1, 1)
            : XmlReader.Create(new StringReader(document), Settings, baseUri);
    }

    /// <summary>A schema as a document with lines; null, with an error, when it is not a schema.</summary>
    public static XDocument? Load(string text, string? location, List<SchemaError> errors)
    {
        try
        {
            using var reader = Reader(text, "");
            using var bounded = new DepthLimitedReader(reader);
            var document = XDocument.Load(bounded, LoadOptions.SetLineInfo);
            if (document.Root!.Name == XName.Get("schema", System.Xml.Schema.XmlSchema.Namespace))
            {
                return document;
            }

            errors.Add(new SchemaError(
                $"The root element is '{document.Root.Name.LocalName}', not 'schema' of {System.Xml.Schema.XmlSchema.Namespace}.",
                ((IXmlLineInfo)document.Root).LineNumber, ((IXmlLineInfo)document.Root).LinePosition, location));
        }
        catch (XmlException problem)
        {
            errors.Add(new SchemaError($"The schema is not well-formed XML: {problem.Message}", Math.Max(problem.LineNumber, 1), Math.Max(problem.LinePosition, 1), location));
        }

        return null;
    }
}
