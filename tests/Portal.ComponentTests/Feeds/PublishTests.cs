using System.Xml.Linq;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Events.Entries;
using Portal.FeedHost.Publishing;
using Portal.Web.Features.Feeds.Publishing;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

public sealed class PublishTests : FeedPageTest
{
    private static readonly Actor Publisher = Viewer with { Id = "pub", Name = "Paul Publisher", Roles = new HashSet<string> { PortalRoles.Publisher } };
    private static readonly ContractVerdict Valid = new(Conformance.Valid, "1.0.0", []);

    private readonly FakeKeys _keys = new();
    private readonly FakePublishDesk _desk = new();

    public PublishTests()
    {
        Services.AddSingleton(new ApiKeys(_keys, new FakeActivity(), new FakeAudit(), Clock));
        Services.AddSingleton<IPublishDesk>(_desk);
        Services.AddScoped<TestEvents>();
        Feeds.Add("orders", "Orders");
    }

    [Fact]
    public void Publish_OfAFollowedFeed_IsNotOffered()
    {
        SignIn(Operator);
        Follow("news", "News");

        var page = Open("news", "?tab=publish");

        Assert.DoesNotContain("Publish", page.Find("nav[aria-label='Sections of the feed']").TextContent);
        Assert.Empty(page.FindAll(".endpoint pre"));
    }

    [Fact]
    public void Publish_OfARetiredFeed_SaysThatItTakesNothing()
    {
        SignIn(Operator);
        Of("orders").State = LifeCycle.Retired;

        var page = Open("orders", "?tab=publish");

        Assert.Contains("This feed is retired", page.Find(".empty").TextContent);
        Assert.Empty(page.FindAll("textarea"));
    }

    [Fact]
    public void Publish_BeforeItIsRead_SaysThatItLoads()
    {
        SignIn(Operator);
        Log.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading what to publish", Open("orders", "?tab=publish").Markup);
    }

