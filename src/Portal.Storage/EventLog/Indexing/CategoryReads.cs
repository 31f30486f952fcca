using System.Data.Common;
using System.Globalization;
using Portal.Events.Log;

namespace Portal.Storage.EventLog.Indexing;

/// <summary>
/// Reads the entries of a feed whose categories meet a condition. Terms that every match must have lead through the index;
/// what the index has not reached is looked at itself, and so is everything when no term leads (<c>NOT</c> alone).
/// </summary>
internal sealed class CategoryReads(DbConnection connection, int feed, EventQuery query)
{
    /// <summary>How many entries are looked at together at most.</summary>
    private const int MaxStep = 500;

    /// <summary>Beyond so many, one term is as frequent as another.</summary>
    private const int MaxCounted = 200;

    private readonly bool _forward = query.Direction == ReadDirection.Forward;

    public async Task<IReadOnlyList<RecordedEntry>> ReadAsync(CancellationToken cancellationToken)
    {
        var leading = await LeadingAsync(query.Where!, cancellationToken);
        var indexed = leading is null ? 0 : (await IndexState.ReadAsync(connection.CreateCommand())).Position;
        List<RecordedEntry> found = [];
        if (_forward)
        {
            await TakeIndexedAsync(found, leading, indexed, cancellationToken);
            await TakeScannedAsync(found, indexed, cancellationToken);
        }
        else
        {
            await TakeScannedAsync(found, indexed, cancellationToken);
            await TakeIndexedAsync(found, leading, indexed, cancellationToken);
        }

        return found;
    }

    // Terms one of which every match has; the rarest where a condition gives a choice. Null when there are none.
    private async Task<IReadOnlyList<string>?> LeadingAsync(CategoryCondition condition, CancellationToken cancellationToken)
    {
        switch (condition)
        {
            case CategoryCondition.HasTerm one:
                return [one.Term];
            case CategoryCondition.AnyOf any:
                List<string> all = [];
                foreach (var part in any.Parts)
                {
                    if (await LeadingAsync(part, cancellationToken) is not { } terms)
                    {
                        return null;
                    }

                    all.AddRange(terms);
                }

                return all;
            case CategoryCondition.AllOf every:
                (IReadOnlyList<string>? best, var fewest) = (null, int.MaxValue);
                foreach (var part in every.Parts)
                {
                    if (await LeadingAsync(part, cancellationToken) is { } terms
                        && (every.Parts.Count == 1 ? 0 : await CountAsync(terms, cancellationToken)) is var count && count < fewest)
                    {
                        (best, fewest) = (terms, count);
                    }
                }

                return best;
            default:
                return null;
        }
    }

    private async Task<int> CountAsync(IReadOnlyList<string> terms, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var term in terms)
        {
            await using var command = LogStatements.Command(
                connection.CreateCommand(),
                $"SELECT COUNT(*) FROM (SELECT 1 FROM log_categories WHERE feed = @feed AND term = @term LIMIT {MaxCounted}) AS counted",
                ("@feed", feed), ("@term", IndexPlan.TermKey(term)));
            count += Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        }

        return count;
    }

    private async Task TakeIndexedAsync(
        List<RecordedEntry> found, IReadOnlyList<string>? leading, long indexed, CancellationToken cancellationToken)
    {
        if (leading is null)
        {
            return;
        }

        // Between these positions, both excluded.
        var (low, high) = _forward
            ? (query.From?.Value ?? 0, indexed + 1)
            : (0, Math.Min(query.From?.Value ?? long.MaxValue, indexed + 1));
        // As many as are needed; more when the rest of the condition lets few of them pass.
        for (var step = Math.Min(query.Limit, MaxStep); found.Count < query.Limit && low + 1 < high; step = Math.Min(step * 2, MaxStep))
        {
            var positions = await PositionsAsync(leading, low, high, step, cancellationToken);
            var entries = await EntriesAsync(positions, cancellationToken);
            found.AddRange(entries.Where(e => query.Where!.Matches(e.Entry.Categories)).Take(query.Limit - found.Count));
            if (positions.Count < step)
            {
                return;
            }

            (low, high) = _forward ? (positions[^1], high) : (low, positions[^1]);
        }
    }

    private async Task<IReadOnlyList<long>> PositionsAsync(
        IReadOnlyList<string> terms, long low, long high, int limit, CancellationToken cancellationToken)
    {
        await using var command = LogStatements.Command(
            connection.CreateCommand(), "", ("@feed", feed), ("@low", low), ("@high", high));
        var order = string.Create(CultureInfo.InvariantCulture, $"ORDER BY position {(_forward ? "ASC" : "DESC")} LIMIT {limit}");
        var scans = terms.DistinctBy(term => Convert.ToHexString(IndexPlan.TermKey(term))).Select((term, i) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@t{i}");
            LogQueries.Add(command, name, IndexPlan.TermKey(term));
            return "SELECT position FROM (SELECT position FROM log_categories WHERE feed = @feed "
                + $"AND term = {name} AND position > @low AND position < @high {order}) AS s{i.ToString(CultureInfo.InvariantCulture)}";
        });
        command.CommandText = $"SELECT position FROM ({string.Join(" UNION ", scans)}) AS found {order}";
        List<long> positions = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            positions.Add(reader.GetInt64(0));
        }

        return positions;
    }

    private async Task<IReadOnlyList<RecordedEntry>> EntriesAsync(IReadOnlyList<long> positions, CancellationToken cancellationToken)
    {
        List<RecordedEntry> entries = [];
        foreach (var chunk in positions.Chunk(LogQueries.MaxParameters))
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                $"SELECT {LogQueries.Columns} FROM log_entries e JOIN log_feeds f ON f.key = e.feed "
                + $"WHERE e.superseded = 0 AND e.position IN ({LogQueries.Add(command, chunk.Cast<object>())}) ORDER BY e.position {(_forward ? "ASC" : "DESC")}";
            entries.AddRange(await LogQueries.EntriesAsync(command, cancellationToken));
        }

        return entries;
    }

    private async Task TakeScannedAsync(List<RecordedEntry> found, long indexed, CancellationToken cancellationToken)
    {
        var from = query.From;
        if (_forward && indexed > (from?.Value ?? 0))
        {
            from = new Portal.Events.EventPosition(indexed);
        }

        var step = query with { Where = null, Limit = MaxStep, From = from };
        while (found.Count < query.Limit)
        {
            await using var command = LogQueries.Read(connection, step, [feed], after: _forward ? null : indexed);
            var entries = await LogQueries.EntriesAsync(command, cancellationToken);
            found.AddRange(entries.Where(e => query.Where!.Matches(e.Entry.Categories)).Take(query.Limit - found.Count));
            if (entries.Count < step.Limit)
            {
                return;
            }

            step = step with { From = entries[^1].Position };
        }
    }
}
