using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.Events.Payloads;

namespace Portal.Monitoring.Fields;

/// <summary>A field that a payload has, to pick from.</summary>
/// <param name="Field">The field.</param>
/// <param name="Sample">Its first value.</param>
/// <param name="IsNumber">Whether that is a number.</param>
/// <param name="Depth">How deep it stands.</param>
public sealed record PayloadField(EntryField Field, string Sample, bool IsNumber, int Depth);

/// <summary>Lists the fields that have a value in a payload: a way to name a path by pointing at it. Pure.</summary>
public static class PayloadFields
{
    /// <summary>The most fields of one list.</summary>
    public const int Max = 200;

    private const int MaxSample = 60;
    private const int MaxDepth = 32;

    /// <summary>The fields in the order of the payload; none when it is neither JSON nor XML, or not well-formed.</summary>
    public static IReadOnlyList<PayloadField> Of(EntryContent? content)
    {
        Dictionary<string, PayloadField> fields = [];
        try
        {
            switch (content)
            {
                case { Value: { } json, IsJson: true }:
                    using (var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 512 }))
                    {
                        Walk(document.RootElement, "", 0, fields);
                    }

                    break;
                case { Value: { } xml, IsXml: true }:
                    using (var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
                    {
                        Walk(XElement.Load(reader), "", 0, fields);
                    }

                    break;
            }
        }
        catch (Exception problem) when (problem is JsonException or XmlException)
        {
            // Such a payload has nothing to point at.
            return [];
        }

        return [.. fields.Values];
    }

    private static void Walk(JsonElement element, string path, int depth, Dictionary<string, PayloadField> fields)
    {
        if (fields.Count >= Max || depth > MaxDepth)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Walk(member.Value, $"{path}/{FieldPath.Escape(member.Name)}", depth + 1, fields);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, path + "/*", depth, fields);
                }

                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                Add(fields, EntryField.Json(path), element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText(), depth);
                break;
        }
    }

    private static void Walk(XElement element, string parent, int depth, Dictionary<string, PayloadField> fields)
    {
        if (fields.Count >= Max || depth > MaxDepth)
        {
            return;
        }

        var path = $"{parent}/{element.Name.LocalName}";
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            Add(fields, EntryField.Xml($"{path}/@{attribute.Name.LocalName}"), attribute.Value, depth + 1);
        }

        if (!element.HasElements)
        {
            Add(fields, EntryField.Xml(path), element.Value, depth);
        }

        foreach (var child in element.Elements())
        {
            Walk(child, path, depth + 1, fields);
        }
    }

    private static void Add(Dictionary<string, PayloadField> fields, EntryField field, string value, int depth)
    {
        if (field.Problem is null && !string.IsNullOrWhiteSpace(value))
        {
            var isNumber = FieldCondition.IsNumber(value, out _);
            fields.TryAdd(field.Path!, new PayloadField(field, value.Length > MaxSample ? value[..MaxSample] + "…" : value, isNumber, depth));
        }
    }
}
