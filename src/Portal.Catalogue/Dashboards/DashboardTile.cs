using Portal.Events;

namespace Portal.Catalogue.Dashboards;

/// <summary>What a tile shows.</summary>
public enum TileKind
{
    /// <summary>One figure with its course, against the period before or a target.</summary>
    Number,

    /// <summary>A measure over time as a line.</summary>
    Series,

    /// <summary>A measure over time as bars, one colour a feed.</summary>
    Bars,

    /// <summary>The feeds with the most of a measure.</summary>
    Top,

    /// <summary>A measure by weekday and hour.</summary>
    HeatMap,

    /// <summary>How much of what was checked met its contract, feed by feed.</summary>
    Conformance,

    /// <summary>Every feed with its figures.</summary>
    Table,

    /// <summary>The newest entries, as they come in.</summary>
    LiveList,

    /// <summary>A text of the dashboard's author.</summary>
    Text,

    /// <summary>A KPI: its figure against its target.</summary>
    Kpi,

    /// <summary>A KPI over time.</summary>
    KpiSeries,

    /// <summary>The groups of a KPI with the highest figures, as bars.</summary>
    KpiTop,

    /// <summary>The groups of a KPI as a table.</summary>
    KpiTable,

    /// <summary>How far the keys of a process get, step by step.</summary>
    Funnel,

    /// <summary>The incidents that are to be looked at.</summary>
    Alerts,
}

/// <summary>What is measured.</summary>
public enum TileMeasure
{
    /// <summary>Entries stored.</summary>
    Entries,

    /// <summary>Entries a minute.</summary>
    EntriesPerMinute,

    /// <summary>Bytes as received.</summary>
    Bytes,

    /// <summary>Entries that broke their contract and were kept.</summary>
    Invalid,

    /// <summary>Entries refused.</summary>
    Refused,

    /// <summary>Seconds from publishing to being stored that half of the entries did not exceed.</summary>
    LatencyP50,

    /// <summary>The same for 95% of the entries.</summary>
    LatencyP95,
}

/// <summary>How high a tile is: tiles flow in their order, so that a place is an order, a width and a height.</summary>
public enum TileHeight
{
    /// <summary>A figure and its course.</summary>
    Low,

    /// <summary>A chart.</summary>
    Middle,

    /// <summary>A long list or a chart to read closely.</summary>
    High,
}

/// <summary>One tile of a dashboard.</summary>
public sealed record DashboardTile
{
    /// <summary>Its name within the dashboard, for links and exports.</summary>
    public required string Id { get; init; }

    /// <summary>What it shows.</summary>
    public required TileKind Kind { get; init; }

    /// <summary>Its title; null for the one that its measure suggests.</summary>
    public string? Title { get; init; }

    /// <summary>What is measured; texts and lists of entries measure nothing.</summary>
    public TileMeasure Measure { get; init; }

    /// <summary>The feeds; empty for all that the reader may see.</summary>
    public IReadOnlyList<FeedId> Feeds { get; init; } = [];

    /// <summary>The id of the KPI that it shows; null for tiles that show none.</summary>
    public string? Kpi { get; init; }

    /// <summary>The id of the process that it shows; null for tiles that show none.</summary>
    public string? Process { get; init; }

    /// <summary>Whether tiles of a kind show a KPI.</summary>
    public static bool IsOfKpi(TileKind kind) => kind is TileKind.Kpi or TileKind.KpiSeries or TileKind.KpiTop or TileKind.KpiTable;

    /// <summary>The figure to reach, in the measure's unit; null without one.</summary>
    public double? Target { get; init; }

    /// <summary>Whether less than the target is good: for latency and for what is invalid.</summary>
    public bool LowIsGood { get; init; }

    /// <summary>The text of a text tile, as Markdown-free paragraphs.</summary>
    public string? Text { get; init; }

    /// <summary>How many of the 12 columns it takes, <see cref="MinColumns"/> to 12.</summary>
    public int Columns { get; init; } = 4;

    /// <summary>How high it is.</summary>
    public TileHeight Height { get; init; } = TileHeight.Middle;

    /// <summary>The fewest columns.</summary>
    public const int MinColumns = 3;

    /// <summary>The most columns.</summary>
    public const int MaxColumns = 12;
}
