using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>A page of a feed, newest first.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Older">The entry with which the next older page begins; null when there is none.</param>
internal sealed record FeedPage(IReadOnlyList<RecordedEntry> Entries, RecordedEntry? Older);
