using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class ContractRegistryTests
{
    private const string First = """{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}""";
    private const string Grown = """{"type":"object","properties":{"id":{"type":"string"},"note":{"type":"string"}},"required":["id"]}""";
    private const string Narrowed = """{"type":"object","properties":{"id":{"type":"string"},"note":{"type":"string"}},"required":["id","note"]}""";
    private static readonly FeedId Orders = FeedId.Parse("orders");

    private readonly FakeContractStore _store = new();
    private readonly FakeActivityLog _activity = new();
    private readonly FeedRegistry _feeds;
    private readonly ContractRegistry _contracts;

    public ContractRegistryTests()
    {
        var feeds = new FakeFeedStore();
        feeds.Feeds.Add(Orders, new Feed { Id = Orders, Title = "Orders", Owner = "Sales", Domain = "Sales", Channel = new FeedChannel.Hosted(), Created = default, Changed = default });
        _feeds = new FeedRegistry(
            feeds, new AccessControl(new FakeTimeProvider()), new CatalogueChanges(), _activity, new FakeAuditTrail(), new FakeTimeProvider());
        _contracts = new ContractRegistry(_feeds, _store, new CompiledContracts(), new CatalogueChanges(), _activity, new FakeAuditTrail(), new FakeTimeProvider());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CompatibilityMode.Forward)]
    public async Task Publish_LowerThanTheNewest_GoesBackward(CompatibilityMode? asked)
    {
        await PublishAsync("2.0.0", First);

        var refusal = await RefusedAsync("1.9.0", First, asked: asked);

        Assert.Equal((RefusalKind.Conflict, "Version 1.9.0 goes backward: 2.0.0 is published. The next one is 2.0.1 or higher."), (refusal.Kind, refusal.Detail));
        Assert.Equal(["version"], refusal.Errors.Keys);
    }

    [Fact]
    public async Task Publish_LowerWhereNothingIsToBeKept_IsPublished()
    {
        await PublishAsync("2.0.0", First);

        await PublishAsync("1.0.0", Narrowed, asked: CompatibilityMode.None);

        Assert.Equal(["2.0.0", "1.0.0"], (await _contracts.ListAsync(Orders, Actors.Operator)).Value!.Select(v => v.Version.ToString()));
    }

    [Fact]
    public async Task Publish_TakenNumber_IsAConflictWithinItsEventTypeOnly()
    {
        await PublishAsync("1.0.0", First, "order.placed");

        var refusal = await RefusedAsync("1.0.0", First, "Order.Placed", CompatibilityMode.None);
        await PublishAsync("1.0.0", First, "order.cancelled");

        Assert.Equal("Version 1.0.0 is published already; published versions never change.", refusal.Detail);
    }

    [Fact]
    public async Task Publish_BreakingWithoutAMajorVersion_IsRefusedWhereTheFeedAsksForIt()
    {
        await KeepAsync(CompatibilityMode.Backward);
        await PublishAsync("1.0.0", First);
        await PublishAsync("1.1.0", Grown);

        var refusal = await RefusedAsync("1.2.0", Narrowed);
        await PublishAsync("2.0.0", Narrowed);

        Assert.Equal(["/note BecameRequired"], refusal.Changes.Select(c => $"{c.Path} {c.Kind}"));
        Assert.Contains("Backward", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_AskingForNothing_DoesNotLiftWhatTheFeedAsksFor()
    {
        await KeepAsync(CompatibilityMode.Full);
        await PublishAsync("1.0.0", First);

        Assert.NotEmpty((await RefusedAsync("1.1.0", Narrowed, asked: CompatibilityMode.None)).Changes);
        Assert.Contains("backward", (await RefusedAsync("0.9.0", First, asked: CompatibilityMode.None)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_AskingForMore_HoldsForAMajorVersionToo()
    {
        await PublishAsync("1.0.0", Grown);

        Assert.NotEmpty((await RefusedAsync("2.0.0", Narrowed, asked: CompatibilityMode.Backward)).Changes);
    }

    [Fact]
    public async Task Publish_WhereEveryVersionOfAMajorCounts_IsHeldAgainstThemAll()
    {
        await PublishAsync("1.0.0", Grown, asked: CompatibilityMode.None);
        await PublishAsync("1.1.0", Narrowed, asked: CompatibilityMode.None);
        await KeepAsync(CompatibilityMode.Backward);
        await PublishAsync("1.2.0", Narrowed);
        await KeepAsync(CompatibilityMode.BackwardTransitive);

        Assert.NotEmpty((await RefusedAsync("1.3.0", Narrowed)).Changes);
        await PublishAsync("2.0.0", Narrowed);
    }

    [Fact]
    public async Task ChangeState_AsTheTableAllows_IsTold()
    {
        await PublishAsync("1.0.0", First);

        var deprecated = await _contracts.ChangeStateAsync(Orders, "1.0.0", null, ContractState.Deprecated, Actors.Operator);
        var retired = await _contracts.ChangeStateAsync(Orders, "1.0.0", null, ContractState.Retired, Actors.Operator);
        var back = await _contracts.ChangeStateAsync(Orders, "1.0.0", null, ContractState.Published, Actors.Operator);

        Assert.Equal((ContractState.Deprecated, "op name"), (deprecated.Value?.State, deprecated.Value?.StateChangedBy));
        Assert.False(retired.Value?.Applies);
        Assert.Equal("Version 1.0.0 of 'orders' is retired: it stays so; publish a new version instead.", back.Refusal?.Detail);
        Assert.Equal(["catalogue.contract.deprecated", "catalogue.contract.retired"], _activity.Events.Skip(1).Select(e => e.Kind));
    }

    [Fact]
    public async Task ChangeState_PublishedToRetired_IsRefusedWithWhatIsPossible()
    {
        await PublishAsync("1.0.0", First);

        var refusal = (await _contracts.ChangeStateAsync(Orders, "1.0.0", null, ContractState.Retired, Actors.Operator)).Refusal;

        Assert.Equal((RefusalKind.Conflict, "Version 1.0.0 of 'orders' is published: it can only become deprecated."), (refusal?.Kind, refusal?.Detail));
    }

    [Fact]
    public async Task WriteCommands_ByThoseWhoOnlyRead_AreForbidden()
    {
        await PublishAsync("1.0.0", First);
        var stranger = Actors.Developer with { Teams = new HashSet<string> { "Finance" } };

        Assert.Equal(RefusalKind.Forbidden, (await _contracts.PublishAsync(Orders, Draft("1.1.0", First), stranger)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _contracts.ChangeStateAsync(Orders, "1.0.0", null, ContractState.Deprecated, stranger)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _feeds.KeepCompatibleAsync(Orders, CompatibilityMode.Full, stranger)).Refusal?.Kind);
        Assert.True((await _feeds.KeepCompatibleAsync(Orders, CompatibilityMode.Full, Actors.Developer)).Succeeded);
    }

    [Fact]
    public async Task Find_NumberOfSeveralEventTypes_NeedsTheType()
    {
        await PublishAsync("1.0.0", First, "order.placed");
        await PublishAsync("1.0.0", Grown, "order.cancelled");

        var either = await _contracts.FindAsync(Orders, "1.0.0", Actors.Operator);
        var one = await _contracts.FindAsync(Orders, "1.0.0", Actors.Operator, "ORDER.CANCELLED");
        await PublishAsync("1.0.0", First);
        var general = await _contracts.FindAsync(Orders, "1.0.0", Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, either.Refusal?.Kind);
        Assert.Equal("order.cancelled", one.Value?.EventType);
        Assert.Null(general.Value!.EventType);
    }

    private static ContractDraft Draft(string version, string schema, string? eventType = null, CompatibilityMode? asked = null) =>
        new() { Version = version, EventType = eventType, Language = ContractLanguages.JsonSchema, Schema = schema, Compatibility = asked };

    private async Task PublishAsync(string version, string schema, string? eventType = null, CompatibilityMode? asked = null) =>
        Assert.Null((await _contracts.PublishAsync(Orders, Draft(version, schema, eventType, asked), Actors.Operator)).Refusal);

    private async Task<Refusal> RefusedAsync(string version, string schema, string? eventType = null, CompatibilityMode? asked = null) =>
        Assert.IsType<Refusal>((await _contracts.PublishAsync(Orders, Draft(version, schema, eventType, asked), Actors.Operator)).Refusal);

    private async Task KeepAsync(CompatibilityMode mode) => Assert.True((await _feeds.KeepCompatibleAsync(Orders, mode, Actors.Operator)).Succeeded);
}
