using System.Xml;

namespace Portal.Web.Features.Contracts;

/// <summary>Takes an element out of an XML text, and leaves the rest as it was written. Pure.</summary>
internal static class SchemaCut
{
    /// <summary>The text without the element that begins at a place; null when none begins there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="position">Where its name begins, from 1, as XML readers count it.</param>
    public static string? Without(string text, int line, int position)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var place = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && place.LineNumber == line && place.LinePosition == position)
                {
                    var start = IndexOf(text, line, position) - 1;
                    reader.Skip();
                    return text[..start] + text[(IndexOf(text, place.LineNumber, place.LinePosition) - Before(reader.NodeType))..];
                }
            }
        }
        catch (XmlException)
        {
            // What is not well-formed is mended first.
        }

        return null;
    }

    // Readers count from the name, not from the bracket before it.
    private static int Before(XmlNodeType type) => type switch
    {
        XmlNodeType.Element => 1,
        XmlNodeType.EndElement => 2,
        XmlNodeType.Comment => 4,
        XmlNodeType.ProcessingInstruction => 2,
        _ => 0,
    };

    private static int IndexOf(string text, int line, int position)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = text.IndexOf('\n', at) + 1;
        }

        return at + position - 1;
    }
}
