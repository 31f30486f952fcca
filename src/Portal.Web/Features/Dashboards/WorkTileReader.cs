using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Incidents;
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
internal sealed class WorkTileReader(ProcessDesk processes, IncidentDesk incidents, TimeProvider time)
{
    /// <summary>The most incidents of a tile.</summary>
    public const int MaxIncidents = 50;

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
        var now = time.GetUtcNow();
        var shown = view.Feeds.Select(feed => feed.Id).ToHashSet();
        var narrowed = view.Tile.Feeds.Count > 0 || scope.Only is not null;
        return view with
        {
            Incidents =
            [
                .. (await incidents.ListAsync(new IncidentFilter { Unresolved = true }, scope.Reader, cancellationToken))
                    .Where(incident => !(incident.SnoozedUntil > now) && (!narrowed || incident.Feeds.Any(shown.Contains)))
                    .OrderByDescending(incident => incident.Severity).ThenByDescending(incident => incident.Number).Take(MaxIncidents),
            ],
        };
    }

    /// <summary>Tells when one of the processes that are shown may have moved.</summary>
    public IReadOnlyList<ILiveWatch> Watch(IEnumerable<TileView> views, Func<Task> changed) =>
        [.. views.Select(view => view.Process?.Process).OfType<BusinessProcess>().DistinctBy(process => process.Id).Select(process => processes.Watch(process, changed))];
}
