using Microsoft.EntityFrameworkCore;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

internal sealed class KpiBuckets(IDbContextFactory<PortalDbContext> contexts) : IKpiBuckets
{
    public async Task<IReadOnlyList<(long Start, StoredBucket Bucket)>> ReadAsync(
        int series, Resolution resolution, long from, long to, bool withGroups, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var wide = (int)resolution;
        var rows = await context.KpiBuckets.AsNoTracking()
            .Where(b => b.Series == series && b.Resolution == wide && b.Start >= from && b.Start < to)
            .OrderBy(b => b.Start)
            .Select(b => new { b.Start, b.Total, Groups = withGroups ? b.Groups : null })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Start, new StoredBucket(row.Total, row.Groups)))];
    }
}
