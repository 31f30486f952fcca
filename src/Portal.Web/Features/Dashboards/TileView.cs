using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Incidents;
using Portal.Web.Figures;
using Portal.Web.Features.Kpis;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards;

/// <summary>A tile with everything that it shows one reader.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Feeds">Its feeds, as far as the reader may see them.</param>
/// <param name="Hidden">How many of the feeds that it names the reader may not see, or are gone.</param>
public sealed record TileView(DashboardTile Tile, IReadOnlyList<Feed> Feeds, int Hidden)
{
    /// <summary>The figure over the whole range; null when it is not known.</summary>
    public double? Value { get; init; }

    /// <summary>The same for the period before; null when it is not known or not compared.</summary>
    public double? Before { get; init; }

    /// <summary>The measure over time.</summary>
    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Feed by feed, in the tile's order.</summary>
    public IReadOnlyList<TileRow> Rows { get; init; } = [];

    /// <summary>The KPI that it shows; null when it shows none, or one that is gone or not for the reader.</summary>
    public KpiTileFigures? Kpi { get; init; }

    /// <summary>The process that it shows; null when it shows none, or one that is gone or not for the reader.</summary>
    public ProcessTileFigures? Process { get; init; }

    /// <summary>The incidents that it lists.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>By weekday and hour.</summary>
    public IReadOnlyList<HeatCell> Cells { get; init; } = [];

    /// <summary>Those of its feeds that are retired: nothing comes in by them any more.</summary>
    public IReadOnlyList<Feed> Retired => DashboardTile.IsOfKpi(Tile.Kind) || Tile.Feeds.Count > 0 ? [.. Feeds.Where(feed => feed.State == LifeCycle.Retired)] : [];

    /// <summary>Whether all feeds that it names are hidden from the reader.</summary>
    public bool IsDenied => !DashboardTile.IsOfKpi(Tile.Kind) && Feeds.Count == 0 && Hidden > 0;
}

/// <summary>One feed's part in a tile.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Value">The measure over the range; null when it is not known.</param>
/// <param name="Before">The same for the period before; null when it is not known or not compared.</param>
/// <param name="Figures">The feed's own figures; null where the tile shows none.</param>
public sealed record TileRow(Feed Feed, double? Value, double? Before, FeedFigures? Figures = null);

/// <summary>One hour of one weekday.</summary>
/// <param name="Day">0 for Monday.</param>
/// <param name="Hour">0 to 23, UTC.</param>
/// <param name="Value">The mean over the hours of the range that fall into it; null when none does.</param>
/// <param name="IsNow">Whether it is the running hour.</param>
public sealed record HeatCell(int Day, int Hour, double? Value, bool IsNow);
