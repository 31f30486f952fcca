using System.Text.Json;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Syndication.Writing.Json;

/// <summary>
/// Writes JSON Feed 1.1 (jsonfeed.org/version/1.1). What the format has no place for, position, content type and
/// deleted entries, is in its extension object <c>_portal</c>.
/// </summary>
public static class JsonFeedWriter
{
    private const string Version = "https://jsonfeed.org/version/1.1";

    /// <summary>Writes a page of a feed.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="feed">The page.</param>
    public static void WriteFeed(Stream output, AtomFeedDocument feed)
    {
        using var json = new Utf8JsonWriter(output, JsonOutput.Options);
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteString("title", feed.Title);
        Text(json, "description", feed.Subtitle);
        Text(json, "feed_url", Link(feed, "self"));
        Text(json, "next_url", Link(feed, "next"));
        WriteAuthors(json, [new Person(feed.Author)]);
        if (Link(feed, "hub") is { } hub)
        {
            json.WriteStartArray("hubs");
            json.WriteStartObject();
            json.WriteString("type", "WebSub");
            json.WriteString("url", hub);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteStartArray("items");
        foreach (var entry in feed.Entries.Where(entry => !entry.Entry.IsTombstone))
        {
            WriteItem(json, entry);
        }

        json.WriteEndArray();
        WriteDeleted(json, [.. feed.Entries.Where(entry => entry.Entry.IsTombstone)]);
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, RecordedEntry recorded)
    {
        var entry = recorded.Entry;
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        Text(json, "url", entry.Links.FirstOrDefault(link => link.Rel == "alternate")?.Href);
        Text(json, "title", entry.Title.Value);
        WriteContent(json, entry);
        Text(json, "summary", entry.Summary?.Value);
        Time(json, "date_published", entry.Published);
        Time(json, "date_modified", entry.Updated);
        Text(json, "language", entry.Language);
        WriteAuthors(json, entry.Authors);
        if (entry.Categories.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var category in entry.Categories)
            {
                json.WriteStringValue(category.Term);
            }

            json.WriteEndArray();
        }

        WriteAttachments(json, [.. entry.Links.Where(link => link.Rel == "enclosure")]);
        json.WriteStartObject("_portal");
        json.WriteNumber("position", recorded.Position.Value);
        json.WriteNumber("revision", recorded.Revision);
        Text(json, "content_type", entry.Content?.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // An item has content_html or content_text, empty where the entry has none.
    private static void WriteContent(Utf8JsonWriter json, Entry entry)
    {
        var isHtml = entry.Content?.Type is "html" or "xhtml";
        json.WriteString(isHtml ? "content_html" : "content_text", entry.Content?.Value ?? "");
        Text(json, "external_url", entry.Content?.Src);
    }

    private static void WriteAuthors(Utf8JsonWriter json, IReadOnlyList<Person> people)
    {
        if (people.Count == 0)
        {
            return;
        }

        json.WriteStartArray("authors");
        foreach (var person in people)
        {
            json.WriteStartObject();
            Text(json, "name", person.Name ?? person.Email);
            Text(json, "url", person.Uri ?? (person.Email is { } email ? $"mailto:{email}" : null));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<EntryLink> enclosures)
    {
        if (enclosures.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attachments");
        foreach (var enclosure in enclosures)
        {
            json.WriteStartObject();
            json.WriteString("url", enclosure.Href);
            json.WriteString("mime_type", enclosure.Type ?? "application/octet-stream");
            Text(json, "title", enclosure.Title);
            if (enclosure.Length is { } bytes)
            {
                json.WriteNumber("size_in_bytes", bytes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteDeleted(Utf8JsonWriter json, IReadOnlyList<RecordedEntry> tombstones)
    {
        if (tombstones.Count == 0)
        {
            return;
        }

        json.WriteStartObject("_portal");
        json.WriteStartArray("deleted");
        foreach (var tombstone in tombstones)
        {
            json.WriteStartObject();
            json.WriteString("id", tombstone.Entry.Id);
            Time(json, "date_deleted", tombstone.Entry.Updated);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string? Link(AtomFeedDocument feed, string rel) => feed.Links.FirstOrDefault(link => link.Rel == rel)?.Href;

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value);
        }
    }
}
