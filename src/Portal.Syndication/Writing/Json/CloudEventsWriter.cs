using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Syndication.Writing.Json;

/// <summary>
/// Writes entries as CloudEvents 1.0 in the JSON event format. The entry's id is the event's; its first category is
/// the type. Attributes that it came in with as a CloudEvent are the ones that it goes out with.
/// </summary>
public static class CloudEventsWriter
{
    /// <summary>Writes events as a batch (JSON event format, section 4).</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="source">The source of events that say none: the feed's address.</param>
    public static void WriteBatch(Stream output, IReadOnlyList<RecordedEntry> entries, string source)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartArray();
        foreach (var entry in entries)
        {
            Write(json, entry, source);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes one event.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="source">The source unless the event said one: the feed's address.</param>
    public static void WriteEvent(Stream output, RecordedEntry entry, string source)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        Write(json, entry, source);
    }

    private static void Write(Utf8JsonWriter json, RecordedEntry recorded, string source)
    {
        var entry = recorded.Entry;
        var kept = AttributesOf(entry);
        json.WriteStartObject();
        json.WriteString("specversion", CloudEventNames.Version);
        json.WriteString("id", entry.Id);
        json.WriteString("source", kept.GetValueOrDefault("source", source));
        json.WriteString("type", entry.Categories is [{ Term: { Length: > 0 } type }, ..] ? type : CloudEventNames.DefaultType);
        json.WriteString("time", entry.Published ?? entry.Updated ?? recorded.Received);
        foreach (var (name, value) in kept.Where(attribute => attribute.Key != "source"))
        {
            json.WriteString(name, value);
        }

        if (!kept.ContainsKey("subject") && entry.Title.Value.Length > 0)
        {
            json.WriteString("subject", entry.Title.Value);
        }

        // Extension attributes of the portal's own: lower case and without separators, as the specification asks.
        json.WriteString("portalposition", recorded.Position.Value.ToString(CultureInfo.InvariantCulture));
        if (entry.IsTombstone)
        {
            json.WriteBoolean("portaldeleted", true);
        }

        WriteData(json, entry.Content);
        json.WriteEndObject();
    }

    private static Dictionary<string, string> AttributesOf(Entry entry)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in entry.Extensions.Where(xml => xml.Contains(CloudEventNames.Namespace, StringComparison.Ordinal)).Select(XElement.Parse))
        {
            if (element.Name.NamespaceName == CloudEventNames.Namespace)
            {
                attributes[XmlConvert.DecodeName(element.Name.LocalName)] = element.Value;
            }
        }

        return attributes;
    }

    private static void WriteData(Utf8JsonWriter json, EntryContent? content)
    {
        if (content is not { Value: { } value })
        {
            return;
        }

        var type = content.Type switch { "text" => "text/plain", "html" => "text/html", "xhtml" => "application/xhtml+xml", var media => media };
        json.WriteString("datacontenttype", type);
        if (content.IsJson && IsJson(value))
        {
            json.WritePropertyName("data");
            json.WriteRawValue(value);
        }
        else if (content.IsXml || content.IsJson || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || content.Type == "xhtml")
        {
            json.WriteString("data", value);
        }
        else
        {
            // Media types that are neither are kept as Base64 already.
            json.WriteString("data_base64", value);
        }
    }

    private static bool IsJson(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