    [Fact]
    public async Task Publish_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Operator);
        Log.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders", "?tab=publish");
        Assert.Contains("What to publish could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Log.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.True(HasTile(page, "Publish from a program"));
    }

    [Fact]
    public async Task Snippets_OfAForm_CarryTheNewestValidEntry()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Log.Add("orders", new Entry { Id = "1", Content = new EntryContent("application/json", "{\"number\":\"SO-1\"}") }, Valid);
        Log.Add("orders", new Entry { Id = "2", Content = new EntryContent("application/json", "{\"number\":2}") }, new ContractVerdict(Conformance.Invalid, "1.0.0", []));
        var page = Open("orders", "?tab=publish");

        Assert.Contains("<content type=\"application/json\">{\"number\":\"SO-1\"}</content>", Snippet(page));
        await Button(page, "CloudEvent").ClickAsync(new());
        await Tile(page, "Publish from a program").QuerySelectorAll(".forms button").Single(b => b.TextContent == "Python").ClickAsync(new());

        Assert.Contains("\"data\": {\"number\":\"SO-1\"}", Snippet(page));
        Assert.Contains("import urllib.request", Snippet(page));
        Assert.Contains("http://localhost/feeds/orders", Snippet(page));
        Assert.Contains("YOUR_KEY", Snippet(page));
    }

    [Fact]
    public void Key_ForAViewer_SaysWhomToAsk()
    {
        SignIn(Viewer);

        var page = Open("orders", "?tab=publish");

        Assert.Contains("ask one for a publisher key for orders", Tile(page, "Key").TextContent);
        Assert.Empty(Tile(page, "Key").QuerySelectorAll("button"));
        Assert.Equal("NoPermission", Tile(page, "Send a test event").QuerySelector(".empty")!.GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Key_MadeByAnOperator_IsForThisFeedOnlyAndShownOnce()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=publish");

        await page.Find("form.make").SubmitAsync();

        var secret = page.Find(".once code").TextContent;
        var key = Assert.Single(_keys.Keys);
        Assert.Equal(ApiKey.HashOf(secret), key.Hash);
        Assert.Equal(("Publisher of Orders", "publisher", "orders"), (key.Name, Assert.Single(key.Roles), Assert.Single(key.Feeds!).Value));
        Assert.Contains($"Bearer {secret}", Snippet(page));
        await Button(page, "I have kept it").ClickAsync(new());
        Assert.DoesNotContain(secret, page.Markup);
        Assert.Contains("Bearer YOUR_KEY", Snippet(page));
    }

    [Fact]
    public async Task Key_WithoutAName_IsNotMade()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=publish");
        await TypeAsync(page, "What it is for", " ");

        await page.Find("form.make").SubmitAsync();

        Assert.Contains("This is required.", Tile(page, "Key").TextContent);
        Assert.Empty(_keys.Keys);
    }

    [Fact]
    public async Task TestEvent_Sent_PostsThePayloadAsTheReaderAndLeadsToTheEntry()
    {
        SignIn(Publisher);
        var page = Open("orders", "?tab=publish");
        await TypeAsync(page, "Payload", "{\"number\": \"SO-<1>\"}");
        _desk.Answer = Task.FromResult(new PostOutcome(201, null) { Stored = Log.Add("orders", new Entry { Id = "1" }, Valid) });

        await Button(page, "Send as Paul Publisher").ClickAsync(new());

        var (feed, type, body, caller) = Assert.Single(_desk.Posted);
        Assert.Equal(("orders", "application/atom+xml;type=entry", "Paul Publisher"), (feed, type, caller));
        Assert.Equal("{\"number\": \"SO-<1>\"}", XElement.Parse(body).Element(XName.Get("content", "http://www.w3.org/2005/Atom"))!.Value);
        var said = Tile(page, "Send a test event").QuerySelector("[role=status]")!;
        Assert.Contains("Stored at position 1.", said.TextContent);
        Assert.Equal("?tab=entries&entry=1", new Uri(said.QuerySelector("a")!.GetAttribute("href")!).Query);
    }

    [Fact]
    public async Task TestEvent_ThatBreaksTheContract_ShowsEveryViolationWithPathAndLine()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=publish");
        await TypeAsync(page, "Payload", "{\n\"number\": 0\n}");
        _desk.Answer = Task.FromResult(new PostOutcome(422, "The entry breaks contract 1.0.0")
        {
            Violations = [new Violation("/number", 2, "0 is too small"), new Violation("", null, "no currency")],
        });

        await Button(page, "Send as Otto Operator").ClickAsync(new());

        var tile = Tile(page, "Send a test event");
        Assert.Contains("Nothing was stored: the contract finds 2 violations.", tile.QuerySelector("[role=status]")!.TextContent);
        Assert.Equal(["0 is too small /number line 2", "no currency"], tile.QuerySelectorAll(".flaws li").Select(li => string.Join(' ', li.TextContent.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal("\"number\": 0", tile.QuerySelector("li.bad .text")!.TextContent);
    }

    [Fact]
    public async Task TestEvent_ThatIsFlagged_IsStoredAndShowsWhatIsWrong()
    {
        SignIn(Operator);
        var flagged = new ContractVerdict(Conformance.Invalid, "1.0.0", [new Violation("/number", 1, "not a number")]);
        var page = Open("orders", "?tab=publish");
        _desk.Answer = Task.FromResult(new PostOutcome(201, null) { Stored = Log.Add("orders", new Entry { Id = "1" }, flagged), Violations = flagged.Violations });

        await Button(page, "Send as Otto Operator").ClickAsync(new());

        Assert.Contains("Stored at position 1; the contract flags 1 violation.", Tile(page, "Send a test event").TextContent);
        Assert.Single(page.FindAll(".flaws li"));
    }

    [Fact]
    public async Task TestEvent_OverTheRate_SaysSo()
    {
        SignIn(Publisher);
        var page = Open("orders", "?tab=publish");
        _desk.Answer = Task.FromResult(new PostOutcome(429, "'orders' takes 2 entries a minute: try again in 30 s."));

        await Button(page, "Send as Paul Publisher").ClickAsync(new());

        Assert.Contains("Refused, 429 'orders' takes 2 entries a minute: try again in 30 s.", Words(Tile(page, "Send a test event").QuerySelector("[role=status]")!.TextContent));
    }

    [Fact]
    public async Task TestEvent_WhileItIsSent_CannotBeSentAgain()
    {
        SignIn(Publisher);
        var answer = new TaskCompletionSource<PostOutcome>();
        _desk.Answer = answer.Task;
        var page = Open("orders", "?tab=publish");

        var sending = Button(page, "Send as Paul Publisher").ClickAsync(new());

        Assert.True(Button(page, "Send as Paul Publisher").HasAttribute("disabled"));
        answer.SetResult(new PostOutcome(403, "No."));
        await sending;
        Assert.Single(_desk.Posted);
    }

    [Fact]
    public async Task TestEvent_ThatFails_SaysThatItIsNotKnownAndHidesWhy()
    {
        SignIn(Publisher);
        _desk.Answer = Task.FromException<PostOutcome>(new InvalidOperationException("secret detail"));
        var page = Open("orders", "?tab=publish");

        await Button(page, "Send as Paul Publisher").ClickAsync(new());

        Assert.Contains("It may have been stored", Tile(page, "Send a test event").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);
    }

    [Fact]
    public async Task TestEvent_WhatIsTyped_StaysWhileThePageRefreshes()
    {
        SignIn(Publisher);
        var page = Open("orders", "?tab=publish");
        await TypeAsync(page, "Payload", "{\"mine\": true}");

        page.Render();

        Assert.Equal("{\"mine\": true}", page.Find("textarea[aria-label=Payload]").GetAttribute("value"));
        await Button(page, "Start over").ClickAsync(new());
        Assert.Contains("A test event", page.Find("textarea[aria-label=Payload]").GetAttribute("value"));
    }

    [Fact]
    public async Task Contracts_OfSeveralEventTypes_EachHaveTheirSample()
    {
        SignIn(Publisher);
        Publish("1.0.0", eventType: "placed");
        Publish("2.0.0", eventType: "cancelled");
        Log.Add("orders", new Entry { Id = "1", Categories = [new Category("placed")], Content = new EntryContent("application/json", "{\"number\":\"P\"}") }, Valid);
        var page = Open("orders", "?tab=publish");
        Assert.Contains("<category term=\"cancelled\"/>", Snippet(page));

        await Button(page, "placed").ClickAsync(new());

        Assert.Contains("<category term=\"placed\"/>", Snippet(page));
        Assert.Equal("{\"number\":\"P\"}", page.Find("textarea[aria-label=Payload]").GetAttribute("value"));
    }

    private static string Snippet(IRenderedComponent<FeedPage> page) => Tile(page, "Publish from a program").QuerySelector("pre")!.TextContent;

    private static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
