using Portal.Events;

namespace Portal.Catalogue.Dashboards;

/// <summary>What a dashboard says: all that is drafted, published, kept as a version and restored together.</summary>
public sealed record DashboardBody
{
    /// <summary>The most tiles of a dashboard.</summary>
    public const int MaxTiles = 40;

    private const int MaxFeedsOfTile = 100;
    private const int MaxText = 4000;
    private const int MaxKpi = 100;

    /// <summary>The title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is for, in a sentence.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The tiles, in the order in which they flow.</summary>
    public IReadOnlyList<DashboardTile> Tiles { get; init; } = [];

    /// <summary>The feeds that it names.</summary>
    public IReadOnlySet<FeedId> Feeds() => Tiles.SelectMany(tile => tile.Feeds).ToHashSet();

    /// <summary>Every rule that it breaks, the tile's field named like <c>tiles[2].columns</c>.</summary>
    internal FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.Require("title", Title, 200);
        errors.AtMost("summary", Summary, 1000);
        if (Tiles.Count > MaxTiles)
        {
            errors.Add("tiles", $"At most {MaxTiles} tiles; this has {Tiles.Count}.");
        }

        for (var i = 0; i < Math.Min(Tiles.Count, MaxTiles); i++)
        {
            Check(Tiles[i], $"tiles[{i}]", errors);
        }

        if (Tiles.Select(tile => tile.Id).Distinct().Count() < Tiles.Count)
        {
            errors.Add("tiles", "Each tile has an id of its own.");
        }

        return errors;
    }

    private static void Check(DashboardTile tile, string field, FieldErrors errors)
    {
        errors.Require($"{field}.id", tile.Id, 40);
        errors.AtMost($"{field}.title", tile.Title, 200);
        errors.AtMost($"{field}.text", tile.Text, MaxText);
        errors.AtMost($"{field}.kpi", tile.Kpi, MaxKpi);
        errors.AtMost($"{field}.process", tile.Process, MaxKpi);
        if (!Enum.IsDefined(tile.Kind) || !Enum.IsDefined(tile.Measure) || !Enum.IsDefined(tile.Height))
        {
            errors.Add($"{field}.kind", "Not a kind, measure or height that there is.");
        }

        if (tile.Columns is < DashboardTile.MinColumns or > DashboardTile.MaxColumns)
        {
            errors.Add($"{field}.columns", $"Between {DashboardTile.MinColumns} and {DashboardTile.MaxColumns}; this is {tile.Columns}.");
        }

        if (tile.Feeds.Count > MaxFeedsOfTile)
        {
            errors.Add($"{field}.feeds", $"At most {MaxFeedsOfTile} feeds; none for all of them.");
        }

        if (tile.Target is { } target && (!double.IsFinite(target) || target < 0))
        {
            errors.Add($"{field}.target", "A number that is not negative.");
        }

        if (tile.Kind == TileKind.Text && string.IsNullOrWhiteSpace(tile.Text))
        {
            errors.Add($"{field}.text", "A text tile needs a text.");
        }

        if (DashboardTile.IsOfKpi(tile.Kind) && string.IsNullOrWhiteSpace(tile.Kpi))
        {
            errors.Add($"{field}.kpi", "Say which KPI it shows.");
        }

        if (tile.Kind == TileKind.Funnel && string.IsNullOrWhiteSpace(tile.Process))
        {
            errors.Add($"{field}.process", "Say which process it shows.");
        }
    }
}
