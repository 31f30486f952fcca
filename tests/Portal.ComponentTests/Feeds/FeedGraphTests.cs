using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Web.Features.Feeds.Description;

namespace Portal.ComponentTests.Feeds;

public sealed class FeedGraphTests
{
    private static readonly HashSet<string> Folded = [];

    [Fact]
    public void Graph_OfFewNeighbours_ShowsEachOne()
    {
        var graph = FeedGraph.Of(View(3, 2), Folded);

        Assert.Equal(["P0", "P1", "P2"], graph.Before.Select(n => n.Title));
        Assert.Equal(["C0", "C1"], graph.After.Select(n => n.Title));
    }

    [Fact]
    public void Graph_OfEightyNeighbours_StaysSmallUntilAKindIsUnfolded()
    {
        var view = View(2, 80);

        var folded = FeedGraph.Of(view, Folded);
        var unfolded = FeedGraph.Of(view, new HashSet<string> { "consumers" });

        Assert.Equal(("80 consumers", 80), (Assert.Single(folded.After).Title, folded.After[0].Count));
        Assert.InRange(folded.Height, 40, 200);
        Assert.Equal(80, unfolded.After.Count);
    }

    [Fact]
    public void Graph_ForThoseWhoDoNotLookAfterIt_TellsHowManyMore()
    {
        var graph = FeedGraph.Of(View(0, 0) with { Seen = 7 }, Folded);

        Assert.Equal(["7 more"], graph.After.Select(n => n.Title));
    }

    [Fact]
    public void Boxes_NeverOverlapAndStayInTheDrawing()
    {
        var graph = FeedGraph.Of(View(5, 80), new HashSet<string> { "consumers" });

        foreach (var column in new[] { graph.Before, graph.After })
        {
            var tops = Enumerable.Range(0, column.Count).Select(i => graph.Top(column, i)).ToList();
            Assert.All(tops, top => Assert.InRange(top, 0, graph.Height - FeedGraph.BoxHeight));
            Assert.All(tops.Zip(tops.Skip(1)), pair => Assert.True(pair.Second - pair.First >= FeedGraph.BoxHeight));
        }
    }

    private static PartiesView View(int producers, int consumers) => new(
        [.. Enumerable.Range(0, producers).Select(i => new FeedParty($"P{i}", null, null))],
        [.. Enumerable.Range(0, consumers).Select(i => new FeedParty($"C{i}", null, null))],
        [], [], null, null, 0);
}
