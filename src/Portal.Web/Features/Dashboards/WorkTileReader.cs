using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Live;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Processes;

namespace Portal.Web.Features.Dashboards;

/// <summary>What a tile shows of a process.</summary>
/// <param name="Process">The process.</param>
/// <param name="View">How it goes.</param>
public sealed record ProcessTileFigures(BusinessProcess Process, ProcessView View);

/// <summary>Reads tiles that show processes and incidents: with the rights of whoever looks, as everything on a dashboard.</summary>
internal sealed class WorkTileReader(ProcessDesk processes, IncidentDesk incidents)
{
    /// <summary>How the keys go that began in the page's range; without a process when it is gone or not for the reader.</summary>
    public async Task<TileView> FunnelAsync(DashboardTile tile, IReadOnlyList<Feed> readable, TileScope scope, CancellationToken cancellationToken)
    {
        if (tile.Process is not { } id || (await processes.FindAsync(id, scope.Reader, cancellationToken)).Value is not { } process)
        {
            return new TileView(tile, [], 0);
        }

        var feeds = readable.Where(feed => process.Definition.Feeds.Contains(feed.Id)).ToList();
        var view = await processes.ReadAsync(process, scope.Range.From, scope.Range.To, cancellationToken);
        return new TileView(tile, scope.Only is { } only && feeds.All(feed => feed.Id != only) ? [] : feeds, 0) { Process = new ProcessTileFigures(process, view) };
    }

    /// <summary>The incidents that are to be looked at now, the worst first, whatever the page's range is.</summary>
    public async Task<TileView> AlertsAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        var shown = view.Feeds.Select(feed => feed.Id).ToHashSet();
        var narrowed = view.Tile.Feeds.Count > 0 || scope.Only is not null;
        var all = await incidents.ListToLookAtAsync(scope.Reader, cancellationToken);
        return view with { Incidents = [.. all.Where(incident => !narrowed || incident.Feeds.Any(shown.Contains))] };
    }

    /// <summary>Tells when one of the processes that are shown may have moved.</summary>
    public IReadOnlyList<ILiveWatch> Watch(IEnumerable<TileView> views, Func<Task> changed) =>
        [.. views.Select(view => view.Process?.Process).OfType<BusinessProcess>().DistinctBy(process => process.Id).Select(process => processes.Watch(process, changed))];
}
