using Bunit;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Feeds;

public sealed class FeedPageTests : FeedPageTest
{
    [Theory]
    [InlineData("no-such-feed")]
    [InlineData("Not An Id")]
    [InlineData("restricted")]
    public void Feed_ThatTheReaderMayNotSee_IsNotThere(string id)
    {
        SignIn(Viewer);
        Feeds.Add("restricted", "Restricted");
        Feeds.Feeds[FeedId.Parse("restricted")].Visibility = FeedVisibility.Restricted;

        var page = Open(id);

        Assert.Contains($"There is no feed '{id}' that you may see", page.Find(".empty").TextContent);
        Assert.Equal("catalogue", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void Feed_New_SaysWhatComesNext()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");

        var page = Open("orders");

        Assert.Equal("http://localhost/catalogue/orders?tab=publish", page.Find(".empty a").GetAttribute("href"));
        Assert.Contains("http://localhost/feeds/orders", page.Markup);
        foreach (var figure in new[] { "none yet", "not known", "not checked" })
        {
            Assert.Contains(figure, page.Markup);
        }
    }

    [Fact]
    public void Feed_WithAContract_ShowsWhatItDeclares()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Publish("1.2.0");

        var page = Open("orders");

        Assert.Contains("Contract 1.2.0", page.Markup);
        Assert.Contains("number", page.Find("table").TextContent);
        Assert.Contains("No valid entry yet", page.Markup);
    }

    [Theory]
    [InlineData("viewer", "Overview,Entries,Contract,Publish,Metrics,Objectives")]
    [InlineData("operator", "Overview,Entries,Contract,Publish,Metrics,Objectives,Subscribers,Settings")]
    public void Feed_Tabs_AreThoseOfTheRole(string role, string tabs)
    {
        SignIn(role == "viewer" ? Viewer : Operator);
        Feeds.Add("orders", "Orders");

        Assert.Equal(tabs, string.Join(',', Open("orders").FindAll("nav[aria-label='Sections of the feed'] a").Select(tab => tab.TextContent.Trim().TrimEnd('0', '1', ' '))));
    }

    [Fact]
    public void Feed_SettingsInTheAddressOfAViewer_StayClosed()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");

