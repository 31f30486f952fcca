using Portal.Events;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;

namespace Portal.ComponentTests.Monitoring;

internal sealed class FakeKpis : IKpiStore
{
    public List<Kpi> Kpis { get; } = [];

    public Exception? Failure { get; set; }

    public Task Ready { get; set; } = Task.CompletedTask;

    public async ValueTask<IReadOnlyList<Kpi>> ListAsync(CancellationToken cancellationToken = default)
    {
        await Ready.WaitAsync(cancellationToken);
        return Failure is null ? [.. Kpis.OrderBy(kpi => kpi.Title, StringComparer.Ordinal)] : throw Failure;
    }

    public Task<Kpi?> AddAsync(Kpi kpi, CancellationToken cancellationToken = default)
    {
        if (Kpis.Exists(known => known.Id == kpi.Id))
        {
            return Task.FromResult<Kpi?>(null);
        }

        Kpis.Add(kpi);
        return Task.FromResult<Kpi?>(kpi);
    }

    public Task<Kpi?> UpdateAsync(string id, Action<Kpi> change, string changedBy, CancellationToken cancellationToken = default)
    {
        var kpi = Kpis.Find(known => known.Id == id);
        if (kpi is not null)
        {
            change(kpi);
        }

        return Task.FromResult(kpi);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        Kpis.RemoveAll(kpi => kpi.Id == id);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<KpiVersion>> VersionsAsync(int kpi, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<KpiVersion>>([]);
}

internal sealed class FakeBuckets : IKpiBuckets
{
    public List<(BucketKey Key, StoredBucket Bucket)> Stored { get; } = [];

    public Task<IReadOnlyList<(long Start, StoredBucket Bucket)>> ReadAsync(
        int series, Resolution resolution, long from, long to, bool withGroups, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<(long, StoredBucket)>>(
        [
            .. Stored.Where(one => one.Key.Series == series && one.Key.Resolution == resolution && one.Key.Start >= from && one.Key.Start < to)
                .OrderBy(one => one.Key.Start).Select(one => (one.Key.Start, withGroups ? one.Bucket : one.Bucket with { Groups = null })),
        ]);
}

internal sealed class FakeProjections : IProjectionStore, IProjections, IProjectionWatches
{
    public List<ProjectionRow> Rows { get; } = [];

    public List<string> Restarted { get; } = [];

    /// <summary>What watchers are called with.</summary>
    public List<Func<Task>> Watchers { get; } = [];

    public Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ProjectionRow>>([.. Rows]);

    Task<IReadOnlyList<ProjectionStatus>> IProjections.ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ProjectionStatus>>([.. Rows.Select(row => ProjectionStatus.Of(row, row.Goal))]);

    public Task<bool> RestartAsync(string name, CancellationToken cancellationToken = default)
    {
        Restarted.Add(name);
        Rows.RemoveAll(row => row.Name == name);
        return Task.FromResult(true);
    }

    public ILiveWatch Watch(IReadOnlyCollection<string> names, Func<Task> changed)
    {
        Watchers.Add(changed);
        return new Watching(() => Watchers.Remove(changed));
    }

    public long LastSaveOf(string name) => 0;

    public Task<IReadOnlyList<ProjectionRow>> OpenAsync(IReadOnlyCollection<ProjectionRow> begins, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlySet<string>> SaveAsync(IReadOnlyList<ProjectionSave> saves, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SetFailureAsync(string name, string? failure, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task TidyAsync(DateTimeOffset now, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private sealed class Watching(Action gone) : ILiveWatch
    {
        public ValueTask DisposeAsync()
        {
            gone();
            return ValueTask.CompletedTask;
        }
    }
}

internal sealed class FakeRules : IRuleStore
{
    public List<AlertRule> Rules { get; } = [];

    public ValueTask<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<AlertRule>>([.. Rules]);

    public Task<AlertRule?> AddAsync(AlertRule rule, CancellationToken cancellationToken = default)
    {
        Rules.Add(rule);
        return Task.FromResult<AlertRule?>(rule);
    }

    public Task<AlertRule?> UpdateAsync(string id, Action<AlertRule> change, CancellationToken cancellationToken = default)
    {
        var rule = Rules.Find(known => known.Id == id);
        if (rule is not null)
        {
            change(rule);
        }

        return Task.FromResult(rule);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        Rules.RemoveAll(rule => rule.Id == id);
        return Task.CompletedTask;
    }
}

internal sealed class FakeIncidents : IIncidentStore
{
    public List<Incident> Incidents { get; } = [];

    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<Incident>> ListAsync(IncidentFilter filter, CancellationToken cancellationToken = default) => Failure is not null ? throw Failure :
        Task.FromResult<IReadOnlyList<Incident>>(
        [
            .. Incidents.Where(i => (filter.State is null || i.State == filter.State) && !(filter.Unresolved && i.State == IncidentState.Resolved))
                .OrderByDescending(i => i.Number).Take(filter.Limit),
        ]);

    public Task<Incident?> FindAsync(int number, CancellationToken cancellationToken = default) => Task.FromResult(Incidents.Find(i => i.Number == number));

    public Task<Incident?> ChangeAsync(int number, Func<Incident, bool> change, IncidentNews? told, CancellationToken cancellationToken = default)
    {
        var incident = Incidents.Find(i => i.Number == number);
        return Task.FromResult(incident is not null && change(incident) ? incident : null);
    }

    public Task RemoveOfRuleAsync(int rule, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MaintenanceWindow>> MaintenanceAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<MaintenanceWindow>>([]);

    public Task AddMaintenanceAsync(MaintenanceWindow window, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> RemoveMaintenanceAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Incident Open(int number, string title, params string[] feeds) => OpenWith(number, title, "Something is wrong", null, feeds);

    public Incident OpenWith(int number, string title, string text, SafeWords? safe, params string[] feeds)
    {
        var incident = new Incident
        {
            Number = number,
            Rule = 1,
            Title = title,
            Feeds = [.. feeds.Select(FeedId.Parse)],
            Severity = Severity.Warning,
            Opened = DateTimeOffset.UnixEpoch,
            LastRaised = DateTimeOffset.UnixEpoch,
            Text = text,
        };
        incident.Take(new RuleSignal(1, true, DateTimeOffset.UnixEpoch, text, feeds.Length == 0 ? null : FeedId.Parse(feeds[0]), new EventPosition(7)) { Safe = safe });
        Incidents.Add(incident);
        return incident;
    }
}
