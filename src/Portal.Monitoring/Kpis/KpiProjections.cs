using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis;

/// <summary>A projection for each KPI, over the whole log: what was recorded before it was made is measured too.</summary>
internal sealed class KpiProjections(IKpiStore store) : IProjectionSource
{
    public string Prefix => Kpi.ProjectionPrefix;

    public async ValueTask<IReadOnlyList<WantedProjection>> ListAsync(CancellationToken cancellationToken = default)
    {
        List<WantedProjection> wanted = [];
        foreach (var kpi in await store.ListAsync(cancellationToken))
        {
            wanted.Add(new WantedProjection(kpi.Projection, () => new KpiProjection(kpi.Projection, kpi.Number, kpi.Definition)));
        }

        return wanted;
    }
}
