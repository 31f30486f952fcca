using Portal.Events.Entries;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Reading;

/// <summary>The links of a page (RFC 5005 section 3, with Atom Hopper's markers): <c>previous</c> is newer, <c>next</c> older. Pure.</summary>
internal static class PageLinks
{
    public static IReadOnlyList<EntryLink> Of(HostedFeed feed, PageQuery query, FeedPage page, Addresses addresses, string self)
    {
        List<EntryLink> links =
        [
            new(self, "self"),
            new(addresses.Feed(feed.Id), "current"),
        ];
        if (Newest(query, page) is { } newest)
        {
            links.Add(new(Page(newest, "forward"), "previous"));
        }

        if (page.Older is { } older)
        {
            links.Add(new(Page(older.Entry.Id, "backward"), "next"));
        }

        if (query.IsHead)
        {
            links.Add(new(Page(PageQuery.Last, "backward"), "last"));
        }

        return links;

        string Page(string marker, string direction) => addresses.Page(
            feed.Id, ("marker", marker), ("limit", query.GivenLimit), ("search", query.GivenSearch), ("direction", direction));
    }

    // A page with nothing newer yet says where to ask again: at the same marker.
    private static string? Newest(PageQuery query, FeedPage page) => page.Entries is [var first, ..]
        ? first.Entry.Id
        : query.Marker == PageQuery.Last ? null : query.Marker;
}
