using System.Text.Json;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Json;

/// <summary>Reads the items of a JSON Feed.</summary>
internal static class JsonItemReader
{
    /// <summary>The object that the reader stands on; it is consumed to its end.</summary>
    public static Entry Read(ref Utf8JsonReader reader, Uri? baseUri)
    {
        var draft = new EntryDraft();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Name(ref reader);
            reader.Read();
            if (!TryReadText(ref reader, name, draft, baseUri) && !TryReadLink(ref reader, name, draft, baseUri))
            {
                ReadRest(ref reader, name, draft, baseUri);
            }
        }

        return draft.ToEntry();
    }

    private static bool TryReadText(ref Utf8JsonReader reader, string name, EntryDraft draft, Uri? baseUri)
    {
        switch (name)
        {
            case "id":
                draft.Id = JsonText.String(ref reader)?.Trim();
                return true;
            case "title":
                draft.Title = EntryText.Plain(JsonText.String(ref reader) ?? "");
                return true;
            case "summary":
                draft.Summary = JsonText.String(ref reader) is { } summary ? EntryText.Plain(summary) : null;
                return true;
            case "content_html":
                // HTML says more than the text beside it.
                draft.Content = JsonText.String(ref reader) is { } html
                    ? new EntryContent("html", HtmlReferences.Resolve(html, baseUri)) : draft.Content;
                return true;
            case "content_text":
                draft.Content = Keep.First(draft.Content, JsonText.String(ref reader) is { } text ? new EntryContent("text", text) : null);
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadLink(ref Utf8JsonReader reader, string name, EntryDraft draft, Uri? baseUri)
    {
        var rel = name switch
        {
            "url" => "alternate",
            "external_url" => "related",
            "image" or "banner_image" => "preview",
            _ => null,
        };
        if (rel is null)
        {
            return false;
        }

        if (JsonText.String(ref reader) is { } href && !string.IsNullOrWhiteSpace(href))
        {
            draft.AddLinkOnce(new EntryLink(References.Resolve(baseUri, href), rel));
        }

        return true;
    }

    private static void ReadRest(ref Utf8JsonReader reader, string name, EntryDraft draft, Uri? baseUri)
    {
        switch (name)
        {
            case "date_published":
                draft.Published = FeedDates.Parse(JsonText.String(ref reader));
                break;
            case "date_modified":
                draft.Updated = FeedDates.Parse(JsonText.String(ref reader));
                break;
            case "language":
                draft.Language = JsonText.String(ref reader);
                break;
            case "author" or "authors":
                JsonText.People(ref reader, draft.Authors);
                break;
            case "tags" when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (JsonText.String(ref reader) is { Length: > 0 } tag)
                    {
                        draft.Categories.Add(new Category(tag));
                    }
                }

                break;
            case "attachments" when reader.TokenType == JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadAttachment(ref reader, draft, baseUri);
                }

                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadAttachment(ref Utf8JsonReader reader, EntryDraft draft, Uri? baseUri)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        string? url = null, type = null, title = null;
        long? size = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Name(ref reader);
            reader.Read();
            if (name == "size_in_bytes" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var bytes))
            {
                size = bytes;
                continue;
            }

            var value = JsonText.String(ref reader);
            url = name == "url" ? value : url;
            type = name == "mime_type" ? value : type;
            title = name == "title" ? value : title;
        }

        if (!string.IsNullOrWhiteSpace(url))
        {
            draft.Links.Add(new EntryLink(References.Resolve(baseUri, url), "enclosure", type, title, size));
        }
    }
}
