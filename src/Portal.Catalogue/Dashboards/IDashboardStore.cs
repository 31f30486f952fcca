namespace Portal.Catalogue.Dashboards;

/// <summary>Where dashboards are kept.</summary>
public interface IDashboardStore
{
    /// <summary>All of them, at most 2,000, by title.</summary>
    Task<IReadOnlyList<Dashboard>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One; null when there is none.</summary>
    Task<Dashboard?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Adds one with its first version.</summary>
    Task AddAsync(Dashboard dashboard, DashboardVersion version, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves a change that moved <see cref="Dashboard.Edition"/> on by one, with the version that it published; false when somebody
    /// else saved in the meantime: nothing is overwritten.
    /// </summary>
    Task<bool> SaveAsync(Dashboard dashboard, DashboardVersion? version, CancellationToken cancellationToken = default);

    /// <summary>Removes one with its versions, links and pins.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The versions that are kept, newest first.</summary>
    Task<IReadOnlyList<DashboardVersion>> VersionsAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The links to a dashboard that have not ended, newest first.</summary>
    Task<IReadOnlyList<DashboardLink>> LinksAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The link with this hash; null when there is none.</summary>
    Task<DashboardLink?> FindLinkAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Adds a link.</summary>
    Task AddLinkAsync(DashboardLink link, CancellationToken cancellationToken = default);

    /// <summary>Ends a link of a dashboard; false when it has none with this id.</summary>
    Task<bool> RemoveLinkAsync(string dashboard, string link, CancellationToken cancellationToken = default);

    /// <summary>The dashboards that somebody pinned.</summary>
    Task<IReadOnlySet<string>> PinsAsync(string person, CancellationToken cancellationToken = default);

    /// <summary>Pins a dashboard for somebody, or takes the pin out.</summary>
    Task PinAsync(string person, string dashboard, bool pinned, CancellationToken cancellationToken = default);
}
