using System.Data.Common;
using System.Globalization;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Storage.EventLog.Archives;

/// <summary>What is asked of one feed's archives and of its oldest entries.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="id">The feed.</param>
/// <param name="feed">Its key.</param>
internal sealed class ArchiveQueries(DbConnection connection, FeedId id, int feed)
{
    private const string Columns = "number, begins_after, ends_at, state, bytes FROM log_archives WHERE feed = @feed";

    public async Task<ArchiveRange?> NewestAsync() => (await ArchivesAsync("ORDER BY number DESC LIMIT 1")).Select(row => row.Range).FirstOrDefault();

    public async Task<ArchiveRange?> FindAsync(int number) =>
        (await ArchivesAsync("AND number = @number", ("@number", number))).Select(row => row.Range).FirstOrDefault();

    /// <summary>The archives whose entries are all still in the log and end at a position or before, oldest first.</summary>
    public async Task<IReadOnlyList<ArchiveRange>> LiveUpToAsync(long upTo) =>
        [.. (await ArchivesAsync("AND state = 0 AND ends_at <= @upTo ORDER BY number", ("@upTo", upTo))).Select(row => row.Range)];

    public async Task<byte[]?> DataAsync(int number) =>
        (byte[]?)await ScalarAsync("SELECT data FROM log_archives WHERE feed = @feed AND number = @number", ("@number", number));

    /// <summary>Every revision in a range, oldest first.</summary>
    public async Task<IReadOnlyList<RecordedEntry>> RevisionsAsync(long after, long upTo)
    {
        await using var command = Command(
            $"SELECT {LogQueries.Columns} FROM log_entries e JOIN log_feeds f ON f.key = e.feed "
            + "WHERE e.feed = @feed AND e.position > @after AND e.position <= @upTo ORDER BY e.position",
            ("@after", after), ("@upTo", upTo));
        return await LogQueries.EntriesAsync(command, CancellationToken.None);
    }

    public async Task<IReadOnlyList<Category>> CategoriesAsync(int limit)
    {
        await using var command = Command(
            "SELECT term, scheme, label FROM log_terms WHERE feed = @feed ORDER BY scheme, term LIMIT " + limit.ToString(CultureInfo.InvariantCulture));
        await using var reader = await command.ExecuteReaderAsync();
        List<Category> categories = [];
        while (await reader.ReadAsync())
        {
            categories.Add(new Category(reader.GetString(0), Given(reader.GetString(1)), Given(reader.GetString(2))));
        }

        return categories;

        static string? Given(string text) => text.Length == 0 ? null : text;
    }

    public async Task<bool> WasPurgedAsync(string entryId) =>
        await ScalarAsync("SELECT 1 FROM log_purged WHERE feed = @feed AND entry_key = @key", ("@key", EntryKey.Of(entryId).Bytes)) is not null;

    /// <summary>Up to which position entries have been purged.</summary>
    public async Task<EventPosition> PurgedUpToAsync() => new(await NumberAsync("SELECT MAX(ends_at) FROM log_archives WHERE feed = @feed AND state <> 0"));

    /// <summary>How many revisions are at a position or before.</summary>
    public Task<long> CountUpToAsync(long upTo) =>
        NumberAsync("SELECT COUNT(*) FROM log_entries WHERE feed = @feed AND position <= @upTo", ("@upTo", upTo));

    public Task<long> CountAsync() => NumberAsync("SELECT COUNT(*) FROM log_entries WHERE feed = @feed");

    /// <summary>When the entry at a position came in.</summary>
    public async Task<DateTimeOffset> ReceivedAsync(long position) =>
        LogQueries.Time(await NumberAsync("SELECT received FROM log_entries WHERE position = @position", ("@position", position)));

    /// <summary>The newest position that limits give up; 0 when they give up none.</summary>
    public async Task<long> CutAsync(RetentionLimits limits, DateTimeOffset now)
    {
        var cut = 0L;
        if (limits.MaxAge is { } age)
        {
            cut = Math.Max(cut, await LastBeforeAsync(now - age));
        }

        if (limits.MaxEntries is { } entries)
        {
            cut = Math.Max(cut, await NumberAsync(
                "SELECT position FROM log_entries WHERE feed = @feed ORDER BY position DESC LIMIT 1 OFFSET " + entries.ToString(CultureInfo.InvariantCulture)));
        }

        return limits.MaxBytes is { } bytes ? Math.Max(cut, await FullAtAsync(bytes)) : cut;
    }

    // Within a feed the time of receipt grows with the position.
    private async Task<long> LastBeforeAsync(DateTimeOffset time)
    {
        var (low, high) = (0L, await NumberAsync("SELECT head FROM log_feeds WHERE key = @feed"));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            await using var command = Command(
                "SELECT position, received FROM log_entries WHERE feed = @feed AND position > @middle ORDER BY position LIMIT 1", ("@middle", middle));
            await using var reader = await command.ExecuteReaderAsync();
            if (await reader.ReadAsync() && reader.GetInt64(1) < time.UtcTicks)
            {
                low = reader.GetInt64(0);
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // From the newest entry back; whole archives at once, as their bytes are known.
    private async Task<long> FullAtAsync(long maxBytes)
    {
        var archives = await ArchivesAsync("AND state = 0 ORDER BY number DESC");
        var (cut, total) = await FullWithinAsync(archives is [var newest, ..] ? newest.Range.UpTo.Value : 0, long.MaxValue, 0, maxBytes);
        foreach (var (range, bytes) in cut > 0 ? [] : archives)
        {
            if (total + bytes > maxBytes)
            {
                return (await FullWithinAsync(range.After.Value, range.UpTo.Value, total, maxBytes)).Cut;
            }

            total += bytes;
        }

        return cut;
    }

    private async Task<(long Cut, long Total)> FullWithinAsync(long after, long upTo, long total, long maxBytes)
    {
        await using var command = Command(
            "SELECT position, size FROM log_entries WHERE feed = @feed AND position > @after AND position <= @upTo ORDER BY position DESC",
            ("@after", after), ("@upTo", upTo));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            total += Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
            if (total > maxBytes)
            {
                return (reader.GetInt64(0), total);
            }
        }

        return (0, total);
    }

    private async Task<IReadOnlyList<(ArchiveRange Range, long Bytes)>> ArchivesAsync(string more, params (string Name, object Value)[] parameters)
    {
        await using var command = Command($"SELECT {Columns} {more}", parameters);
        await using var reader = await command.ExecuteReaderAsync();
        List<(ArchiveRange, long)> archives = [];
        while (await reader.ReadAsync())
        {
            archives.Add((
                new ArchiveRange(
                    id, reader.GetInt32(0), new EventPosition(reader.GetInt64(1)), new EventPosition(reader.GetInt64(2)), (ArchiveState)reader.GetInt32(3)),
                reader.GetInt64(4)));
        }

        return archives;
    }

    private async Task<long> NumberAsync(string sql, params (string Name, object Value)[] parameters) =>
        Convert.ToInt64(await ScalarAsync(sql, parameters) ?? 0L, CultureInfo.InvariantCulture);

    private Task<object?> ScalarAsync(string sql, params (string Name, object Value)[] parameters) =>
        LogStatements.ScalarAsync(connection.CreateCommand(), sql, [("@feed", feed), .. parameters]);

    private DbCommand Command(string sql, params (string Name, object Value)[] parameters) =>
        LogStatements.Command(connection.CreateCommand(), sql, [("@feed", feed), .. parameters]);
}
