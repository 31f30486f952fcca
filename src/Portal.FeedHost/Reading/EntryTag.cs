using Microsoft.Net.Http.Headers;
using Portal.Events.Log;
using Portal.Syndication;

namespace Portal.FeedHost.Reading;

/// <summary>The entity tag of an entry: each revision has a position of its own.</summary>
internal static class EntryTag
{
    /// <param name="entry">The entry.</param>
    /// <param name="owner">The feed's owner: the author that is written for an entry which names none.</param>
    /// <param name="format">The media type that it is served as, <see cref="HostedFeed.Variant"/>.</param>
    public static EntityTagHeaderValue Of(RecordedEntry entry, string owner, string format = MediaTypes.Atom)
    {
        var variant = format == MediaTypes.Atom ? "" : "-" + Fingerprint.Of(format);
        return new(entry.Entry.Authors.Count > 0 ? $"\"{entry.Position}{variant}\"" : $"\"{entry.Position}-{Fingerprint.Of(owner)}{variant}\"");
    }
}
