using Portal.Catalogue.Dashboards;

namespace Portal.Web.Features.Dashboards.Editing;

/// <summary>How the tiles of a dashboard are put in order and size. Pure; what it does not find it leaves alone.</summary>
internal static class Arrangement
{
    /// <summary>A tile before another one; null: at the end.</summary>
    public static DashboardBody MovedBefore(DashboardBody body, string tile, string? before)
    {
        if (tile == before || body.Tiles.FirstOrDefault(t => t.Id == tile) is not { } moved)
        {
            return body;
        }

        var others = body.Tiles.Where(t => t.Id != tile).ToList();
        var at = before is null ? others.Count : others.FindIndex(t => t.Id == before);
        others.Insert(at < 0 ? others.Count : at, moved);
        return others.SequenceEqual(body.Tiles) ? body : body with { Tiles = others };
    }

    /// <summary>A tile so many places later, or earlier.</summary>
    public static DashboardBody Shifted(DashboardBody body, string tile, int places)
    {
        var tiles = body.Tiles.ToList();
        var at = tiles.FindIndex(t => t.Id == tile);
        var to = at + places;
        if (at < 0 || to < 0 || to >= tiles.Count)
        {
            return body;
        }

        var moved = tiles[at];
        tiles.RemoveAt(at);
        tiles.Insert(to, moved);
        return body with { Tiles = tiles };
    }

    /// <summary>A tile that takes so many columns, within what there is.</summary>
    public static DashboardBody Sized(DashboardBody body, string tile, int columns) => Changed(
        body, tile, t => t with { Columns = Math.Clamp(columns, DashboardTile.MinColumns, DashboardTile.MaxColumns) });

    /// <summary>A tile some columns wider, or narrower.</summary>
    public static DashboardBody Widened(DashboardBody body, string tile, int by) =>
        body.Tiles.FirstOrDefault(t => t.Id == tile) is { } found ? Sized(body, tile, found.Columns + by) : body;

    /// <summary>A tile of the next height; after the highest the lowest.</summary>
    public static DashboardBody Heightened(DashboardBody body, string tile) => Changed(body, tile, t => t with
    {
        Height = t.Height switch
        {
            TileHeight.Low => TileHeight.Middle,
            TileHeight.Middle => TileHeight.High,
            _ => TileHeight.Low,
        }
    });

    /// <summary>A tile in place of the one with its id.</summary>
    public static DashboardBody Replaced(DashboardBody body, DashboardTile tile) => Changed(body, tile.Id, _ => tile);

    /// <summary>Without a tile.</summary>
    public static DashboardBody Without(DashboardBody body, string tile) => body with { Tiles = [.. body.Tiles.Where(t => t.Id != tile)] };

    private static DashboardBody Changed(DashboardBody body, string tile, Func<DashboardTile, DashboardTile> change)
    {
        var tiles = body.Tiles.Select(t => t.Id == tile ? change(t) : t).ToList();
        return tiles.SequenceEqual(body.Tiles) ? body : body with { Tiles = tiles };
    }
}
