using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>Where the buckets of KPIs are read.</summary>
public interface IKpiBuckets
{
    /// <summary>The buckets that have something in them, oldest first.</summary>
    /// <param name="series">The KPI's number.</param>
    /// <param name="resolution">How wide they are.</param>
    /// <param name="from">The first one's begin (<see cref="BucketTime"/>).</param>
    /// <param name="to">The end, not included.</param>
    /// <param name="withGroups">Whether the cells by dimension are wanted too.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<(long Start, StoredBucket Bucket)>> ReadAsync(
        int series, Resolution resolution, long from, long to, bool withGroups, CancellationToken cancellationToken = default);
}
