using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Syndication;
using Portal.Syndication.Reading;
using Portal.Syndication.Reading.Json;

namespace Portal.FeedHost.Publishing;

/// <summary>The forms in which an entry is published. Pure.</summary>
internal static class PublishedBody
{
    // HTTP protocol binding of CloudEvents, section 3.1.3: attributes of binary mode.
    private const string EventPrefix = "ce-";

    /// <summary>The media types that are taken, for people.</summary>
    public const string Taken = $"{MediaTypes.AtomEntry}, {MediaTypes.AtomJson} or {MediaTypes.CloudEvent}";

    /// <summary>Whether an entry can be published as this; a CloudEvent in binary mode comes as any media type.</summary>
    public static bool IsTaken(HttpRequest request) => IsBinaryEvent(request) || TypeOf(request) is not null;

    /// <summary>Reads the entry.</summary>
    /// <param name="request">Its headers say what it is.</param>
    /// <param name="body">The bytes as received.</param>
    /// <param name="feed">Dates that the feed replaces need not be dates.</param>
    public static AtomEntryResult Read(HttpRequest request, ReadOnlyMemory<byte> body, HostedFeed feed)
    {
        var options = new FeedReadOptions { ContentType = request.ContentType, IgnoresBadDates = !feed.AllowClientDates };
        return TypeOf(request) switch
        {
            MediaTypes.CloudEvent => CloudEventReader.ReadStructured(body),
            _ when IsBinaryEvent(request) => CloudEventReader.ReadBinary(EventAttributes(request), request.ContentType, body),
            MediaTypes.AtomJson => AtomJsonEntryReader.Read(body, options),
            _ => AtomEntryReader.Read(body, options),
        };
    }

    private static bool IsBinaryEvent(HttpRequest request) => request.Headers.ContainsKey(EventPrefix + "specversion");

    private static string? TypeOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        foreach (var known in new[] { MediaTypes.AtomJson, MediaTypes.CloudEvent })
        {
            if (type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        var kind = type.Parameters.FirstOrDefault(p => p.Name.Equals("type", StringComparison.OrdinalIgnoreCase))?.Value.Value?.Trim('"');
        return type.MediaType.Equals(MediaTypes.Atom, StringComparison.OrdinalIgnoreCase) && kind is null or "entry" ? MediaTypes.Atom : null;
    }

    private static Dictionary<string, string> EventAttributes(HttpRequest request) => request.Headers
        .Where(header => header.Key.StartsWith(EventPrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key[EventPrefix.Length..].ToLowerInvariant(), header => Uri.UnescapeDataString(header.Value.ToString()), StringComparer.Ordinal);
}
