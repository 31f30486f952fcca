using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Events;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Projections;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

/// <summary>Saves how far projections got together with what they wrote.</summary>
internal sealed class ProjectionStore(IDbContextFactory<PortalDbContext> contexts, TimeProvider time) : IProjectionStore
{
    private static readonly TimeSpan MarksKept = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Projections.AsNoTracking()
            .Select(p => new ProjectionRecord
            {
                Name = p.Name,
                Position = p.Position,
                Goal = p.Goal,
                IsLive = p.IsLive,
                State = p.Name.StartsWith(Kpi.ProjectionPrefix) ? p.State : null,
                Failure = p.Failure,
                Changed = p.Changed,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(ToRow)];
    }

    public async Task<IReadOnlyList<ProjectionRow>> OpenAsync(IReadOnlyCollection<ProjectionRow> begins, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await new RowStatements(transaction.GetDbTransaction()).RunAsync(
            [.. begins.Select(row => new object?[] { row.Name, row.Position.Value, row.Goal.Value, row.IsLive, row.Changed.UtcTicks })],
            tuples => $"INSERT INTO projections (name, position, goal, is_live, changed) VALUES {tuples} ON CONFLICT (name) DO NOTHING",
            null,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var names = begins.Select(row => row.Name).ToList();
        return [.. (await context.Projections.AsNoTracking().Where(p => names.Contains(p.Name)).ToListAsync(cancellationToken)).Select(ToRow)];
    }

    public async Task<IReadOnlySet<string>> SaveAsync(IReadOnlyList<ProjectionSave> saves, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var rows = new RowStatements(transaction.GetDbTransaction());
        var moved = await MoveAsync(rows, saves, cancellationToken);
        var outputs = saves.Where(save => moved.Contains(save.Name)).Select(save => save.Output).OfType<ProjectionOutput>().ToList();
        await BucketStatements.MergeAsync(rows, [.. outputs.SelectMany(output => output.Buckets)], time.GetUtcNow(), cancellationToken);
        await ProcessMarks.MergeAsync(rows, [.. outputs.SelectMany(output => output.Marks)], cancellationToken);
        await IncidentWriter.WriteAsync(context, rows, [.. outputs.SelectMany(output => output.Signals)], time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return saves.Select(save => save.Name).Except(moved).ToHashSet();
    }

    public async Task SetFailureAsync(string name, string? failure, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = time.GetUtcNow().UtcTicks;
        await context.Projections.Where(p => p.Name == name).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Failure, failure).SetProperty(p => p.Changed, changed), cancellationToken);
    }

    public async Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var series = names.Select(Kpi.NumberOf).OfType<int>().ToList();
        await context.Projections.Where(p => names.Contains(p.Name)).ExecuteDeleteAsync(cancellationToken);
        await context.KpiBuckets.Where(b => series.Contains(b.Series)).ExecuteDeleteAsync(cancellationToken);
        var processes = names.Select(BusinessProcess.NumberOf).OfType<int>().ToList();
        await context.ProcessMarks.Where(m => processes.Contains(m.Process)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task TidyAsync(DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Nobody comes to the same alarm again after so long.
        var marked = (now - MarksKept).UtcTicks;
        await context.AlertMarks.Where(m => m.At < marked).ExecuteDeleteAsync(cancellationToken);
        await ProcessMarks.TidyAsync(context, now, cancellationToken);
        var series = await context.KpiBuckets.Select(b => b.Series).Distinct().ToListAsync(cancellationToken);
        foreach (var one in series)
        {
            foreach (var resolution in Resolutions.All)
            {
                var (wide, oldest) = ((int)resolution, BucketTime.OldestKept(resolution, now));
                await context.KpiBuckets.Where(b => b.Series == one && b.Resolution == wide && b.Start < oldest).ExecuteDeleteAsync(cancellationToken);
            }
        }
    }

    private static ProjectionRow ToRow(ProjectionRecord record) => new(
        record.Name,
        new EventPosition(record.Position),
        new EventPosition(record.Goal),
        record.IsLive,
        record.State,
        record.Failure,
        new DateTimeOffset(record.Changed, TimeSpan.Zero));

    // Whoever is not where it was saved last has been moved by somebody else, and what it wrote is not taken.
    private async Task<HashSet<string>> MoveAsync(RowStatements rows, IReadOnlyList<ProjectionSave> saves, CancellationToken cancellationToken)
    {
        HashSet<string> moved = [];
        var now = time.GetUtcNow().UtcTicks;
        await rows.RunAsync(
            [.. saves.Select(save => new object?[] { save.Name, save.From.Value, save.To.Value, save.IsLive, now, save.Output?.State })],
            tuples =>
                $"WITH step (name, origin, goal, live, at, state) AS (VALUES {tuples}) UPDATE projections SET position = step.goal, is_live = step.live, "
                + "changed = step.at, state = COALESCE(step.state, projections.state) FROM step "
                + "WHERE projections.name = step.name AND projections.position = step.origin AND projections.failure IS NULL RETURNING projections.name",
            reader => moved.Add(reader.GetString(0)),
            cancellationToken);
        return moved;
    }
}
