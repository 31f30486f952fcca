using System.Security.Cryptography;
using System.Text;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;
using Portal.Syndication;

namespace Portal.FeedHost.Hub;

/// <summary>What a subscriber is sent: a document of the feed with the new entries (WebSub, section 7: a fat ping). Pure.</summary>
/// <param name="Body">The document.</param>
/// <param name="ContentType">That of the feed itself.</param>
/// <param name="Link">The header with hub and topic (WebSub, section 7).</param>
internal sealed record HubPing(byte[] Body, string ContentType, string Link)
{
    /// <summary>The most entries of one delivery.</summary>
    public const int MaxEntries = 100;

    /// <summary>A delivery ends after so many bytes of entries, give or take one.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    public static HubPing Of(HostedFeed feed, string topic, Addresses addresses, IReadOnlyList<RecordedEntry> entries)
    {
        IReadOnlyList<EntryLink> links = [new(topic, "self"), new(addresses.Hub, "hub")];
        var document = FeedDocument.Of(feed, [.. Newest(entries).Reverse()], links);
        var shown = new Presentation(
            feed, addresses.Feed(feed.Id), entry => EntryLinks.Of(feed, entry, addresses.Entry(feed.Id, entry.Entry.Id)));
        var result = FeedFormats.Page(MediaTypes.Atom, document, shown);
        using var body = new MemoryStream();
        result.Write(body);
        return new HubPing(body.ToArray(), result.ContentType, LinkHeader.Of(links.Reverse()));
    }

    /// <summary>Parts entries into deliveries, in order.</summary>
    public static IEnumerable<IReadOnlyList<RecordedEntry>> Split(IEnumerable<RecordedEntry> entries)
    {
        List<RecordedEntry> part = [];
        var bytes = 0L;
        foreach (var entry in entries)
        {
            part.Add(entry);
            bytes += entry.Size;
            if (part.Count == MaxEntries || bytes >= MaxBytes)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }

    /// <summary>The signature of a body (WebSub, section 7.1).</summary>
    public static string Sign(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    // Of an entry that changed twice the document holds what it is now (RFC 4287 section 4.1.1).
    private static IEnumerable<RecordedEntry> Newest(IReadOnlyList<RecordedEntry> entries)
    {
        var last = new Dictionary<string, RecordedEntry>(entries.Count);
        foreach (var entry in entries)
        {
            last[entry.Entry.Id] = entry;
        }

        return entries.Where(entry => ReferenceEquals(last[entry.Entry.Id], entry));
    }
}
