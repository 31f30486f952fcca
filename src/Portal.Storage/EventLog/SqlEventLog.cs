using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;
using Portal.Storage.EventLog.Indexing;

namespace Portal.Storage.EventLog;

/// <summary>The event log on a relational database.</summary>
internal sealed partial class SqlEventLog : IEventLog, IEventLogSetup, ILogPulse, IAsyncDisposable
{
    /// <summary>Batches from this size on are encoded on all cores: their callers wait for milliseconds of work.</summary>
    private const int EncodedTogether = 250;

    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);
    private readonly ILogDatabase _database;
    private readonly LogWriter _writer;
    private readonly TimeProvider _time;
    private readonly ILogger<SqlEventLog> _logger;
    private readonly HeadSignal _head = new();
    private readonly RecentEntries _recent = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _others;

    public SqlEventLog(ILogDatabase database, TimeProvider time, ILogger<SqlEventLog> logger)
    {
        (_database, _time, _logger) = (database, time, logger);
        _writer = new LogWriter(database, time, logger, Note);
    }

    /// <summary>The writer, for what is written beside entries.</summary>
    public LogWriter Writer => _writer;

    public LogPulse Pulse => _writer.PulseAt(_head.Head);

    public async Task EnsureCreatedAsync(CancellationToken cancellationToken = default)
    {
        await _database.EnsureCreatedAsync(cancellationToken);
        _head.MoveTo(await ReadHeadAsync(cancellationToken));
        if (_others is null)
        {
            _others = NoticeOthersAsync(_stop.Token);
        }
    }

    public async ValueTask<AppendResult> AppendAsync(AppendBatch batch, CancellationToken cancellationToken = default)
    {
        if (batch.Entries.Count > AppendBatch.MaxEntries)
        {
            throw new ArgumentException($"A batch has at most {AppendBatch.MaxEntries} entries; this has {batch.Entries.Count}.", nameof(batch));
        }

        return await _writer.AppendAsync(Encode(batch), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(EventQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, EventQuery.MaxLimit);
        if (query is { Feeds: null, Direction: ReadDirection.Forward, From: { } from, IncludeSuperseded: true, Where: null }
            && _recent.ReadAfter(from.Value, query.Limit) is { } recent)
        {
            return recent;
        }

        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        var keys = query.Feeds is null ? null : await LogQueries.FeedKeysAsync(connection, query.Feeds, cancellationToken);
        if (keys is { Count: 0 })
        {
            return [];
        }

        if (query.Where is not null)
        {
            return keys is [var feed] && !query.IncludeSuperseded
                ? await new CategoryReads(connection, feed, query).ReadAsync(cancellationToken)
                : throw new ArgumentException("A condition on categories takes one feed and newest revisions.", nameof(query));
        }

        await using var command = LogQueries.Read(connection, query, keys);
        return await LogQueries.EntriesAsync(command, cancellationToken);
    }

    public async ValueTask<RecordedEntry?> FindAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        await using var command = LogQueries.Find(connection, feed, entryId);
        return (await LogQueries.EntriesAsync(command, cancellationToken)).SingleOrDefault();
    }

    public async ValueTask<IReadOnlyList<RecordedEntry>> RevisionsAsync(
        FeedId feed, string entryId, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        await using var command = LogQueries.Revisions(connection, feed, entryId);
        return await LogQueries.EntriesAsync(command, cancellationToken);
    }

    public async ValueTask<IReadOnlySet<string>> KnownAsync(
        FeedId feed, IReadOnlyCollection<string> entryIds, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        var ids = entryIds.ToLookup(EntryKey.Of);
        HashSet<string> known = [];
        foreach (var keys in ids.Select(id => id.Key).Chunk(LogQueries.MaxParameters))
        {
            await using var command = LogQueries.Known(connection, feed, keys);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                known.UnionWith(ids[EntryKey.Stored(reader.GetFieldValue<byte[]>(0))]);
            }
        }

        return known;
    }

    // Asked of the database: another process may have moved it since it was last told.
    public async ValueTask<EventPosition> HeadAsync(CancellationToken cancellationToken = default) => new(await ReadHeadAsync(cancellationToken));

    public async ValueTask<IReadOnlyDictionary<FeedId, FeedTail>> TailsAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        Dictionary<FeedId, FeedTail> tails = [];
        foreach (var chunk in feeds.Chunk(LogQueries.MaxParameters))
        {
            await using var command = LogQueries.Tails(connection, chunk);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var feed = FeedId.Parse(reader.GetString(0));
                tails[feed] = new FeedTail(feed, new EventPosition(reader.GetInt64(1)), LogQueries.Time(reader.GetInt64(2)), reader.GetInt64(3));
            }
        }

        return tails;
    }

    public async IAsyncEnumerable<EventPosition> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var told = -1L;
        while (true)
        {
            try
            {
                told = await _head.WaitBeyondAsync(told, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                yield break;
            }

            yield return new EventPosition(told);
        }
    }

    public async ValueTask<Checkpoint?> FindCheckpointAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        await using var command = LogQueries.FindCheckpoint(connection, name);
        return await command.ExecuteScalarAsync(cancellationToken) is string state ? new Checkpoint(name, state) : null;
    }

    public async ValueTask RemoveFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        await TakeOutAsync(transaction => RemoveAsync(transaction, feed), cancellationToken);

    /// <summary>Takes entries out, in a commit of its own.</summary>
    public async ValueTask<T> TakeOutAsync<T>(Func<ILogTransaction, Task<T>> run, CancellationToken cancellationToken)
    {
        var result = await _writer.RunAsync(run, durable: true, cancellationToken);
        _recent.Clear();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            if (_others is not null)
            {
                await _others;
            }

            await _writer.DisposeAsync();
            await _database.DisposeAsync();
            _stop.Dispose();
        }
    }

    private static async Task<bool> RemoveAsync(ILogTransaction transaction, FeedId feed)
    {
        const string Key = "(SELECT key FROM log_feeds WHERE id = @feed)";
        foreach (var table in LogSchema.TablesOfFeeds)
        {
            await LogStatements.RunAsync(transaction, $"DELETE FROM {table} WHERE feed = {Key}", ("@feed", feed.Value));
        }

        await LogStatements.RunAsync(
            transaction, "DELETE FROM log_checkpoints WHERE name = @name", ("@name", Checkpoint.OfSubscription(feed)));
        await IndexState.MoveEpochAsync(transaction);
        return await LogStatements.RunAsync(transaction, "DELETE FROM log_feeds WHERE id = @feed", ("@feed", feed.Value)) > 0;
    }

    private static EncodedBatch Encode(AppendBatch batch)
    {
        var encoded = new EncodedEntry[batch.Entries.Count];
        if (encoded.Length >= EncodedTogether)
        {
            Parallel.For(0, encoded.Length, EncodeAt);
        }
        else
        {
            for (var i = 0; i < encoded.Length; i++)
            {
                EncodeAt(i);
            }
        }

        return new EncodedBatch(batch, encoded);

        void EncodeAt(int i) => encoded[i] = EntryCodec.Encode(batch.Entries[i].Entry, batch.Entries[i].Verdict, batch.Entries[i].Receipt);
    }

    private void Note(Committed commit)
    {
        if (commit.Entries.Count > 0)
        {
            _recent.Add(commit);
        }

        _head.MoveTo(commit.Head);
    }

    private async Task<long> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenReaderAsync(cancellationToken);
        await using var command = LogQueries.Head(connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task NoticeOthersAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _database.WaitForOthersAsync(cancellationToken);
                _head.MoveTo(await ReadHeadAsync(cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (DbException exception)
            {
                LogWaitFailed(exception);
                await Task.Delay(RestAfterFailure, _time, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message = "Waiting for what other processes write was interrupted")]
    private partial void LogWaitFailed(Exception exception);
}

/// <summary>What must be done before the log is used.</summary>
public interface IEventLogSetup
{
    /// <summary>Makes the tables that are not there yet and finds the head. To be awaited before anything else.</summary>
    Task EnsureCreatedAsync(CancellationToken cancellationToken = default);
}
