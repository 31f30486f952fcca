using Portal.Syndication;

namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>What an entry is made of before it has an id and a date. Pure.</summary>
/// <param name="Title">Its title.</param>
/// <param name="EventType">Its first category; null when it names none.</param>
/// <param name="Payload">Its content.</param>
public sealed record EntryParts(string Title, string? EventType, EntryPayload Payload);

/// <summary>An entry document in which the id and the date are still to be filled in. Pure.</summary>
/// <param name="ContentType">Its media type.</param>
/// <param name="BeforeId">The text before the id, a UUID.</param>
/// <param name="BeforeUpdated">The text between the id and the date (RFC 3339).</param>
/// <param name="Rest">The text after the date.</param>
public sealed record EntryTemplate(string ContentType, string BeforeId, string BeforeUpdated, string Rest)
{
    /// <summary>The smallest entry that any feed without a contract takes.</summary>
    public static EntryTemplate Any { get; } = Of(EntryForm.Atom, new EntryParts("Hello", null, EntryPayload.Of("First event")));

    /// <summary>The template of an entry in a form.</summary>
    public static EntryTemplate Of(EntryForm form, EntryParts parts) => form switch
    {
        EntryForm.Atom => Atom(parts),
        EntryForm.Json => Json(parts),
        _ => Event(parts),
    };

    /// <summary>The document with its id and date.</summary>
    public string With(string id, string updated) => BeforeId + id + BeforeUpdated + updated + Rest;

    private static EntryTemplate Atom(EntryParts parts)
    {
        var category = parts.EventType is null ? "" : $"\n  <category term=\"{SnippetText.Attribute(parts.EventType)}\"/>";
        var payload = parts.Payload;
        var content = payload.IsElement ? payload.Text : SnippetText.Xml(payload.Text);
        return new EntryTemplate(
            MediaTypes.AtomEntry,
            "<entry xmlns=\"http://www.w3.org/2005/Atom\">\n  <id>urn:uuid:",
            "</id>\n  <updated>",
            $"</updated>\n  <title>{SnippetText.Xml(parts.Title)}</title>{category}\n  <content type=\"{payload.MediaType}\">{content}</content>\n</entry>");
    }

    private static EntryTemplate Json(EntryParts parts)
    {
        // XML in the JSON form would be a tree of members; as text it is the same payload to its contract.
        var payload = parts.Payload;
        var type = payload.IsElement ? "text" : payload.MediaType;
        var category = parts.EventType is null ? "" : $"\n    \"category\": [{{ \"term\": {SnippetText.Json(parts.EventType)} }}],";
        return new EntryTemplate(
            MediaTypes.AtomJson,
            "{\n  \"entry\": {\n    \"@type\": \"http://www.w3.org/2005/Atom\",\n    \"id\": \"urn:uuid:",
            "\",\n    \"updated\": \"",
            $"\",\n    \"title\": {SnippetText.Json(parts.Title)},{category}\n    \"content\": {{ \"type\": \"{type}\", \"@text\": {SnippetText.Json(payload.Text)} }}\n  }}\n}}");
    }

    private static EntryTemplate Event(EntryParts parts)
    {
        var payload = parts.Payload;
        var type = payload.MediaType == "text" ? "text/plain" : payload.MediaType;
        var data = payload.IsJson ? payload.Text.Replace("\n", "\n  ", StringComparison.Ordinal) : SnippetText.Json(payload.Text);
        return new EntryTemplate(
            MediaTypes.CloudEvent,
            "{\n  \"specversion\": \"1.0\",\n  \"id\": \"",
            "\",\n  \"time\": \"",
            $"\",\n  \"source\": \"/your-system\",\n  \"type\": {SnippetText.Json(parts.EventType ?? "event")},\n  \"subject\": {SnippetText.Json(parts.Title)},\n  \"datacontenttype\": \"{type}\",\n  \"data\": {data}\n}}");
    }
}
