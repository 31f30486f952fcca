using System.Data.Common;
using System.Globalization;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Storage.EventLog;

/// <summary>The log's questions, in SQL that both databases understand.</summary>
internal static class LogQueries
{
    /// <summary>How many ids one statement carries.</summary>
    public const int MaxParameters = 500;

    /// <summary>The condition for a feed's buckets of a resolution in a range.</summary>
    public const string FeedRange = "feed = @feed AND resolution = @resolution AND start >= @from AND start < @to";

    /// <summary>Up to so many feeds each has an index scan of its own; beyond, the log is read in order and filtered.</summary>
    private const int MaxScans = 25;

    public const string Columns = "e.position, f.id, e.revision, e.superseded, e.received, e.size, e.payload";

    public static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    public static async Task<IReadOnlyList<int>> FeedKeysAsync(
        DbConnection connection, IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken)
    {
        List<int> keys = [];
        foreach (var chunk in feeds.Chunk(MaxParameters))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT key FROM log_feeds WHERE id IN ({Add(command, chunk.Select(f => f.Value))})";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                keys.Add(reader.GetInt32(0));
            }
        }

        return keys;
    }

    /// <param name="connection">The connection.</param>
    /// <param name="query">The range.</param>
    /// <param name="feeds">The keys of its feeds; null for all.</param>
    /// <param name="after">Only what is beyond this position, for a range that is read backward.</param>
    public static DbCommand Read(DbConnection connection, EventQuery query, IReadOnlyList<int>? feeds, long? after = null)
    {
        var command = connection.CreateCommand();
        var forward = query.Direction == ReadDirection.Forward;
        var order = forward ? "ASC" : "DESC";
        var range = query.From is null ? "" : forward ? " AND position > @from" : " AND position < @from";
        if (query.From is { } from)
        {
            Add(command, "@from", from.Value);
        }

        if (after is { } low)
        {
            range += " AND position > @after";
            Add(command, "@after", low);
        }

        var current = query.IncludeSuperseded ? "" : " AND superseded = 0";
        var limit = query.Limit.ToString(CultureInfo.InvariantCulture);
        var positions = feeds switch
        {
            null => Scan("1 = 1"),
            { Count: <= MaxScans } => string.Join(" UNION ALL ", feeds.Select(feed => $"SELECT position FROM ({Scan($"feed = {feed}")}) AS f{feed}")),
            _ => Scan($"feed IN ({string.Join(',', feeds)})"),
        };
        command.CommandText =
            $"SELECT {Columns} FROM log_entries e JOIN log_feeds f ON f.key = e.feed WHERE e.position IN ({positions}) ORDER BY e.position {order} LIMIT {limit}";
        return command;

        string Scan(string where) => $"SELECT position FROM log_entries WHERE {where}{range}{current} ORDER BY position {order} LIMIT {limit}";
    }

    public static DbCommand Find(DbConnection connection, FeedId feed, string entryId)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Columns} FROM log_feeds f JOIN log_entries e ON e.feed = f.key "
            + "WHERE f.id = @feed AND e.superseded = 0 AND e.entry_key = @key";
        Add(command, "@feed", feed.Value);
        Add(command, "@key", EntryKey.Of(entryId).Bytes);
        return command;
    }

    public static DbCommand Revisions(DbConnection connection, FeedId feed, string entryId)
    {
        // Each half has an index of its own: that of the past stays small, because most entries are never edited.
        const string Matching = "e.feed = f.key AND e.entry_key = @key AND e.superseded =";
        var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT {Columns} FROM log_feeds f JOIN log_entries e ON {Matching} 0 WHERE f.id = @feed UNION ALL "
            + $"SELECT {Columns} FROM log_feeds f JOIN log_entries e ON {Matching} 1 WHERE f.id = @feed ORDER BY 1 DESC";
        Add(command, "@feed", feed.Value);
        Add(command, "@key", EntryKey.Of(entryId).Bytes);
        return command;
    }

    public static DbCommand Known(DbConnection connection, FeedId feed, IEnumerable<EntryKey> keys)
    {
        var command = connection.CreateCommand();
        var names = Add(command, keys.Select(k => k.Bytes));
        command.CommandText =
            "SELECT e.entry_key FROM log_feeds f JOIN log_entries e ON e.feed = f.key "
            + $"WHERE f.id = @feed AND e.superseded = 0 AND e.entry_key IN ({names}) "
            + "UNION SELECT p.entry_key FROM log_feeds f JOIN log_purged p ON p.feed = f.key "
            + $"WHERE f.id = @feed AND p.entry_key IN ({names})";
        Add(command, "@feed", feed.Value);
        return command;
    }

    public static DbCommand Tails(DbConnection connection, IReadOnlyCollection<FeedId> feeds)
    {
        var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT id, head, last_received, entries FROM log_feeds WHERE head > 0 AND id IN ({Add(command, feeds.Select(f => f.Value))})";
        return command;
    }

    public static DbCommand FindCheckpoint(DbConnection connection, string name)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT state FROM log_checkpoints WHERE name = @name";
        Add(command, "@name", name);
        return command;
    }

    public static DbCommand Head(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT position FROM log_head";
        return command;
    }

    public static async Task<IReadOnlyList<RecordedEntry>> EntriesAsync(DbCommand command, CancellationToken cancellationToken)
    {
        List<RecordedEntry> entries = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (entry, verdict, receipt) = EntryCodec.Decode(reader.GetFieldValue<byte[]>(6));
            entries.Add(new RecordedEntry
            {
                Position = new EventPosition(reader.GetInt64(0)),
                Feed = FeedId.Parse(reader.GetString(1)),
                Entry = entry,
                Revision = reader.GetInt32(2),
                Superseded = reader.GetInt32(3) != 0,
                Received = Time(reader.GetInt64(4)),
                Size = reader.GetInt32(5),
                Verdict = verdict,
                Receipt = receipt,
            });
        }

        return entries;
    }

    public static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    /// <summary>Adds parameters for a list and gives their names.</summary>
    public static string Add(DbCommand command, IEnumerable<object> values)
    {
        List<string> names = [];
        foreach (var value in values)
        {
            names.Add("@v" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture));
            Add(command, names[^1], value);
        }

        return string.Join(',', names);
    }
}
