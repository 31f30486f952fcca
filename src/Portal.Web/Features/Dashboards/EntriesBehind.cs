using System.Globalization;

namespace Portal.Web.Features.Dashboards;

/// <summary>The address of the entries behind a figure.</summary>
internal static class EntriesBehind
{
    private const int MaxNamedFeeds = 50;

    /// <summary>The entries of a tile's feeds in a part of its time; without naming them when the tile is about all feeds.</summary>
    public static string Address(TileView view, DateTimeOffset from, DateTimeOffset to)
    {
        if (view.Kpi is { } shown)
        {
            // The page of the KPI knows which entries were measured there.
            return $"kpis/{Uri.EscapeDataString(shown.Kpi.Id)}?at={Of(from)}&until={Of(to)}";
        }

        var feeds = view.Tile.Feeds.Count == 0 && view.Feeds.Count > MaxNamedFeeds ? [] : view.Feeds.Take(MaxNamedFeeds).Select(feed => feed.Id.Value);
        var only = view.Tile.Measure == Portal.Catalogue.Dashboards.TileMeasure.Invalid ? "&show=invalid" : null;
        return $"entries?feeds={Uri.EscapeDataString(string.Join(',', feeds))}&from={Of(from)}&to={Of(to)}{only}";
    }

    private static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
