using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Syndication;
using Portal.Syndication.Writing;
using Portal.Syndication.Writing.Json;

namespace Portal.FeedHost.Protocol;

/// <summary>A page or an entry, with all that a format needs of it.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Address">The feed's address.</param>
/// <param name="LinksOf">The links that an entry has because it is here.</param>
internal sealed record Presentation(HostedFeed Feed, string Address, Func<RecordedEntry, IReadOnlyList<EntryLink>> LinksOf);

/// <summary>The formats that feeds and entries are served in, the one for who does not say first.</summary>
internal static class FeedFormats
{
    /// <summary>What a page of a feed is served as.</summary>
    public static IReadOnlyList<string> OfPages { get; } = [MediaTypes.Atom, MediaTypes.AtomJson, MediaTypes.JsonFeed, MediaTypes.CloudEventsBatch, MediaTypes.EventStream];

    /// <summary>What an entry is served as.</summary>
    public static IReadOnlyList<string> OfEntries { get; } = [MediaTypes.Atom, MediaTypes.AtomJson, MediaTypes.CloudEvent];

    /// <summary>What entries are published as, alone or several at once.</summary>
    public static IReadOnlyList<string> Published { get; } =
        [MediaTypes.AtomEntry, MediaTypes.AtomFeed, MediaTypes.AtomJson, MediaTypes.CloudEvent, MediaTypes.CloudEventsBatch];

    /// <summary>A page in one of <see cref="OfPages"/>.</summary>
    public static DocumentResult Page(string mediaType, AtomFeedDocument page, Presentation shown) => new(mediaType, output =>
    {
        switch (mediaType)
        {
            case MediaTypes.AtomJson:
                AtomJsonWriter.WriteFeed(output, page, shown.LinksOf);
                break;
            case MediaTypes.JsonFeed:
                JsonFeedWriter.WriteFeed(output, page);
                break;
            case MediaTypes.CloudEventsBatch:
                CloudEventsWriter.WriteBatch(output, page.Entries, shown.Address);
                break;
            default:
                AtomWriter.WriteFeed(output, page, shown.LinksOf);
                break;
        }
    });

    /// <summary>An entry in one of <see cref="OfEntries"/>.</summary>
    public static DocumentResult Entry(string mediaType, RecordedEntry entry, Presentation shown) => new(
        mediaType == MediaTypes.Atom ? MediaTypes.AtomEntry : mediaType,
        output =>
        {
            switch (mediaType)
            {
                case MediaTypes.AtomJson:
                    AtomJsonWriter.WriteEntry(output, entry, shown.Feed.Owner, shown.LinksOf(entry));
                    break;
                case MediaTypes.CloudEvent:
                    CloudEventsWriter.WriteEvent(output, entry, shown.Address);
                    break;
                default:
                    AtomWriter.WriteEntry(output, entry, shown.Feed.Owner, shown.LinksOf(entry));
                    break;
            }
        });
}
