using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Web.Figures;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards;

/// <summary>What tiles are read for.</summary>
/// <param name="Range">The time.</param>
/// <param name="Compare">Whether the period before is read too.</param>
/// <param name="Only">The one feed to which the page is narrowed; null for all of a tile's.</param>
/// <param name="Reader">Who reads: nothing of a feed is shown to who may not see it.</param>
/// <param name="Group">The value of a dimension to which KPIs are narrowed; null for all values.</param>
internal sealed record TileScope(DashboardRange Range, bool Compare, FeedId? Only, Actor Reader, GroupChoice? Group = null);

/// <summary>Reads what the tiles of a dashboard show.</summary>
internal sealed class TileReader(FeedRegistry registry, IThroughput throughput, IFeedFigures figures, KpiTileReader kpis, WorkTileReader work, TimeProvider time)
{
    private const int MaxBars = 6;
    private const int MaxRows = 50;

    /// <summary>All tiles, in their order.</summary>
    public async Task<IReadOnlyList<TileView>> ReadAsync(IReadOnlyList<DashboardTile> tiles, TileScope scope, CancellationToken cancellationToken)
    {
        var readable = await registry.ListAsync(new FeedFilter(), scope.Reader, cancellationToken);
        var measured = tiles.Any(tile => DashboardTile.IsOfKpi(tile.Kind)) ? await kpis.SeenAsync(scope.Reader, cancellationToken) : null;
        List<TileView> views = [];
        foreach (var tile in tiles)
        {
            views.Add(DashboardTile.IsOfKpi(tile.Kind) ? await kpis.ReadAsync(tile, measured!, readable, scope, cancellationToken)
                : tile.Kind == TileKind.Funnel ? await work.FunnelAsync(tile, readable, scope, cancellationToken)
                : await ReadAsync(tile, readable, scope, cancellationToken));
        }

        return views;
    }

    private async Task<TileView> ReadAsync(DashboardTile tile, IReadOnlyList<Feed> readable, TileScope scope, CancellationToken cancellationToken)
    {
        var named = tile.Feeds.Count == 0 ? readable : [.. readable.Where(feed => tile.Feeds.Contains(feed.Id))];
        var view = new TileView(
            tile,
            scope.Only is { } only ? [.. named.Where(feed => feed.Id == only)] : named,
            tile.Feeds.Count == 0 ? 0 : tile.Feeds.Count - named.Count);
        return view.Feeds.Count == 0 ? view : tile.Kind switch
        {
            TileKind.Number => await NumberAsync(view, scope, cancellationToken),
            TileKind.Series => await SeriesAsync(view, scope, cancellationToken),
            TileKind.Bars => await BarsAsync(view, scope, cancellationToken),
            TileKind.Top => view with { Rows = await RowsAsync(view, scope, tile.Measure, cancellationToken) },
            TileKind.HeatMap => view with { Cells = await HeatAsync(view, scope, cancellationToken) },
            TileKind.Conformance => view with { Rows = await ConformanceAsync(view, scope, cancellationToken) },
            TileKind.Table => view with { Rows = await TableAsync(view, cancellationToken) },
            TileKind.Alerts => await work.AlertsAsync(view, scope, cancellationToken),
            _ => view,
        };
    }

