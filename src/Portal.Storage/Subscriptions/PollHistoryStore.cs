using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Storage.Model;

namespace Portal.Storage.Subscriptions;

/// <summary>The runs of polls that have ended, a row each; <see cref="StatusWriter"/> writes them.</summary>
internal sealed class PollHistoryStore(IDbContextFactory<PortalDbContext> contexts) : IPollHistory
{
    public async ValueTask<IReadOnlyList<PollRun>> EndedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.PollRuns.AsNoTracking()
            .Where(row => row.Feed == feed)
            .OrderByDescending(row => row.Number)
            .Take(PollRuns.Kept)
            .Select(row => row.Run)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => JsonSerializer.Deserialize<PollRun>(row)).OfType<PollRun>()];
    }
}
