namespace Portal.Storage.EventLog;

/// <summary>What the log knows of the entries that a commit is about.</summary>
internal sealed class KnownEntries
{
    private static readonly Dictionary<EntryKey, KnownEntry> Nothing = [];
    private readonly Dictionary<int, Dictionary<EntryKey, KnownEntry>> _feeds = [];

    /// <summary>What is known in one feed.</summary>
    public IReadOnlyDictionary<EntryKey, KnownEntry> In(int feed) => _feeds.GetValueOrDefault(feed, Nothing);

    public void Add(int feed, EntryKey key, KnownEntry entry)
    {
        if (!_feeds.TryGetValue(feed, out var entries))
        {
            _feeds[feed] = entries = [];
        }

        entries[key] = entry;
    }
}
