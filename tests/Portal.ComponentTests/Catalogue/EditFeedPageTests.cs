using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Web.Features.Catalogue.Editing;

namespace Portal.ComponentTests.Catalogue;

public sealed class EditFeedPageTests : DeskTest
{
    private static readonly FeedId Id = FeedId.Parse("orders");

    public EditFeedPageTests()
    {
        Feeds.Add("orders", "Orders");
        Services.AddSingleton(provider => new DomainDesk(
            provider.GetRequiredService<FeedRegistry>(), new FakeDomains(Feeds), new CatalogueChanges(), new FakeActivity(), new FakeAudit(), Clock));
    }

    private Feed Feed => Feeds.Feeds[Id];

    [Fact]
    public async Task Describe_Saved_IsInForceAndLeadsToTheFeed()
    {
        SignIn(Operator);
        var page = Open();
        await TypeAsync(page, "Title", "All orders");
        await TypeAsync(page, "Subdomain", "Orders");
        await TypeAsync(page, "Documentation in Markdown", "# Read me");
        await Add(page, "event type");
        await TypeAsync(page, "Event type 1", "sales.order.placed");
        await Add(page, "consumer");
        await TypeAsync(page, "Consumer 1", "Billing");

        await page.Find("form").SubmitAsync();

        Assert.EndsWith("/catalogue/orders", Address, StringComparison.Ordinal);
        Assert.Equal(("All orders", "Orders", "# Read me"), (Feed.Title, Feed.Subdomain, Feed.Details.Documentation));
        Assert.Equal([new FeedEventType("sales.order.placed", null)], Feed.Details.EventTypes);
        Assert.Equal([new FeedParty("Billing", null, null)], Feed.Details.Consumers);
    }

    [Fact]
    public async Task Describe_WithAnEventTypeThatDoesNotFit_SaysWhatWouldAndSavesNothing()
    {
        SignIn(Operator);
        var page = Open();
        await Add(page, "event type");
        await TypeAsync(page, "Event type 1", "OrderPlaced");

        await page.Find("form").SubmitAsync();

        Assert.Contains("for example sales.order.placed", page.Markup);
        Assert.Contains("One field is not right", page.Find("[role=alert]").TextContent);
        Assert.Empty(Feed.Details.EventTypes);
    }

    [Fact]
    public async Task Describe_WhileAnotherDoes_TellsWhatTheyChangedAndKeepsBoth()
    {
        SignIn(Operator);
        var page = Open();
        await TypeAsync(page, "Title", "Mine");
        (Feed.Summary, Feed.Revision) = ("Theirs", 7);

        await page.Find("form").SubmitAsync();

        var alert = page.Find("[role=alert]").TextContent;
        Assert.Contains("Somebody else changed this feed", alert);
        Assert.Contains("They changed: summary.", alert);
        Assert.Equal(("Orders", "Theirs"), (Feed.Title, Feed.Summary));
        Assert.Equal("Mine", page.Find("[aria-label=Title]").GetAttribute("value"));

        await Button(page, "Take theirs, drop my text").ClickAsync(new());

        Assert.Equal("Orders", page.Find("[aria-label=Title]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Describe_OverWhatAnotherDid_NeedsToBeSaid()
    {
        SignIn(Operator);
        var page = Open();
        await TypeAsync(page, "Title", "Mine");
        (Feed.Title, Feed.Revision) = ("Theirs", 7);
        await page.Find("form").SubmitAsync();

        await Button(page, "Save mine over it").ClickAsync(new());

        Assert.Equal(("Mine", 8), (Feed.Title, Feed.Revision));
    }

    [Fact]
    public void Describe_ByTheOwningTeam_LeavesOwnerAndDomainToOperators()
    {
        SignIn(Developer with { Teams = new HashSet<string> { "Sales team" } });

        var page = Open();

        Assert.Empty(page.FindAll("[aria-label=Owner], [aria-label=Domain]"));
        Assert.NotEmpty(page.FindAll("[aria-label=Title]"));
    }

    [Fact]
    public void Describe_ByOthers_SaysWhomToAsk()
    {
        SignIn(Developer);

        var page = Open();

        Assert.Equal("NoPermission", page.Find(".empty").GetAttribute("data-empty"));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void Describe_AFeedThatIsNotThere_SaysSo()
    {
        SignIn(Operator);

        Assert.Contains("There is no feed 'nowhere' that you may see", Render<EditFeedPage>(p => p.Add(x => x.Id, "nowhere")).Markup);
    }

    private IRenderedComponent<EditFeedPage> Open() => Render<EditFeedPage>(page => page.Add(p => p.Id, "orders"));

    private static Task TypeAsync(IRenderedComponent<EditFeedPage> page, string label, string text) =>
        page.Find($"input[aria-label='{label}'], textarea[aria-label='{label}']").InputAsync(text);

    private static Task Add(IRenderedComponent<EditFeedPage> page, string one) => Button(page, $"Add {one}").ClickAsync(new());

    private static IElement Button(IRenderedComponent<EditFeedPage> page, string word) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == word);
}