        Assert.Empty(Open("orders", "?tab=settings").FindAll("form.settings"));
    }

    [Theory]
    [InlineData("entries", "No entry yet")]
    [InlineData("contract", "No contract yet")]
    [InlineData("metrics", "Volume")]
    [InlineData("no-such-tab", "Event types")]
    public void Feed_TabInTheAddress_IsTheOneShown(string tab, string shows)
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");

        Assert.Contains(shows, Open("orders", $"?tab={tab}").Markup);
    }

    [Fact]
    public void Feed_Followed_ShowsDiagnosisAndWhatOperatorsCanDo()
    {
        SignIn(Operator);
        Follow("orders", "Orders", new SubscriptionStatus { State = SubscriptionState.Failing, FailuresInRow = 12 });
        Measure("orders", FeedHealth.Failing, "The source answers 500: ask its owner.");

        var banner = Open("orders").Find("[aria-label=Subscription]");

        Assert.Contains("The source answers 500: ask its owner.", banner.TextContent);
        Assert.Contains("12 failures in a row", banner.TextContent);
        Assert.Equal(["Poll now", "Pause polling"], banner.QuerySelectorAll("button").Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public void Feed_FollowedSeenByAViewer_OffersNothingToDo()
    {
        SignIn(Viewer);
        Follow("orders", "Orders");

        Assert.Empty(Open("orders").Find("[aria-label=Subscription]").QuerySelectorAll("button"));
    }

    [Fact]
    public async Task Feed_PollNow_SaysWhatCameOfIt()
    {
        SignIn(Operator);
        Follow("orders", "Orders");
        var page = Open("orders");

        await page.Find("[aria-label=Subscription] button").ClickAsync(new());

        Assert.Contains("Not modified, 0 new entries", page.Find("[aria-label=Subscription] [role=status]").TextContent);
    }

    [Fact]
    public void Feed_SettingsOfAHostedFeed_AreThoseInForce()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders", "What happens to orders");
        Feeds.Feeds[FeedId.Parse("orders")].Channel = new FeedChannel.Hosted { AllowEdits = true, MaxEntryBytes = 4096 };

        var form = Open("orders", "?tab=settings").Find("form.settings");

        Assert.Contains("4096", form.QuerySelectorAll("input").Select(input => input.GetAttribute("value")));
        Assert.Equal(
            ["Publishers may choose entry ids", "Publishers may set dates", "Entries may be replaced and deleted; what they were is kept"],
            form.QuerySelectorAll("label.mud-checkbox").Select(label => label.TextContent.Trim()));
    }

    [Fact]
    public async Task Feed_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Contracts.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders");
        Assert.DoesNotContain("secret detail", page.Find("[role=alert]").TextContent);

        Contracts.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Feed_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Feeds.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading the feed", Open("orders").Find("[role=status]").TextContent);
    }

    [Fact]
    public void Feed_LeftForAnother_ShowsAndWatchesThatOne()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Feeds.Add("invoices", "Invoices", "Summary of invoices");
        Of("orders").Channel = new FeedChannel.Hosted { MaxEntryBytes = 1111 };
        Of("invoices").Channel = new FeedChannel.Hosted { MaxEntryBytes = 2222 };
        var page = Open("orders", "?tab=settings");
        Assert.Equal("1111", page.Find("[aria-label='Most bytes of an entry']").GetAttribute("value"));

        page.Render(parameters => parameters.Add(p => p.Id, "invoices"));

        Assert.Equal("Invoices", page.Find("h1").TextContent);
        Assert.Equal("2222", page.Find("[aria-label='Most bytes of an entry']").GetAttribute("value"));
        Assert.Equal([FeedId.Parse("invoices")], Assert.Single(Live.Watched));
    }

    [Fact]
    public async Task Feed_Left_WatchesNoMore()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        Open("orders", "?tab=entries");
        Assert.NotEqual(0, Live.Watchers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Live.Watchers);
    }

    [Fact]
    public async Task Feed_WhenEntriesArrive_ReadsItsFiguresAgain()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var page = Open("orders");
        Figures.Known[FeedId.Parse("orders")] = FakeFigures.Silent with { EntriesPerMinute = 42.5, LatencyP50 = 0.25, LatencyP95 = 2.5 };

        Clock.Advance(TimeSpan.FromSeconds(2));
        await Live.TellAsync();

        page.WaitForAssertion(() => Assert.Contains("42.5", page.Find("[aria-label='Live figures']").TextContent));
        Assert.Contains("0.25 / 2.5", page.Find("[aria-label='Live figures']").TextContent);
    }

    [Fact]
    public async Task Feed_WhenEntriesArriveJustAfterItWasRead_ReadsItsFiguresOnceItMay()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
        var page = Open("orders");
        Figures.Known[FeedId.Parse("orders")] = FakeFigures.Silent with { EntriesPerMinute = 42.5 };

        await Live.TellAsync();
        Assert.DoesNotContain("42.5", page.Find("[aria-label='Live figures']").TextContent);
        Clock.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Contains("42.5", page.Find("[aria-label='Live figures']").TextContent));
    }

    [Fact]
    public void Feed_Tabs_LeadToTheirAddressWithoutTheFiltersOfTheOneBefore()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");

        Assert.Equal(
            ["", "?tab=entries", "?tab=contract", "?tab=publish", "?tab=metrics", "?tab=objectives"],
            Open("orders", "?tab=entries&q=x&show=invalid").FindAll("nav[aria-label='Sections of the feed'] a")
                .Select(tab => new Uri(tab.GetAttribute("href")!).Query));
    }

    [Fact]
    public void Feed_OfAHostileTitle_ShowsItAsText()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>");

        var page = Open("orders");

        Assert.Equal("<script>alert(1)</script>", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("h1 script, header img"));
    }
}
