using Microsoft.Net.Http.Headers;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>The entity tag of an entry: each revision has a position of its own.</summary>
internal static class EntryTag
{
    /// <param name="entry">The entry.</param>
    /// <param name="owner">The feed's owner: the author that is written for an entry which names none.</param>
    public static EntityTagHeaderValue Of(RecordedEntry entry, string owner) =>
        new(entry.Entry.Authors.Count > 0 ? $"\"{entry.Position}\"" : $"\"{entry.Position}-{Fingerprint.Of(owner)}\"");
}
