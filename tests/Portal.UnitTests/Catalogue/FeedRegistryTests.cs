using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.UnitTests.Catalogue;

public sealed class FeedRegistryTests
{
    private readonly FakeFeedStore _store = new();
    private readonly FakeActivityLog _activity = new();
    private readonly FakeAuditTrail _audit = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FeedRegistry _registry;

    public FeedRegistryTests() => _registry = new FeedRegistry(_store, new AccessControl(_time), new CatalogueChanges(), _activity, _audit, _time);

    private FeedGrants Grants => new(_registry, _store, new AccessControl(_time), new CatalogueChanges(), _audit, _time);

    private static FeedDraft Draft => new() { Id = "orders", Title = "Orders", Owner = "Sales", Domain = "Sales", Channel = new FeedChannel.Hosted() };

    [Fact]
    public async Task Register_ByOperator_IsCataloguedAndTold()
    {
        var outcome = await _registry.RegisterAsync(Draft, Actors.Operator);

        Assert.Equal(FeedId.Parse("orders"), outcome.Value?.Id);
        Assert.Equal(["catalogue.feed.registered"], _activity.Events.Select(e => e.Kind));
    }

    [Fact]
    public async Task Register_ByDeveloper_IsForbidden() =>
        Assert.Equal(RefusalKind.Forbidden, (await _registry.RegisterAsync(Draft, Actors.Developer)).Refusal?.Kind);

    [Fact]
    public async Task Register_TakenId_IsAConflict()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, (await _registry.RegisterAsync(Draft, Actors.Operator)).Refusal?.Kind);
    }

    [Theory]
    [InlineData("Orders")]
    [InlineData("-orders")]
    [InlineData("or ders")]
    [InlineData("")]
    [InlineData("portal-activity")]
    [InlineData("add")]
    public async Task Register_IdThatDoesNotFit_IsRefusedAtTheId(string id)
    {
        var outcome = await _registry.RegisterAsync(Draft with { Id = id }, Actors.Operator);

        Assert.Equal(["id"], outcome.Refusal?.Errors.Keys);
    }

    [Theory]
    [InlineData("ftp://example.org/feed")]
    [InlineData("feed.xml")]
    [InlineData("https://user:secret@example.org/feed")]
    [InlineData("")]
    public async Task Register_AddressThatDoesNotFit_IsRefusedAtTheUrl(string url)
    {
        var outcome = await _registry.RegisterAsync(Draft with { Channel = new FeedChannel.Http { Url = url } }, Actors.Operator);

        Assert.Equal(["channel.url"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Change_OfTheKindOfChannel_IsRefused()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);

        var outcome = await _registry.ChangeAsync(
            FeedId.Parse("orders"), new FeedChange { Channel = new FeedChannel.Http { Url = "https://example.org/" } }, Actors.Operator);

        Assert.Equal(["channel.type"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Change_OfSomeFields_LeavesTheOthers()
    {
        await _registry.RegisterAsync(Draft with { Summary = "kept" }, Actors.Operator);

        var outcome = await _registry.ChangeAsync(FeedId.Parse("orders"), new FeedChange { Title = " New title " }, Actors.Operator);

        Assert.Equal(("New title", "kept"), (outcome.Value?.Title, outcome.Value?.Summary));
    }

    [Fact]
    public async Task Retire_KeepsTheFeedReadable()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);

        await _registry.RetireAsync(FeedId.Parse("orders"), Actors.Operator);

        Assert.Equal(LifeCycle.Retired, (await _registry.FindAsync(FeedId.Parse("orders"), Actors.Viewer)).Value?.State);
    }

    [Fact]
    public async Task Find_RestrictedFeed_IsThereForItsTeamAndOperatorsOnly()
    {
        await _registry.RegisterAsync(Draft with { Visibility = FeedVisibility.Restricted }, Actors.Operator);
        var id = FeedId.Parse("orders");

        Assert.True((await _registry.FindAsync(id, Actors.Operator)).Succeeded);
        Assert.True((await _registry.FindAsync(id, Actors.Developer)).Succeeded);
        Assert.Equal(RefusalKind.NotFound, (await _registry.FindAsync(id, Actors.Viewer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await _registry.FindAsync(id, Actor.Anonymous)).Refusal?.Kind);
        Assert.Empty(await _registry.ListAsync(new FeedFilter(), Actors.Viewer));
    }

    [Fact]
    public async Task Find_ByAKeyOfAnotherFeed_IsNotFound()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);
        var key = Actors.Of("key", PortalRoles.Publisher) with { Feeds = new HashSet<FeedId> { FeedId.Parse("other") } };

        Assert.Equal(RefusalKind.NotFound, (await _registry.FindAsync(FeedId.Parse("orders"), key)).Refusal?.Kind);
    }

    [Fact]
    public void Publish_ToThePortalsOwnFeed_IsNobodysRight()
    {
        var own = new Feed { Id = IActivityLog.Feed, Title = "t", Owner = "o", Domain = "d", Channel = new FeedChannel.Hosted(), Created = default, Changed = default };

        Assert.False(Actors.Of("all", [.. PortalRoles.All]).CanPublish(own));
    }

    [Fact]
    public async Task Change_IsInTheAuditTrailWithBeforeAndAfter()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);

        await _registry.ChangeAsync(FeedId.Parse("orders"), new FeedChange { Title = "All orders" }, Actors.Operator);

        var last = _audit.Events[^1];
        Assert.Equal(("catalogue.feed.changed", "feed/orders", "op"), (last.Action, last.Subject, last.Actor.Id));
        Assert.Equal([new FieldChange("title", "Orders", "All orders")], last.Changes);
    }

    [Fact]
    public async Task Grant_OpensARestrictedFeedUntilItsEnd()
    {
        await _registry.RegisterAsync(Draft with { Visibility = FeedVisibility.Restricted }, Actors.Operator);
        var id = FeedId.Parse("orders");

        await Grants.GrantAsync(id, GranteeKind.Person, Actors.Viewer.Id, _time.GetUtcNow().AddDays(1), Actors.Operator);

        Assert.True((await _registry.FindAsync(id, Actors.Viewer)).Succeeded);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(RefusalKind.NotFound, (await _registry.FindAsync(id, Actors.Viewer)).Refusal?.Kind);
    }

    [Fact]
    public async Task Grant_ByTheOwningTeam_IsAllowedAndByOthersNot()
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);
        var id = FeedId.Parse("orders");

        Assert.True((await Grants.GrantAsync(id, GranteeKind.Team, "Finance", null, Actors.Developer)).Succeeded);
        Assert.Equal(RefusalKind.Forbidden, (await Grants.GrantAsync(id, GranteeKind.Team, "Finance", null, Actors.Viewer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Grants.RevokeAsync(id, GranteeKind.Team, "Nobody", Actors.Operator)).Refusal?.Kind);
        Assert.Null((await Grants.RevokeAsync(id, GranteeKind.Team, "finance", Actors.Operator)).Value?.Grants);
    }

    [Theory]
    [InlineData("sal ord", true)]
    [InlineData("sal nothing", false)]
    [InlineData(null, true)]
    public async Task List_WithText_NeedsEveryWord(string? text, bool found)
    {
        await _registry.RegisterAsync(Draft, Actors.Operator);

        Assert.Equal(found, (await _registry.ListAsync(new FeedFilter { Text = text }, Actors.Viewer)).Count == 1);
    }
}
