using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Portal.Events.Entries;

namespace Portal.Syndication.Reading.Json;

/// <summary>
/// Reads CloudEvents 1.0 as entries: the id is the entry's, the type its first category, the time its date, the data its
/// content. What Atom has no place for is kept as elements of a namespace of its own, and goes out with the event again.
/// </summary>
public static class CloudEventReader
{
    private const int MaxDepth = 256;
    private static readonly HashSet<string> Mapped = ["specversion", "id", "type", "time", "data", "data_base64", "datacontenttype"];

    /// <summary>Reads an event in structured mode, the JSON event format.</summary>
    /// <param name="body">The bytes as received.</param>
    public static AtomEntryResult ReadStructured(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Problem("The JSON is no CloudEvent: an object is expected.");
            }

            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Name is not ("data" or "data_base64")))
            {
                attributes[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            }

            return ToEntry(attributes, DataOf(document.RootElement, attributes.GetValueOrDefault("datacontenttype")));
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
    }

    /// <summary>Reads an event in binary mode (HTTP protocol binding, section 3.1).</summary>
    /// <param name="headers">The attributes, from the headers <c>ce-...</c>, without that prefix, in lower case.</param>
    /// <param name="contentType">The media type of the data.</param>
    /// <param name="data">The data.</param>
    public static AtomEntryResult ReadBinary(IReadOnlyDictionary<string, string> headers, string? contentType, ReadOnlyMemory<byte> data)
    {
        var type = contentType ?? "application/json";
        var isText = new EntryContent(type, "") is { IsJson: true } or { IsXml: true } || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        var value = isText ? System.Text.Encoding.UTF8.GetString(data.Span) : Convert.ToBase64String(data.Span);
        return ToEntry(headers, data.IsEmpty ? null : new EntryContent(type, value));
    }

    private static AtomEntryResult ToEntry(IReadOnlyDictionary<string, string> attributes, EntryContent? content)
    {
        foreach (var required in new[] { "specversion", "id", "source", "type" })
        {
            if (string.IsNullOrEmpty(attributes.GetValueOrDefault(required)))
            {
                return Problem($"The CloudEvent has no '{required}' (CloudEvents 1.0, required attributes).");
            }
        }

        if (attributes["specversion"] != CloudEventNames.Version)
        {
            return Problem($"The CloudEvent is of version '{attributes["specversion"]}'; '{CloudEventNames.Version}' is expected.");
        }

        DateTimeOffset? time = null;
        if (attributes.TryGetValue("time", out var given))
        {
            if (!FeedDates.TryParseStrict(given, out var date))
            {
                return Problem($"The CloudEvent's time '{given}' is not an RFC 3339 date such as 2004-01-31T18:30:02Z.");
            }

            time = date;
        }

        var badName = attributes.Keys.FirstOrDefault(name => !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) && !Mapped.Contains(name));
        return badName is not null
            ? Problem($"The CloudEvent's attribute '{badName}' is not of lower-case letters and digits.")
            : new AtomEntryResult(new Entry
            {
                Id = attributes["id"],
                Title = EntryText.Plain(attributes.GetValueOrDefault("subject") is { Length: > 0 } subject ? subject : attributes["type"]),
                Categories = [new Category(attributes["type"])],
                Published = time,
                Updated = time,
                Content = content,
                Extensions = [.. attributes.Where(attribute => !Mapped.Contains(attribute.Key)).Select(Keep)],
            });
    }

    private static string Keep(KeyValuePair<string, string> attribute) => new XElement(
        XName.Get(XmlConvert.EncodeLocalName(attribute.Key), CloudEventNames.Namespace), Writing.XmlText.Clean(attribute.Value)).ToString(SaveOptions.DisableFormatting);

    private static EntryContent? DataOf(JsonElement root, string? contentType)
    {
        if (root.TryGetProperty("data_base64", out var bytes) && bytes.ValueKind == JsonValueKind.String)
        {
            return new EntryContent(contentType ?? "application/octet-stream", bytes.GetString());
        }

        if (!root.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        // A JSON string is the text itself, unless the data is said to be JSON.
        var type = contentType ?? "application/json";
        var isText = data.ValueKind == JsonValueKind.String && !new EntryContent(type, null).IsJson;
        return new EntryContent(type, isText ? data.GetString() : data.GetRawText());
    }

    private static AtomEntryResult Problem(string text) => new(null, text, 1, 1);
}
