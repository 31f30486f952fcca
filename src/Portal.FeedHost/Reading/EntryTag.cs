using Microsoft.Net.Http.Headers;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>The entity tag of an entry: each revision has a position of its own.</summary>
internal static class EntryTag
{
    public static EntityTagHeaderValue Of(RecordedEntry entry) => new($"\"{entry.Position}\"");
}
