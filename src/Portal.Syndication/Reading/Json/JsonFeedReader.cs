using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading.Json;

/// <summary>Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), forward only.</summary>
internal static class JsonFeedReader
{
    /// <summary>The whole document.</summary>
    public static FeedReadResult Read(FeedSource source, FeedReadOptions options)
    {
        if (source.Bytes.Length > options.MaxCharacters)
        {
            return FeedReadResult.Failed($"The document is longer than {options.MaxCharacters} characters.");
        }

        var isUtf8 = source.Encoding is UTF8Encoding && Utf8.IsValid(source.Bytes.Span);
        var bytes = isUtf8 ? source.Bytes.Span : Encoding.UTF8.GetBytes(source.DecodeAll().TrimStart('\uFEFF'));
        var feed = new FeedDraft(options) { Format = FeedFormat.JsonFeed };
        var reader = new Utf8JsonReader(
            bytes, new JsonReaderOptions { MaxDepth = options.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            return ReadRoot(ref reader, feed, options.BaseAddress);
        }
        catch (JsonException e)
        {
            int? line = e.LineNumber is { } l ? (int)l + 1 : null, column = e.BytePositionInLine is { } c ? (int)c + 1 : null;
            var problem = $"The JSON is not well-formed at line {line}, column {column}: {MessageOf(e)}";
            return feed.EntryCount == 0
                ? FeedReadResult.Failed(problem, line, column)
                : new FeedReadResult
                {
                    Document = feed.ToDocument(),
                    Recovered = true,
                    IsPartial = true,
                    Note = $"{problem} The {feed.EntryCount} items before it were read.",
                    Line = line,
                    Column = column,
                };
        }
    }

    private static FeedReadResult ReadRoot(ref Utf8JsonReader reader, FeedDraft feed, Uri? baseUri)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return FeedReadResult.Failed("The document is JSON, not a feed: it is no object.");
        }

        var isFeed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Name(ref reader);
            reader.Read();
            isFeed |= name == "items" || (name == "version" && reader.TokenType == JsonTokenType.String
                && JsonText.String(ref reader)!.Contains("jsonfeed.org", StringComparison.OrdinalIgnoreCase));
            if (name == "items" && reader.TokenType == JsonTokenType.StartArray)
            {
                if (!ReadItems(ref reader, feed, baseUri))
                {
                    break;
                }
            }
            else
            {
                ReadProperty(ref reader, name, feed, baseUri);
            }
        }

        return isFeed
            ? new FeedReadResult { Document = feed.ToDocument() }
            : FeedReadResult.Failed("The document is JSON, not a feed: it has neither a jsonfeed.org version nor items.");
    }

    // False when there is no room for more items.
    private static bool ReadItems(ref Utf8JsonReader reader, FeedDraft feed, Uri? baseUri)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            if (!feed.HasRoom())
            {
                return false;
            }

            feed.Add(JsonItemReader.Read(ref reader, baseUri));
        }

        return true;
    }

    private static void ReadProperty(ref Utf8JsonReader reader, string name, FeedDraft feed, Uri? baseUri)
    {
        switch (name)
        {
            case "title":
                feed.Title = EntryText.Plain(JsonText.String(ref reader) ?? "");
                break;
            case "description":
                feed.Subtitle = JsonText.String(ref reader) is { } text ? EntryText.Plain(text) : null;
                break;
            case "home_page_url":
                AddLink(feed.Links, JsonText.String(ref reader), "alternate", baseUri);
                break;
            case "feed_url":
                feed.Id = JsonText.String(ref reader);
                AddLink(feed.Links, feed.Id, "self", baseUri);
                break;
            case "next_url":
                AddLink(feed.Links, JsonText.String(ref reader), "next", baseUri);
                break;
            case "language":
                feed.Language = JsonText.String(ref reader);
                break;
            case "author" or "authors":
                JsonText.People(ref reader, feed.Authors);
                break;
            case "hubs" when reader.TokenType == JsonTokenType.StartArray:
                ReadHubs(ref reader, feed, baseUri);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    // "hubs": [{ "type": "WebSub", "url": "..." }]
    private static void ReadHubs(ref Utf8JsonReader reader, FeedDraft feed, Uri? baseUri)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            string? type = null, url = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = JsonText.Name(ref reader);
                reader.Read();
                var value = JsonText.String(ref reader);
                type = name == "type" ? value : type;
                url = name == "url" ? value : url;
            }

            if (string.Equals(type, "WebSub", StringComparison.OrdinalIgnoreCase))
            {
                AddLink(feed.Links, url, "hub", baseUri);
            }
        }
    }

    private static void AddLink(List<EntryLink> links, string? href, string rel, Uri? baseUri)
    {
        if (!string.IsNullOrWhiteSpace(href))
        {
            links.Add(new EntryLink(References.Resolve(baseUri, href), rel));
        }
    }

    // The position is told apart, once.
    private static string MessageOf(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}
