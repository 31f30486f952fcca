using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Contracts;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

public sealed class FeedPageTests : FeedsTest
{
    private const string Schema = """{ "type": "object", "required": ["number"], "properties": { "number": { "type": "string", "description": "The order number" } } }""";
    private readonly FakeContracts _contracts = new();

    public FeedPageTests()
    {
        var registry = new FeedRegistry(Feeds, new CatalogueChanges(), new FakeActivity(), Clock);
        Services.AddSingleton(new ContractRegistry(registry, _contracts, new CompiledContracts(), new CatalogueChanges(), new FakeActivity(), Clock));
    }

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

        Assert.Contains("Post one to the endpoint above", page.Find(".empty").TextContent);
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
    [InlineData("viewer", "Overview,Entries,Contract,Metrics")]
    [InlineData("operator", "Overview,Entries,Contract,Metrics,Settings")]
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
        _contracts.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders");
        Assert.DoesNotContain("secret detail", page.Find("[role=alert]").TextContent);

        _contracts.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    private IRenderedComponent<FeedPage> Open(string id, string query = "")
    {
        GoTo($"catalogue/{Uri.EscapeDataString(id)}{query}");
        RenderDialogs();
        return Render<FeedPage>(page => page.Add(p => p.Id, id));
    }

    private void Publish(string version) => _contracts.Versions.Add(new ContractVersion
    {
        Id = Guid.NewGuid(),
        Feed = FeedId.Parse("orders"),
        Version = SemanticVersion.Parse(version),
        Source = new ContractSource(ContractLanguages.JsonSchema, Schema, [], []),
        Enforcement = Enforcement.Reject,
        Published = Now,
        PublishedBy = "Otto Operator",
    });

    private sealed class FakeContracts : IContractStore
    {
        public List<ContractVersion> Versions { get; } = [];

        public Exception? Failure { get; set; }

        public ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) => Failure is null
            ? ValueTask.FromResult<IReadOnlyList<ContractVersion>>(Versions)
            : ValueTask.FromException<IReadOnlyList<ContractVersion>>(Failure);

        public Task<bool> AddAsync(ContractVersion version, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
