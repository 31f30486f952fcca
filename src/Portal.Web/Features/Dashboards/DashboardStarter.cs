using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Kpis;

namespace Portal.Web.Features.Dashboards;

/// <summary>A sensible dashboard to begin with.</summary>
internal static class DashboardStarter
{
    /// <summary>A dashboard about some feeds: what KPIs say, how much comes, how well, how soon, from where, and what just came.</summary>
    public static DashboardBody Of(string title, IReadOnlyList<Feed> feeds, params IReadOnlyList<Kpi> kpis)
    {
        var ids = feeds.Select(feed => feed.Id).ToList();
        var many = feeds.Count != 1;
        List<DashboardTile> tiles =
        [
            Tile(TileKind.Number, TileMeasure.Entries, 3, TileHeight.Low),
            Tile(TileKind.Number, TileMeasure.EntriesPerMinute, 3, TileHeight.Low),
            Tile(TileKind.Number, TileMeasure.Invalid, 3, TileHeight.Low) with { LowIsGood = true },
            Tile(TileKind.Number, TileMeasure.LatencyP95, 3, TileHeight.Low) with { LowIsGood = true },
            Tile(TileKind.Series, TileMeasure.Entries, 8, TileHeight.Middle),
            many ? Tile(TileKind.Top, TileMeasure.Entries, 4, TileHeight.Middle) : Tile(TileKind.Series, TileMeasure.LatencyP95, 4, TileHeight.Middle),
            Tile(TileKind.HeatMap, TileMeasure.Entries, 4, TileHeight.Middle),
            many ? Tile(TileKind.Conformance, TileMeasure.Entries, 4, TileHeight.Middle) : Tile(TileKind.Series, TileMeasure.Invalid, 4, TileHeight.Middle),
            Tile(TileKind.LiveList, TileMeasure.Entries, 4, TileHeight.Middle),
        ];
        return new DashboardBody
        {
            Title = title,
            Tiles = [.. OfKpis(kpis).Concat(tiles.Select(tile => tile with { Feeds = ids })).Select((tile, i) => tile with { Id = $"t{i + 1}" })],
        };
    }

    // Every KPI as a figure; the first one over time too, and by its dimension.
    private static IEnumerable<DashboardTile> OfKpis(IReadOnlyList<Kpi> kpis)
    {
        foreach (var kpi in kpis)
        {
            yield return Tile(TileKind.Kpi, default, kpis.Count % 4 == 0 ? 3 : 4, TileHeight.Low) with { Kpi = kpi.Id };
        }

        if (kpis is [var first, ..])
        {
            var isBroken = first.Definition.Dimensions.Count > 0;
            yield return Tile(TileKind.KpiSeries, default, isBroken ? 8 : 12, TileHeight.Middle) with { Kpi = first.Id };
            if (isBroken)
            {
                yield return Tile(TileKind.KpiTop, default, 4, TileHeight.Middle) with { Kpi = first.Id };
            }
        }
    }

    /// <summary>A tile to begin with.</summary>
    public static DashboardTile Tile(TileKind kind, TileMeasure measure, int columns, TileHeight height) =>
        new() { Id = "", Kind = kind, Measure = measure, Columns = columns, Height = height };

    /// <summary>An id that no tile of the dashboard has.</summary>
    public static string NewId(DashboardBody body) =>
        "t" + Enumerable.Range(1, DashboardBody.MaxTiles + 1).First(n => body.Tiles.All(tile => tile.Id != $"t{n}"));
}
