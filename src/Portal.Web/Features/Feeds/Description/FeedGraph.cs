using Portal.Catalogue.Parties;

namespace Portal.Web.Features.Feeds.Description;

/// <summary>A neighbour of a feed, or several of a kind as one.</summary>
/// <param name="Kind">The kind, for example <c>consumers</c>; names what can be unfolded.</param>
/// <param name="Title">Who.</param>
/// <param name="Sub">More about it.</param>
/// <param name="Href">Its page; null when it has none.</param>
/// <param name="Count">How many it stands for; 1 for a single one.</param>
public sealed record GraphNode(string Kind, string Title, string? Sub, string? Href, int Count)
{
    /// <summary>Whether it stands for several.</summary>
    public bool IsGroup => Count > 1;
}

/// <summary>
/// A feed with its neighbours one step away: who it comes from at the left, who uses it at the right. A kind with many members
/// is one node until it is unfolded, so that a feed with eighty neighbours can still be read. Pure.
/// </summary>
/// <param name="Before">Sources and producers.</param>
/// <param name="After">Consumers and derived feeds.</param>
public sealed record FeedGraph(IReadOnlyList<GraphNode> Before, IReadOnlyList<GraphNode> After)
{
    /// <summary>More members than this of a kind are one node.</summary>
    public const int MostOfAKind = 6;

    /// <summary>The most members of an unfolded kind; the table has all.</summary>
    public const int MostUnfolded = 100;

    /// <summary>The width of the drawing.</summary>
    public const int Width = 760;
    /// <summary>The width of a box.</summary>
    public const int BoxWidth = 210;
    /// <summary>The height of a box.</summary>
    public const int BoxHeight = 40;
    private const int Pitch = 48;

    /// <summary>The height of the drawing.</summary>
    public int Height => Math.Max(1, Math.Max(Before.Count, After.Count)) * Pitch;

    /// <summary>Where a box begins, by its place in its column; both columns stand in the middle of the height.</summary>
    public int Top(IReadOnlyList<GraphNode> column, int index) => ((Height - (column.Count * Pitch)) / 2) + (index * Pitch) + ((Pitch - BoxHeight) / 2);

    /// <summary>The line between a box of a column and the feed.</summary>
    public string Line(IReadOnlyList<GraphNode> column, int index)
    {
        var y = Top(column, index) + (BoxHeight / 2);
        var middle = Height / 2;
        var (from, to) = ReferenceEquals(column, Before)
            ? ((X: BoxWidth, Y: y), (X: (Width - BoxWidth) / 2, Y: middle))
            : ((X: (Width + BoxWidth) / 2, Y: middle), (X: Width - BoxWidth, Y: y));
        var bend = (from.X + to.X) / 2;
        return $"M{from.X} {from.Y}C{bend} {from.Y} {bend} {to.Y} {to.X} {to.Y}";
    }

    /// <summary>The graph of who is at the ends of a feed.</summary>
    /// <param name="view">Who.</param>
    /// <param name="unfolded">The kinds of which every member is shown.</param>
    public static FeedGraph Of(PartiesView view, IReadOnlySet<string> unfolded)
    {
        var seen = (view.Using ?? []).GroupBy(consumer => consumer.Kind)
            .SelectMany(kind => Nodes(
                kind.Key.ToString(), Many(kind.Key), [.. kind.DistinctBy(c => c.Name).Select(c => new GraphNode(kind.Key.ToString(), c.Name, PartyRow.WordOf(c.Kind), c.Href, 1))], unfolded));
        GraphNode[] uncounted = view is { Using: null, Seen: > 0 }
            ? [new GraphNode("seen", view.Seen == 1 ? "1 more" : $"{view.Seen} more", "seen to use it", null, 1)]
            : [];
        return new FeedGraph(
            [
                .. Nodes("sources", "source feeds", [.. view.Sources.Select(feed => new GraphNode("sources", feed.Title, "feed", $"catalogue/{feed.Id}", 1))], unfolded),
                .. Nodes("producers", "producers", [.. view.Producers.Select(party => new GraphNode("producers", party.Name, party.Team, null, 1))], unfolded),
                .. Nodes("publishing", "publishing keys", [.. (view.Publishing ?? []).Select(use => new GraphNode("publishing", use.Name, "publishes with an API key", null, 1))], unfolded),
            ],
            [
                .. Nodes("consumers", "consumers", [.. view.Consumers.Select(party => new GraphNode("consumers", party.Name, party.Team, null, 1))], unfolded),
                .. seen,
                .. Nodes("derived", "derived feeds", [.. view.Derived.Select(feed => new GraphNode("derived", feed.Title, "feed", $"catalogue/{feed.Id}", 1))], unfolded),
                .. uncounted,
            ]);
    }

    private static IEnumerable<GraphNode> Nodes(string kind, string many, IReadOnlyList<GraphNode> members, IReadOnlySet<string> unfolded) =>
        members.Count <= MostOfAKind ? members
        : unfolded.Contains(kind) ? members.Take(MostUnfolded)
        : [new GraphNode(kind, $"{members.Count} {many}", string.Join(", ", members.Take(3).Select(node => node.Title)) + ", …", null, members.Count)];

    private static string Many(ConsumerKind kind) => kind switch
    {
        ConsumerKind.Key => "reading keys",
        ConsumerKind.HubSubscriber => "hub subscribers",
        ConsumerKind.Dashboard => "dashboards",
        ConsumerKind.Kpi => "KPIs",
        ConsumerKind.AlertRule => "alert rules",
        ConsumerKind.Process => "processes",
        ConsumerKind.Export => "exports",
        _ => "feeds",
    };
}
