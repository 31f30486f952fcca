using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Syndication.Writing;

namespace Portal.FeedHost.Reading;

/// <summary>A document of a feed. Pure.</summary>
internal static class FeedDocument
{
    /// <summary>A document with these entries, newest first.</summary>
    public static AtomFeedDocument Of(
        HostedFeed feed, IReadOnlyList<RecordedEntry> entries, IReadOnlyList<EntryLink> links, bool isArchive = false) => new()
        {
            IsArchive = isArchive,
            Id = $"urn:portal:feed:{feed.Id}",
            Title = feed.Title,
            Subtitle = feed.Summary,
            Author = feed.Owner,
            Updated = entries is [var newest, ..] ? newest.Entry.Updated ?? newest.Received : feed.Created,
            Links = links,
            Entries = feed.Mask is null ? entries : [.. entries.Select(feed.Show)],
        };
}
