using Bunit;
using Portal.ComponentTests.Fakes;
using Portal.Web.Features.Live;

namespace Portal.ComponentTests.Live;

public sealed class LivePageTests : FeedsTest
{
    [Fact]
    public void Live_WithoutFeeds_SaysSo()
    {
        SignIn(Viewer);

        Assert.Equal("NothingYet", Open().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Live_WithFeeds_ShowsTheirEntriesNewestFirst()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Log.Add("orders", "1", "First");
        Log.Add("orders", "2", "Second");

        var page = Open();

        Assert.Equal(["Second", "First"], page.FindAll("tbody .title .rowlink").Select(title => title.TextContent));
        Assert.Contains("the one feed that you may see", page.Markup);
    }

    [Fact]
    public void Live_FeedsInTheAddress_AreTheOnesShown()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
        Log.Add("orders", "1", "An order");
        Log.Add("invoices", "2", "An invoice");
        GoTo("live?feeds=invoices,no-such-feed");

        var page = Open();

        Assert.Equal(["An invoice"], page.FindAll("tbody .title .rowlink").Select(title => title.TextContent));
        Assert.Contains("1 of 2 feeds", page.Markup);
    }

    [Fact]
    public void Live_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Viewer);
        Feeds.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading the feeds", Open().Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Live_FeedChosen_GoesIntoTheAddress()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices");
        Log.Add("orders", "1", "An order");
        Log.Add("invoices", "2", "An invoice");
        GoTo("live");
        var popovers = Render<MudBlazor.MudPopoverProvider>();
        var page = Render<LivePage>();

        await page.Find(".choice .mud-input-control").MouseDownAsync(new());
        popovers.WaitForElement(".mud-list-item");
        await popovers.FindAll(".mud-list-item").Single(item => item.TextContent.Trim() == "Invoices").ClickAsync(new());

        page.WaitForAssertion(() => Assert.EndsWith("live?feeds=invoices", Address, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(["An invoice"], page.FindAll("tbody .title .rowlink").Select(title => title.TextContent)));
        Assert.Contains("live", page.FindAll("a").Where(link => link.TextContent.Trim() == "All feeds").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Live_EachSecond_MeasuresAnew()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var page = Open();
        Assert.Contains("0 in the last second", page.Markup);

        Live.EntriesInTheLastSecond = 7;
        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromSeconds(1)));

        page.WaitForAssertion(() => Assert.Contains("7 in the last second", page.Markup));
    }

    [Fact]
    public async Task Live_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Failure = new InvalidOperationException("secret detail");
        var page = Open();
        Assert.DoesNotContain("secret detail", page.Find("[role=alert]").TextContent);

        Feeds.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    private IRenderedComponent<LivePage> Open()
    {
        RenderDialogs();
        return Render<LivePage>();
    }
}