    private async Task<TileView> NumberAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        var query = Query(view, scope.Range);
        var measure = view.Tile.Measure;
        var before = scope.Compare ? await throughput.SumAsync(Query(view, scope.Range.Before()), cancellationToken) : null;
        return view with
        {
            Value = MeasureRules.Of(measure, await throughput.SumAsync(query, cancellationToken), Elapsed(scope.Range)),
            Before = before is null ? null : MeasureRules.Of(measure, before, scope.Range.To - scope.Range.From),
            Series = [new ChartSeries("", MeasureRules.Points(measure, await throughput.ReadAsync(query, cancellationToken), scope.Range))],
        };
    }

    private async Task<TileView> SeriesAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        var points = MeasureRules.Points(view.Tile.Measure, await throughput.ReadAsync(Query(view, scope.Range), cancellationToken), scope.Range);
        var subject = new ChartSeries(scope.Range.Text, points);
        if (!scope.Compare)
        {
            return view with { Series = [subject] };
        }

        // Laid over: each point of the period before stands at the time that it is compared with.
        var before = scope.Range.Before();
        var past = MeasureRules.Points(view.Tile.Measure, await throughput.ReadAsync(Query(view, before), cancellationToken), before);
        var shift = scope.Range.From - before.From;
        return view with { Series = [subject, new ChartSeries(before.Text, [.. past.Select(p => p with { At = p.At + shift })], ChartRole.Compare)] };
    }

    private async Task<TileView> BarsAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        List<ChartSeries> series = [];
        foreach (var row in (await RowsAsync(view, scope, TileMeasure.Entries, cancellationToken)).Take(MaxBars))
        {
            var buckets = await throughput.ReadAsync(Query([row.Feed.Id], scope.Range), cancellationToken);
            series.Add(new ChartSeries(row.Feed.Title, MeasureRules.Points(view.Tile.Measure, buckets, scope.Range), ChartRole.Category));
        }

        return view with { Series = series };
    }

    private async Task<IReadOnlyList<TileRow>> RowsAsync(TileView view, TileScope scope, TileMeasure measure, CancellationToken cancellationToken)
    {
        var now = await throughput.SumByFeedAsync(Query(view, scope.Range), cancellationToken);
        var before = scope.Compare ? await throughput.SumByFeedAsync(Query(view, scope.Range.Before()), cancellationToken) : null;
        var span = scope.Range.To - scope.Range.From;
        return [.. view.Feeds
            .Select(feed => new TileRow(feed, Of(now, feed, Elapsed(scope.Range)), before is null ? null : Of(before, feed, span)))
            .Where(row => row.Value is not null || row.Before is > 0)
            .OrderByDescending(row => row.Value ?? 0)
            .Take(MaxRows)];

        double? Of(IReadOnlyDictionary<FeedId, ThroughputBucket> sums, Feed feed, TimeSpan length) =>
            sums.TryGetValue(feed.Id, out var sum) ? MeasureRules.Of(measure, sum, length) : null;
    }

    private async Task<IReadOnlyList<TileRow>> ConformanceAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        var sums = await throughput.SumByFeedAsync(Query(view, scope.Range), cancellationToken);
        return [.. view.Feeds
            .Where(feed => sums.TryGetValue(feed.Id, out var sum) && sum.Checked > 0)
            .Select(feed => new TileRow(feed, 1 - ((double)sums[feed.Id].Invalid / sums[feed.Id].Checked), null))
            .OrderBy(row => row.Value)
            .Take(MaxRows)];
    }

    private async Task<IReadOnlyList<TileRow>> TableAsync(TileView view, CancellationToken cancellationToken)
    {
        var shown = view.Feeds.Take(MaxRows).ToList();
        var read = await figures.ReadAsync([.. shown.Select(feed => feed.Id)], cancellationToken);
        return [.. shown.Select(feed => new TileRow(feed, read[feed.Id].EntriesPerMinute, null, read[feed.Id])).OrderByDescending(row => row.Value)];
    }

    private async Task<IReadOnlyList<HeatCell>> HeatAsync(TileView view, TileScope scope, CancellationToken cancellationToken)
    {
        // Hours of at least a week, so that every weekday is there, whatever range the others show.
        // A replay knows only of hours that are over at its moment.
        var end = Resolution.Hour.Floor(scope.Range.To - TimeSpan.FromTicks(1)) + TimeSpan.FromHours(scope.Range.Id == DashboardRange.Replay ? 0 : 1);
        var length = TimeSpan.FromDays(Math.Max(7, Math.Ceiling((scope.Range.To - scope.Range.From).TotalDays)));
        var query = new ThroughputQuery { Feeds = Ids(view), From = end - length, To = end, Resolution = Resolution.Hour };
        return HeatRules.Cells(view.Tile.Measure, await throughput.ReadAsync(query, cancellationToken), query.From, query.To, time.GetUtcNow());
    }

    // A rate over a range that runs on counts the time that has passed, not what is to come of the last step.
    private TimeSpan Elapsed(DashboardRange range)
    {
        var now = time.GetUtcNow();
        return (now < range.To ? now : range.To) - range.From;
    }

    private static IReadOnlyCollection<FeedId> Ids(TileView view) => [.. view.Feeds.Select(feed => feed.Id)];

    private static ThroughputQuery Query(TileView view, DashboardRange range) => Query(Ids(view), range);

    private static ThroughputQuery Query(IReadOnlyCollection<FeedId> feeds, DashboardRange range) =>
        new() { Feeds = feeds, From = range.From, To = range.To, Resolution = range.Resolution };
}
