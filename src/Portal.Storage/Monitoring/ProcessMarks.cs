using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.Monitoring.Processes;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class ProcessMarks(IDbContextFactory<PortalDbContext> contexts) : IProcessMarks
{
    public async Task<IReadOnlyList<ProcessMark>> BegunAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (begin, end) = (from.UtcTicks, to.UtcTicks);
        var keys = context.ProcessMarks
            .Where(m => m.Process == process && m.Step == 0 && m.At >= begin && m.At < end)
            .OrderByDescending(m => m.At).ThenBy(m => m.Key)
            .Take(IProcessMarks.MaxKeys)
            .Select(m => m.Key);
        var rows = await context.ProcessMarks.AsNoTracking().Where(m => m.Process == process && keys.Contains(m.Key)).ToListAsync(cancellationToken);
        return [.. rows.Select(ToMark)];
    }

    public async Task<int> WithoutBeginAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (begin, end) = (from.UtcTicks, to.UtcTicks);
        return await context.ProcessMarks
            .Where(m => m.Process == process && m.Step > 0 && m.At >= begin && m.At < end
                && !context.ProcessMarks.Any(first => first.Process == process && first.Key == m.Key && first.Step == 0))
            .Select(m => m.Key).Distinct().CountAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<ProcessMark>> OfKeyAsync(int process, string key, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.ProcessMarks.AsNoTracking().Where(m => m.Process == process && m.Key == key).OrderBy(m => m.Step).ToListAsync(cancellationToken);
        return [.. rows.Select(ToMark)];
    }

    /// <summary>Adds marks; of a step that happened to a key before the earlier one stays.</summary>
    public static Task MergeAsync(RowStatements rows, IReadOnlyList<ProcessMark> marks, CancellationToken cancellationToken) => rows.RunAsync(
        [.. marks.Select(mark => new object?[] { mark.Process, mark.Key, mark.Step, mark.At.UtcTicks, mark.Position.Value })],
        tuples => $"INSERT INTO process_marks (process, business_key, step, at, position) VALUES {tuples} "
            + "ON CONFLICT (process, business_key, step) DO UPDATE SET at = excluded.at, position = excluded.position WHERE excluded.at < process_marks.at",
        null,
        cancellationToken);

    /// <summary>Removes what is older than marks are kept, and of each process what is more than is kept.</summary>
    public static async Task TidyAsync(PortalDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kept = (now - IProcessMarks.Kept).UtcTicks;
        await context.ProcessMarks.Where(m => m.At < kept).ExecuteDeleteAsync(cancellationToken);
        foreach (var process in await context.Processes.Select(p => p.Number).ToListAsync(cancellationToken))
        {
            var oldest = await context.ProcessMarks.Where(m => m.Process == process).OrderByDescending(m => m.At)
                .Skip(IProcessMarks.MaxKept).Select(m => (long?)m.At).FirstOrDefaultAsync(cancellationToken);
            if (oldest is { } beyond)
            {
                await context.ProcessMarks.Where(m => m.Process == process && m.At <= beyond).ExecuteDeleteAsync(cancellationToken);
            }
        }
    }

    private static ProcessMark ToMark(ProcessMarkRow row) =>
        new(row.Process, row.Key, row.Step, new DateTimeOffset(row.At, TimeSpan.Zero), new EventPosition(row.Position));
}
