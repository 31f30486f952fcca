using Bunit;
using Portal.Events.Entries;

namespace Portal.ComponentTests.Feeds;

public sealed class OverviewTests : FeedPageTest
{
    private static readonly ContractVerdict Valid = new(Conformance.Valid, "1.0.0", []);

    public OverviewTests()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
    }

    [Fact]
    public void Overview_BeforeItIsRead_SaysThatItLoadsAndNothingElse()
    {
        Log.Ready = new TaskCompletionSource().Task;

        var page = Open("orders");

        Assert.Contains("Loading the overview", page.Markup);
        Assert.DoesNotContain("No entry", page.Markup);
    }

    [Fact]
    public async Task Overview_ThatCannotBeRead_CanBeTriedAgain()
    {
        Log.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders");
        Assert.Contains("The overview could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);
        Assert.DoesNotContain("No entry", page.Markup);

        Log.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Overview_WithoutAContract_ShowsTheNewestEntryThatWasNotDeleted()
    {
        Log.Add("orders", Order("1", "the payload"));
        Log.Add("orders", new Entry { Id = "gone", IsTombstone = true });

        Assert.Contains("the payload", Tile(Open("orders"), "Newest entry").TextContent);
    }

    [Fact]
    public void Overview_WithAContract_ShowsTheNewestValidSampleOnly()
    {
        Publish("1.0.0");
        Log.Add("orders", Order("1", "{\"number\":\"valid\"}"), Valid);
        Log.Add("orders", Order("2", "{\"number\":\"unchecked\"}"));

        var sample = Tile(Open("orders"), "Newest valid sample");

        Assert.Contains("{\"number\":\"valid\"}", sample.TextContent);
    }

    [Fact]
    public void Overview_EventTypes_LeadToTheirEntries()
    {
        Log.Add("orders", "1", "One", new Category("order placed"));
        Log.Add("orders", "2", "Two", new Category("order placed"));
        Log.Add("orders", "3", "Three", new Category("order.shipped"));

        var types = Tile(Open("orders"), "Event types").QuerySelectorAll("a");

        Assert.Equal(["order placed, 2", "order.shipped, 1"], types.Select(type => type.TextContent));
        Assert.Equal("?tab=entries&q=order%20placed", new Uri(types[0].GetAttribute("href")!).Query);
    }

    [Fact]
    public void Overview_OfAContractThatDoesNotCompileAnyMore_SaysSoAndShowsTheRest()
    {
        Publish("1.0.0", "{ this is no schema");
        Log.Add("orders", Order("1", "{\"number\":\"valid\"}"), Valid);

        var page = Open("orders");

        Assert.Contains("Contract 1.0.0 cannot be used", page.Find("[role=alert]").TextContent);
        Assert.Contains("{\"number\":\"valid\"}", Tile(page, "Newest valid sample").TextContent);
    }

    private static Entry Order(string id, string payload) =>
        new() { Id = id, Title = EntryText.Plain(id), Content = new EntryContent("application/json", payload) };
}
