using System.Globalization;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>The links that an entry has because it is here. Pure.</summary>
internal static class EntryLinks
{
    /// <param name="feed">Its feed.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="self">The address that it is read at.</param>
    public static IReadOnlyList<EntryLink> Of(HostedFeed feed, RecordedEntry entry, string self)
    {
        List<EntryLink> links = [new(self, "self")];
        var address = self.Split('?', 2)[0];
        if (feed.AllowEdits && !entry.Superseded)
        {
            // RFC 5023 section 11.1.
            links.Add(new(address, "edit"));
        }

        if (entry.Revision > 1)
        {
            // RFC 5829 section 3.4.
            links.Add(new(string.Create(CultureInfo.InvariantCulture, $"{address}?revision={entry.Revision - 1}"), "predecessor-version"));
        }

        return links;
    }

    /// <summary>The links in an archive, which are the same whatever becomes of the entry.</summary>
    /// <param name="address">The entry's address.</param>
    public static IReadOnlyList<EntryLink> InArchive(string address) => [new(address, "self")];
}
