using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class FeedDescriptionTests
{
    private static readonly FeedId Id = FeedId.Parse("orders");
    private readonly FakeFeedStore _store = new();
    private readonly FakeActivityLog _activity = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FeedRegistry _registry;

    public FeedDescriptionTests() => _registry = new FeedRegistry(_store, new AccessControl(_time), new CatalogueChanges(), _activity, new FakeAuditTrail(), _time);

    private static FeedDraft Draft(string id) => new() { Id = id, Title = "Orders", Owner = "Sales", Domain = "Sales", Channel = new FeedChannel.Hosted() };

    [Theory]
    [InlineData("OrderPlaced", "eventTypes[0].name")]
    [InlineData(" ", "eventTypes[0].name")]
    public async Task Register_EventTypeThatDoesNotFit_IsRefusedAtItsName(string name, string field)
    {
        var outcome = await _registry.RegisterAsync(
            Draft("orders") with { Details = new FeedDetailsChange { EventTypes = [new FeedEventType(name, null)] } }, Actors.Operator);

        Assert.Equal([field], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Register_EventTypeOfAFollowedFeed_IsItsPublishersAndOnlyAdvised()
    {
        var outcome = await _registry.RegisterAsync(
            Draft("orders") with
            {
                Channel = new FeedChannel.Http { Url = "https://example.org/feed" },
                Details = new FeedDetailsChange { EventTypes = [new FeedEventType("OrderPlaced", null)] },
            },
            Actors.Operator);

        var advice = Assert.Single(FeedAdvice.Of(outcome.Value!));
        Assert.Equal("eventTypes[0].name", advice.Field);
        Assert.Contains("sales.order.placed", advice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_EventTypeThatWasThereBefore_StaysAccepted()
    {
        await RegisterAsync("orders");
        _store.Feeds[Id].Details = new FeedDetails { EventTypes = [new FeedEventType("OrderPlaced", null)] };

        var outcome = await ChangeAsync(new FeedDetailsChange { EventTypes = [new FeedEventType("OrderPlaced", "now described"), new FeedEventType("sales.order.changed", null)] });

        Assert.True(outcome.Succeeded);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.org")]
    [InlineData("https://user:secret@example.org")]
    [InlineData("")]
    public async Task Change_LinkThatIsNone_IsRefusedAtItsAddress(string href)
    {
        await RegisterAsync("orders");

        var outcome = await ChangeAsync(new FeedDetailsChange { Links = [new FeedLink("Docs", href)] });

        Assert.Equal(["links[0].href"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Change_ListWithNull_IsRefusedAtItsPlace()
    {
        await RegisterAsync("orders");

        var outcome = await ChangeAsync(new FeedDetailsChange { Consumers = [new FeedParty("A", null, null), null!] });

        Assert.Equal(["consumers[1]"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Change_OnTheRevisionThatWasRead_IsSavedAndCounted()
    {
        var read = await RegisterAsync("orders");

        var outcome = await _registry.ChangeAsync(Id, new FeedChange { Title = "New", Revision = read.Revision }, Actors.Operator);

        Assert.Equal(("New", 2), (outcome.Value?.Title, outcome.Value?.Revision));
    }

    [Fact]
    public async Task Change_AfterSomebodyElses_IsToldAndOverwritesNothing()
    {
        var read = (await RegisterAsync("orders")).Revision;
        await _registry.ChangeAsync(Id, new FeedChange { Title = "First", Revision = read }, Actors.Operator);

        var second = await _registry.ChangeAsync(Id, new FeedChange { Title = "Second", Revision = read }, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, second.Refusal?.Kind);
        Assert.Equal("First", _store.Feeds[Id].Title);
        Assert.Single(_activity.Events, e => e.Kind == "catalogue.feed.changed");
    }

    [Fact]
    public async Task Change_ByTheOwningTeam_TellsOfTheFeedAndNoMore()
    {
        await RegisterAsync("orders");

        Assert.True((await _registry.ChangeAsync(Id, new FeedChange { Details = new FeedDetailsChange { Documentation = "Read me" } }, Actors.Developer)).Succeeded);
        Assert.Equal(RefusalKind.Forbidden, (await _registry.ChangeAsync(Id, new FeedChange { Owner = "Others" }, Actors.Developer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _registry.ChangeAsync(Id, new FeedChange { State = LifeCycle.Deprecated }, Actors.Developer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _registry.RetireAsync(Id, Actors.Developer)).Refusal?.Kind);
    }

    [Fact]
    public async Task Change_ByOthers_IsForbidden()
    {
        await RegisterAsync("orders");
        var other = Actors.Of("other", PortalRoles.Developer) with { Teams = new HashSet<string> { "Logistics" } };

        Assert.Equal(RefusalKind.Forbidden, (await _registry.ChangeAsync(Id, new FeedChange { Title = "Mine" }, other)).Refusal?.Kind);
    }

    [Fact]
    public async Task Deprecate_WithSuccessor_KeepsSinceWhenAndTellsIt()
    {
        await RegisterAsync("orders");
        await RegisterAsync("orders-2");
        var successor = FeedId.Parse("orders-2");

        await _registry.ChangeAsync(
            Id, new FeedChange { State = LifeCycle.Deprecated, Deprecation = new DeprecationChange(successor, new DateOnly(2026, 9, 1), "Two are enough.") }, Actors.Operator);
        var since = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromDays(1));
        var changed = await _registry.ChangeAsync(Id, new FeedChange { Deprecation = new DeprecationChange(null, new DateOnly(2026, 10, 1), null) }, Actors.Operator);

        Assert.Equal(new Deprecation(since, successor, new DateOnly(2026, 10, 1), "Two are enough."), changed.Value?.Details.Deprecation);
        Assert.Equal(
            "Two are enough. Use 'orders-2' instead. It will be retired on 2026-09-01.",
            _activity.Events.Single(e => e.Kind == "catalogue.feed.deprecated").Detail);
    }

    [Fact]
    public async Task Activate_ADeprecatedFeed_ForgetsThatItWas()
    {
        await RegisterAsync("orders");
        await _registry.ChangeAsync(Id, new FeedChange { State = LifeCycle.Deprecated }, Actors.Operator);

        var active = await _registry.ChangeAsync(Id, new FeedChange { State = LifeCycle.Active }, Actors.Operator);

        Assert.Equal((LifeCycle.Active, null), (active.Value!.State, active.Value.Details.Deprecation));
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("nowhere")]
    [InlineData("hidden")]
    public async Task Deprecate_WithASuccessorThatCannotBe_IsRefused(string successor)
    {
        await RegisterAsync("orders");
        await _registry.RegisterAsync(Draft("hidden") with { Visibility = FeedVisibility.Restricted, Owner = "Others" }, Actors.Operator);
        var key = Actors.Operator with { Feeds = new HashSet<FeedId> { Id } };

        var outcome = await _registry.ChangeAsync(
            Id, new FeedChange { State = LifeCycle.Deprecated, Deprecation = new DeprecationChange(FeedId.Parse(successor), null, null) }, key);

        Assert.Equal(["deprecation.successor"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Deprecation_OfAnActiveFeed_IsRefused()
    {
        await RegisterAsync("orders");

        var outcome = await _registry.ChangeAsync(Id, new FeedChange { Deprecation = new DeprecationChange(null, null, "Soon") }, Actors.Operator);

        Assert.Equal(["deprecation"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Register_AsDeprecated_IsRefused() => Assert.Equal(
        ["state"], (await _registry.RegisterAsync(Draft("orders") with { State = LifeCycle.Deprecated }, Actors.Operator)).Refusal?.Errors.Keys);

    private async Task<Feed> RegisterAsync(string id) => (await _registry.RegisterAsync(Draft(id), Actors.Operator)).Value!;

    private Task<Outcome<Feed>> ChangeAsync(FeedDetailsChange details) => _registry.ChangeAsync(Id, new FeedChange { Details = details }, Actors.Operator);
}
