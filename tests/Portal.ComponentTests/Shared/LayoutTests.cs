using Bunit;
using Portal.Web.Shared.Figures;
using Portal.Web.Shared.Layout;

namespace Portal.ComponentTests.Shared;

public sealed class LayoutTests : ComponentTest
{
    [Fact]
    public void PageHead_OfAPage_HasOneTitleAndItsCrumbs()
    {
        var head = Render<PageHead>(p => p.Add(h => h.Title, "orders").Add(h => h.Crumbs, [new Crumb("Catalogue", "catalogue")]).Add(h => h.Sub, "Sales"));

        Assert.Equal(("orders", "catalogue", "Sales"),
            (head.Find("h1").TextContent, head.Find("nav[aria-label=Breadcrumb] a").GetAttribute("href"), head.Find(".sub").TextContent));
    }

    [Fact]
    public void Tile_WhileLoading_ShowsASkeletonInPlaceOfItsContent()
    {
        var tile = Render<Tile>(p => p.Add(t => t.Title, "Entries").Add(t => t.Loading, true).AddChildContent("content").Add(t => t.Footer, "footer"));

        Assert.Equal("Loading Entries", tile.Find("[role=status]").TextContent.Trim());
        Assert.DoesNotContain("content", tile.Markup);
        Assert.Empty(tile.FindAll("footer"));
    }

    [Fact]
    public void Tile_WithATitle_IsNamedByIt()
    {
        var tile = Render<Tile>(p => p.Add(t => t.Title, "Entries").Add(t => t.Count, 1284).Add(t => t.Window, "today").Add(t => t.Columns, 4).AddChildContent("content"));

        Assert.Equal(tile.Find("h2").Id, tile.Find("section.tile.c4").GetAttribute("aria-labelledby"));
        Assert.Equal(("1,284", "today", "content"), (tile.Find(".count").TextContent, tile.Find(".win").TextContent, tile.Find(".body").TextContent));
    }

    [Fact]
    public void KpiFigure_BelowTarget_PutsTheTargetAsAMarkOnTheBar()
    {
        var figure = Render<KpiFigure>(p => p.Add(k => k.Label, "Invoiced").Add(k => k.Value, "96.1").Add(k => k.Unit, "%")
            .Add(k => k.Window, "last 24 h").Add(k => k.Target, new KpiTarget(0.61, 1.5, Met: false)));

        Assert.Equal(("61%", "100%"), (figure.Find(".missed").GetAttribute("width"), figure.Find(".tick").GetAttribute("x1")));
    }

    [Fact]
    public void KpiFigure_WhileLoading_ShowsNoFigure() =>
        Assert.Empty(Render<KpiFigure>(p => p.Add(k => k.Label, "Orders").Add(k => k.Value, "0").Add(k => k.Loading, true)).FindAll(".fig"));

    [Fact]
    public void LiveStripItem_WithAFigure_NamesIt()
    {
        var item = Render<LiveStripItem>(p => p.Add(i => i.Label, "Entries a minute, last 60 min").Add(i => i.Value, "214").Add(i => i.Points, [1, 2, 3]));

        Assert.Equal(("Entries a minute, last 60 min", "214"), (item.Find("dt").TextContent, item.Find(".fig").TextContent.Trim()));
        Assert.Single(item.FindAll("svg.spark"));
    }
}
