using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;

namespace Portal.Web.Features.Dashboards;

/// <summary>The words of tiles.</summary>
internal static class TileWords
{
    /// <summary>The title of a tile with what it shows.</summary>
    public static string Title(TileView view) => (view.Kpi, view.Tile) switch
    {
        (_, { Kind: TileKind.Funnel, Title: null or "" }) => view.Process is { } shown ? shown.Process.Title : "Process",
        _ when !DashboardTile.IsOfKpi(view.Tile.Kind) || !string.IsNullOrWhiteSpace(view.Tile.Title) => Title(view.Tile, view.Feeds),
        (null, _) => "KPI",
        ({ Kpi: var kpi }, { Kind: TileKind.KpiTop or TileKind.KpiTable }) when kpi.Definition.Dimensions.Count > 0 =>
            $"{kpi.Title} by {string.Join(", ", kpi.Definition.Dimensions.Select(dimension => dimension.Name))}",
        ({ Kpi: var kpi }, _) => kpi.Title,
    };

    /// <summary>A tile's title: its own, else what it shows of which feed.</summary>
    public static string Title(DashboardTile tile, IReadOnlyList<Feed> feeds)
    {
        if (!string.IsNullOrWhiteSpace(tile.Title))
        {
            return tile.Title;
        }

        var what = tile.Kind switch
        {
            TileKind.Top => $"{MeasureRules.Title(tile.Measure)} by feed",
            TileKind.Bars => $"{MeasureRules.Title(tile.Measure)}, feed by feed",
            TileKind.HeatMap => $"{MeasureRules.Title(tile.Measure)} by day and hour",
            TileKind.Conformance => "Conformance",
            TileKind.Table => "Feeds",
            TileKind.LiveList => "Latest entries",
            TileKind.Funnel => "How far they get",
            TileKind.Alerts => "Incidents to look at",
            TileKind.Text => "Text",
            _ => MeasureRules.Title(tile.Measure),
        };
        return tile.Feeds.Count == 1 && feeds is [var only] && tile.Kind is not TileKind.Text ? $"{only.Title}: {what.ToLowerInvariant()}" : what;
    }

    /// <summary>A kind of tile in words, for choosing one.</summary>
    public static string Of(TileKind kind) => kind switch
    {
        TileKind.Number => "Figure, against a target or the period before",
        TileKind.Series => "Line over time",
        TileKind.Bars => "Bars over time, feed by feed",
        TileKind.Top => "Top feeds",
        TileKind.HeatMap => "Heat map by weekday and hour",
        TileKind.Conformance => "Conformance, feed by feed",
        TileKind.Table => "Table of feeds with their figures",
        TileKind.LiveList => "Newest entries, live",
        TileKind.Kpi => "KPI against its target",
        TileKind.KpiSeries => "KPI over time",
        TileKind.KpiTop => "KPI by dimension, the highest as bars",
        TileKind.KpiTable => "KPI by dimension, as a table",
        TileKind.Funnel => "Funnel of a process, step by step",
        TileKind.Alerts => "Incidents that are to be looked at",
        _ => "Text",
    };

    /// <summary>Whether a kind shows a measure that can be chosen.</summary>
    public static bool HasMeasure(TileKind kind) => kind is TileKind.Number or TileKind.Series or TileKind.Bars or TileKind.Top or TileKind.HeatMap;

    /// <summary>Who sees a dashboard, in words.</summary>
    public static string Of(DashboardSharing sharing) => sharing switch
    {
        DashboardSharing.Everyone => "Everybody",
        DashboardSharing.Team => "Team",
        _ => "Only you",
    };
}
