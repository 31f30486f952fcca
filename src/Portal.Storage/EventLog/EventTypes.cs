using Portal.Events.Entries;

namespace Portal.Storage.EventLog;

/// <summary>
/// The numbers by which the figures of event types are kept. A feed has so many at most, first come: further ones count together
/// as <see cref="Other"/>, so that a publisher who invents a type for each entry costs a row and not a table. Used by the writer alone.
/// </summary>
internal sealed class EventTypes
{
    /// <summary>How many types of a feed have figures of their own.</summary>
    public const int MaxTypes = 40;

    /// <summary>The number of all others.</summary>
    public const int Other = 0;

    private const int MaxNameLength = 200;

    /// <summary>The types of so many feeds are remembered; then they are looked up again.</summary>
    private const int MaxFeeds = 1000;

    private readonly Dictionary<int, Dictionary<string, int>> _feeds = [];

    /// <summary>The event type of an entry, its first category; empty for a name that cannot be kept, null when it names none.</summary>
    public static string? Of(Entry entry) =>
        entry.Categories is [{ Term: { Length: > 0 } term }, ..] ? term.Length <= MaxNameLength && PlainText.IsStorable(term) ? term : "" : null;

    /// <summary>The same counts by numbers. Types that are new get theirs in this transaction.</summary>
    public async ValueTask<Dictionary<TypeKey, BucketCounts>> NumberAsync(
        ILogTransaction transaction, IReadOnlyDictionary<TypeName, BucketCounts> counts)
    {
        Dictionary<TypeKey, BucketCounts> numbered = new(counts.Count);
        foreach (var (name, count) in counts)
        {
            var key = new TypeKey(name.Feed, await NumberOfAsync(transaction, name.Feed, name.Name), name.Latency);
            numbered[key] = numbered.TryGetValue(key, out var others) ? others.Plus(count) : count;
        }

        return numbered;
    }

    /// <summary>Forgets what may have been rolled back.</summary>
    public void Forget() => _feeds.Clear();

    private async ValueTask<int> NumberOfAsync(ILogTransaction transaction, int feed, string name)
    {
        if (name.Length == 0)
        {
            return Other;
        }

        // Types are never taken away from a feed, so that what is known stays true. What is not may be known to another process.
        if (!_feeds.TryGetValue(feed, out var types) || (types.Count < MaxTypes && !types.ContainsKey(name)))
        {
            types = await ReadAsync(transaction, feed);
        }

        if (types.TryGetValue(name, out var known))
        {
            return known;
        }

        if (types.Count >= MaxTypes)
        {
            return Other;
        }

        var number = types.Count + 1;
        await LogStatements.InsertAsync(transaction, "log_types", [[feed, number, name]], "");
        types[name] = number;
        return number;
    }

    private async Task<Dictionary<string, int>> ReadAsync(ILogTransaction transaction, int feed)
    {
        // As contracts find the entries that they are for: whatever the case.
        Dictionary<string, int> types = new(StringComparer.OrdinalIgnoreCase);
        await using var command = LogStatements.Command(
            transaction.CreateCommand(), "SELECT name, type FROM log_types WHERE feed = @feed", ("@feed", feed));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            types[reader.GetString(0)] = reader.GetInt32(1);
        }

        if (_feeds.Count >= MaxFeeds)
        {
            _feeds.Clear();
        }

        return _feeds[feed] = types;
    }
}
