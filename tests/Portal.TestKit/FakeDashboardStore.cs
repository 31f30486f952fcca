using Portal.Catalogue.Dashboards;

namespace Portal.TestKit;

/// <summary>Dashboards in memory; what is read is a value of its own, as it is from a database.</summary>
public sealed class FakeDashboardStore : IDashboardStore
{
    private readonly List<DashboardVersion> _versions = [];
    private readonly List<DashboardLink> _links = [];
    private readonly HashSet<(string Person, string Dashboard)> _pins = [];

    public Dictionary<string, Dashboard> Dashboards { get; } = [];

    public Task<IReadOnlyList<Dashboard>> ListAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Dashboard>>([.. Dashboards.Values.Select(Copy)]);

    public Task<Dashboard?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Dashboards.TryGetValue(id, out var found) ? Copy(found) : null);

    public Task AddAsync(Dashboard dashboard, DashboardVersion version, CancellationToken cancellationToken = default)
    {
        Dashboards[dashboard.Id] = Copy(dashboard);
        _versions.Add(version);
        return Task.CompletedTask;
    }

    public Task<bool> SaveAsync(Dashboard dashboard, DashboardVersion? version, CancellationToken cancellationToken = default)
    {
        if (Dashboards[dashboard.Id].Edition != dashboard.Edition - 1)
        {
            return Task.FromResult(false);
        }

        Dashboards[dashboard.Id] = Copy(dashboard);
        if (version is not null)
        {
            _versions.Add(version);
        }

        return Task.FromResult(true);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        Dashboards.Remove(id);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DashboardVersion>> VersionsAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DashboardVersion>>([.. _versions.Where(v => v.Dashboard == id).OrderByDescending(v => v.Number)]);

    public Task<IReadOnlyList<DashboardLink>> LinksAsync(string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DashboardLink>>([.. _links.Where(l => l.Dashboard == id)]);

    public Task<DashboardLink?> FindLinkAsync(string hash, CancellationToken cancellationToken = default) =>
        Task.FromResult(_links.SingleOrDefault(l => l.Hash == hash));

    public Task AddLinkAsync(DashboardLink link, CancellationToken cancellationToken = default)
    {
        _links.Add(link);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveLinkAsync(string dashboard, string link, CancellationToken cancellationToken = default) =>
        Task.FromResult(_links.RemoveAll(l => l.Dashboard == dashboard && l.Id == link) > 0);

    public Task<IReadOnlySet<string>> PinsAsync(string person, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlySet<string>>(_pins.Where(p => p.Person == person).Select(p => p.Dashboard).ToHashSet());

    public Task PinAsync(string person, string dashboard, bool pinned, CancellationToken cancellationToken = default)
    {
        _ = pinned ? _pins.Add((person, dashboard)) : _pins.Remove((person, dashboard));
        return Task.CompletedTask;
    }

    private static Dashboard Copy(Dashboard d)
    {
        var copy = new Dashboard { Id = d.Id, OwnerId = d.OwnerId, OwnerName = d.OwnerName, Team = d.Team, Created = d.Created };
        foreach (var property in typeof(Dashboard).GetProperties().Where(p => p.CanWrite))
        {
            property.SetValue(copy, property.GetValue(d));
        }

        return copy;
    }
}
