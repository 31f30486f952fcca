using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Reading;

/// <summary>
/// The links of a page (RFC 5005 section 3, with Atom Hopper's markers): <c>previous</c> is newer, <c>next</c> older; and from
/// the newest page to the archives (section 4). Pure.
/// </summary>
internal static class PageLinks
{
    public static IReadOnlyList<EntryLink> Of(HostedFeed feed, PageQuery query, FeedPage page, ArchiveRange? archive, Addresses addresses, string self)
    {
        List<EntryLink> links =
        [
            new(self, "self"),
            new(addresses.Feed(feed.Id), "current"),
            new(addresses.Hub, "hub"),
        ];
        if (feed.Deprecation?.Successor is { } successor)
        {
            // RFC 5829 section 3.4.
            links.Add(new(addresses.Feed(successor), "successor-version"));
        }

        if (page.Entries is [var newest, ..])
        {
            links.Add(new(Page(newest.Entry.Id, "forward"), "previous"));
        }

        // A page with nothing newer yet is asked for again at its own address, as the clients of Atom Hopper expect.
        if (page is { Entries.Count: > 0, Older: { } older })
        {
            links.Add(new(Page(older.Entry.Id, "backward"), "next"));
        }

        if (query.IsHead)
        {
            links.Add(new(Page(PageQuery.Last, "backward"), "last"));
        }

        if (query is { IsHead: true, Search: null } && PrevArchive(feed.Id, page, archive, addresses) is { } archived)
        {
            links.Add(new(archived, "prev-archive"));
        }

        return links;

        string Page(string marker, string direction) => addresses.Page(
            feed.Id, ("marker", marker), ("limit", query.GivenLimit), ("search", query.GivenSearch), ("direction", direction));
    }

    // What is between the page and the newest complete archive is at an address of its own: nothing is left out on the way.
    private static string? PrevArchive(FeedId feed, FeedPage page, ArchiveRange? newest, Addresses addresses) => (page.Older, newest) switch
    {
        ({ } older, _) when older.Position > (newest?.UpTo ?? EventPosition.Start) =>
            addresses.Archive(feed, (newest?.Number ?? 0) + 1, page.Entries[^1].Position),
        (_, { } archive) => addresses.Archive(feed, archive.Number),
        _ => null,
    };
}
