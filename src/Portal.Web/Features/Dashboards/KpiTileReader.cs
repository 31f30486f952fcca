using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Web.Features.Kpis;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards;

/// <summary>What a tile shows of a KPI.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Progress">How far it is measured.</param>
/// <param name="Narrowed">The value of a dimension that it is narrowed to; null for all of it.</param>
public sealed record KpiTileFigures(Kpi Kpi, KpiProgress Progress, GroupChoice? Narrowed)
{
    /// <summary>The figure of its window; null for tiles that show none.</summary>
    public KpiCurrent? Current { get; init; }

    /// <summary>The groups over the page's range; null for tiles that show none.</summary>
    public KpiHistory? History { get; init; }

    /// <summary>Whether the groups are of whole hours.</summary>
    public bool IsByHour { get; init; }
}

/// <summary>Reads tiles that show KPIs: with the rights of whoever looks, as everything on a dashboard.</summary>
internal sealed class KpiTileReader(KpiDesk desk, TimeProvider time)
{
    private const int MaxGroups = 50;
    private static readonly TimeSpan FineGroups = TimeSpan.FromHours(6);

    /// <summary>The KPIs that the reader may see, by id.</summary>
    public async ValueTask<IReadOnlyDictionary<string, Kpi>> SeenAsync(Actor actor, CancellationToken cancellationToken) =>
        (await desk.ListAsync(actor, cancellationToken)).ToDictionary(kpi => kpi.Id);

    /// <summary>Tells when the figures of what is shown may have moved; null when no KPI is shown.</summary>
    public ILiveWatch? Watch(IEnumerable<TileView> views, Func<Task> changed) =>
        views.Where(view => view.Kpi is not null).Select(view => view.Kpi!.Kpi).DistinctBy(kpi => kpi.Id).ToList() is { Count: > 0 } kpis ? desk.Watch(kpis, changed) : null;

    public async Task<TileView> ReadAsync(
        DashboardTile tile, IReadOnlyDictionary<string, Kpi> seen, IReadOnlyList<Feed> readable, TileScope scope, CancellationToken cancellationToken)
    {
        if (tile.Kpi is not { } id || !seen.TryGetValue(id, out var kpi))
        {
            return new TileView(tile, [], 0);
        }

        var feeds = readable.Where(feed => kpi.Definition.Feeds.Contains(feed.Id)).ToList();
        var only = scope.Group?.Of(kpi.Definition) ?? new Dictionary<int, string>();
        var figures = new KpiTileFigures(
            kpi, (await desk.ProgressAsync([kpi], cancellationToken))[kpi.Number], only.Count > 0 ? scope.Group : null);
        var view = new TileView(tile, scope.Only is { } feed && feeds.All(one => one.Id != feed) ? [] : feeds, 0) { Kpi = figures };
        return view.Feeds.Count == 0 ? view : tile.Kind switch
        {
            TileKind.Kpi => view with { Kpi = figures with { Current = await desk.AtAsync(kpi, MomentOf(scope.Range), only, cancellationToken) } },
            TileKind.KpiSeries => view with { Series = await SeriesAsync(kpi, only, scope, cancellationToken) },
            _ => await GroupsAsync(view, figures, only, scope, cancellationToken),
        };
    }

    private async Task<IReadOnlyList<ChartSeries>> SeriesAsync(Kpi kpi, IReadOnlyDictionary<int, string> only, TileScope scope, CancellationToken cancellationToken)
    {
        var subject = new ChartSeries(scope.Range.Text, await PointsAsync(kpi, only, scope.Range, cancellationToken));
        if (!scope.Compare)
        {
            return [subject];
        }

        var before = scope.Range.Before();
        var shift = scope.Range.From - before.From;
        var past = await PointsAsync(kpi, only, before, cancellationToken);
        return [subject, new ChartSeries(before.Text, [.. past.Select(point => point with { At = point.At + shift })], ChartRole.Compare)];
    }

    // Buckets without entries are not stored: a chart has them all the same.
    private async Task<IReadOnlyList<ChartPoint>> PointsAsync(
        Kpi kpi, IReadOnlyDictionary<int, string> only, DashboardRange range, CancellationToken cancellationToken)
    {
        var resolution = Coarser(range.Resolution, KpiRange.Suitable(range.From, range.To, time.GetUtcNow()));
        var asked = new KpiRange { From = range.From, To = range.To, Resolution = resolution, Step = range.Step > resolution.Width() ? range.Step : null, Only = only };
        var values = (await desk.ReadAsync(kpi, asked, cancellationToken)).Points.ToDictionary(point => point.Start, point => point.Value);
        var empty = KpiWords.Empty(kpi.Definition);
        List<ChartPoint> points = [];
        for (var at = asked.Step is null ? resolution.Floor(range.From) : range.From; at < range.To; at += asked.Step ?? resolution.Width())
        {
            points.Add(new ChartPoint(at, values.TryGetValue(at, out var value) ? value ?? double.NaN : empty));
        }

        return points;
    }

    private async Task<TileView> GroupsAsync(
        TileView view, KpiTileFigures figures, IReadOnlyDictionary<int, string> only, TileScope scope, CancellationToken cancellationToken)
    {
        var (from, to) = (scope.Range.From, scope.Range.To);
        var resolution = to - from <= FineGroups ? KpiRange.Suitable(from, to, time.GetUtcNow()) : Coarser(Resolution.Hour, KpiRange.Suitable(from, to, time.GetUtcNow()));
        var range = new KpiRange { From = from, To = to, Resolution = resolution, Groups = MaxGroups, Only = only };
        return view with
        {
            Kpi = figures with { History = await desk.ReadAsync(figures.Kpi, range, cancellationToken), IsByHour = resolution == Resolution.Hour },
        };
    }

    // A range that runs on ends with its last step, which is still to come: the window is that of now.
    private DateTimeOffset MomentOf(DashboardRange range)
    {
        var now = time.GetUtcNow();
        return now < range.To ? now : range.To - TimeSpan.FromTicks(1);
    }

    private static Resolution Coarser(Resolution one, Resolution other) => one > other ? one : other;
}
