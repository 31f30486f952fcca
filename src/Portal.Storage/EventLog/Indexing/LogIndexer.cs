using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Storage.EventLog.Indexing;

/// <summary>
/// Follows the log from its checkpoint and writes what readers look up: categories, and the ranges of archives. Appends do
/// not wait for it; readers look at what it has not reached themselves. Several processes may run it: one moves the
/// checkpoint, the others begin anew from there.
/// </summary>
internal sealed partial class LogIndexer(SqlEventLog log, ILogDatabase database, TimeProvider time, ILogger<LogIndexer> logger) : BackgroundService
{
    private const int PageSize = 2000;

    /// <summary>Feeds are listed with so many categories at most: what has more does not classify.</summary>
    public const int MaxTerms = 1000;

    /// <summary>The shortest time between two commits; appends have the disk to themselves in between.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private readonly Dictionary<FeedId, IndexedFeed> _feeds = [];
    private IndexState? _state;

    /// <summary>Indexes everything up to the head.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken) != Step.Nothing)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in log.WatchAsync(stoppingToken))
                {
                    // What came in meanwhile waits for the next turn: while entries come in, there would be no end of it.
                    while (await StepAsync(stoppingToken) == Step.More)
                    {
                    }

                    await Task.Delay(Pace, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogInterrupted(exception);
                Forget();
                await Task.Delay(RestAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task<Step> StepAsync(CancellationToken cancellationToken)
    {
        var state = _state ??= await ReadStateAsync(cancellationToken);
        var entries = await log.ReadAsync(
            new EventQuery { From = new EventPosition(state.Position), Limit = PageSize, IncludeSuperseded = true }, cancellationToken);
        if (entries.Count == 0)
        {
            return Step.Nothing;
        }

        var plan = new IndexPlan();
        foreach (var entry in entries)
        {
            if (await FindFeedAsync(entry.Feed, state, cancellationToken) is { } feed)
            {
                var previous = entry.Revision > 1 ? await PreviousAsync(entry, cancellationToken) : null;
                feed.Open = plan.Add(feed.Key, entry, feed.Open, previous);
            }
        }

        var next = state with { Position = entries[^1].Position.Value };
        var terms = Unlisted(plan);
        if (await log.Writer.RunAsync(transaction => WriteAsync(transaction, state, next, plan, terms), durable: false, cancellationToken))
        {
            _state = next;
            return entries.Count < PageSize ? Step.Done : Step.More;
        }

        // Another process went on, or something was taken out of the log: again, from where it is now.
        Forget();
        return Step.More;
    }

    private static async Task<bool> WriteAsync(
        ILogTransaction transaction, IndexState expected, IndexState next, IndexPlan plan, IReadOnlyList<object[]> terms)
    {
        if (!await next.ReplaceAsync(transaction, expected))
        {
            return false;
        }

        await LogStatements.DeleteAsync(transaction, "log_categories", "feed, term, position", plan.Replaced);
        await LogStatements.InsertAsync(transaction, "log_categories", plan.Categories, "ON CONFLICT DO NOTHING");
        await LogStatements.InsertAsync(transaction, "log_terms", terms, "ON CONFLICT DO NOTHING");
        await LogStatements.InsertAsync(
            transaction, "log_archives (feed, number, begins_after, ends_at, entries, bytes, state)", plan.Archives, "");
        return true;
    }

    // What is listed already is not written again; a feed that invents a category for each entry is not listed for ever.
    private List<object[]> Unlisted(IndexPlan plan)
    {
        var feeds = _feeds.Values.ToDictionary(feed => feed.Key);
        return
        [
            .. plan.Terms
                .Where(term => feeds[term.Key.Feed].Terms.Count < MaxTerms && feeds[term.Key.Feed].Terms.Add((term.Key.Scheme, term.Key.Term)))
                .Select(term => term.Value),
        ];
    }

    private void Forget()
    {
        _state = null;
        _feeds.Clear();
    }

    private async Task<IndexState> ReadStateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        return await IndexState.ReadAsync(connection.CreateCommand());
    }

    // Null when the feed was removed since it was read.
    private async Task<IndexedFeed?> FindFeedAsync(FeedId id, IndexState state, CancellationToken cancellationToken)
    {
        if (_feeds.TryGetValue(id, out var known))
        {
            return known;
        }

        await using var connection = await database.OpenReaderAsync(cancellationToken);
        if (await LogQueries.FeedKeysAsync(connection, [id], cancellationToken) is not [var key])
        {
            return null;
        }

        await using var last = LogStatements.Command(
            connection.CreateCommand(),
            "SELECT number, ends_at FROM log_archives WHERE feed = @feed ORDER BY number DESC LIMIT 1",
            ("@feed", key));
        var open = new OpenArchive(1, 0, 0, 0);
        await using (var reader = await last.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                open = new OpenArchive(reader.GetInt32(0) + 1, reader.GetInt64(1), 0, 0);
            }
        }

        await using var counted = LogStatements.Command(
            connection.CreateCommand(),
            "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM log_entries WHERE feed = @feed AND position > @after AND position <= @upTo",
            ("@feed", key), ("@after", open.After), ("@upTo", state.Position));
        await using (var reader = await counted.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            open = open with { Entries = (int)reader.GetInt64(0), Bytes = reader.GetInt64(1) };
        }

        var feed = new IndexedFeed(key) { Open = open };
        await using var listed = LogStatements.Command(
            connection.CreateCommand(), "SELECT scheme, term FROM log_terms WHERE feed = @feed", ("@feed", key));
        await using (var reader = await listed.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                feed.Terms.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        return _feeds[id] = feed;
    }

    private async Task<RecordedEntry?> PreviousAsync(RecordedEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        await using var command = LogStatements.Command(
            connection.CreateCommand(),
            $"SELECT {LogQueries.Columns} FROM log_feeds f JOIN log_entries e ON e.feed = f.key AND e.entry_key = @key AND e.superseded = 1 "
            + "AND e.position < @position WHERE f.id = @feed ORDER BY e.position DESC LIMIT 1",
            ("@key", EntryKey.Of(entry.Entry.Id).Bytes), ("@position", entry.Position.Value), ("@feed", entry.Feed.Value));
        return (await LogQueries.EntriesAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>What came of a step.</summary>
    private enum Step
    {
        /// <summary>There was nothing to index.</summary>
        Nothing,

        /// <summary>Everything that was there is indexed.</summary>
        Done,

        /// <summary>There may be more.</summary>
        More,
    }

    /// <summary>What is remembered of a feed between steps.</summary>
    private sealed class IndexedFeed(int key)
    {
        public int Key { get; } = key;

        public OpenArchive Open { get; set; }

        public HashSet<(string Scheme, string Term)> Terms { get; } = [];
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Error, Message = "Indexing the event log was interrupted; it goes on from where it was")]
    private partial void LogInterrupted(Exception exception);
}
