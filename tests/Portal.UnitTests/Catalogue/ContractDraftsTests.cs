using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class ContractDraftsTests
{
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private static readonly Actor Kim = Actors.Of("kim", PortalRoles.Operator);
    private static readonly Actor Mia = Actors.Of("mia", PortalRoles.Operator);

    private readonly FakeDraftStore _store = new();
    private readonly ContractDrafts _drafts;

    public ContractDraftsTests()
    {
        var feeds = new FakeFeedStore();
        feeds.Feeds.Add(Orders, new Feed { Id = Orders, Title = "Orders", Owner = "Sales", Domain = "Sales", Channel = new FeedChannel.Hosted(), Created = default, Changed = default });
        var registry = new FeedRegistry(
            feeds, new AccessControl(new FakeTimeProvider()), new CatalogueChanges(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());
        var contracts = new ContractRegistry(
            registry, new FakeContractStore(), new CompiledContracts(), new CatalogueChanges(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());
        _drafts = new ContractDrafts(contracts, _store, new CatalogueChanges(), new FakeAuditTrail(), new FakeTimeProvider());
    }

    [Fact]
    public async Task Begin_AnUnfinishedDraft_IsKept()
    {
        var begun = await _drafts.BeginAsync(Orders, new ContractDraft { Schema = "{" }, Kim);

        Assert.Equal((1, "kim name", "{"), (begun.Value?.Revision, begun.Value?.ChangedBy, begun.Value?.Content.Schema));
    }

    [Fact]
    public async Task Save_ByTwoAtOnce_TellsTheSecondAndOverwritesNothing()
    {
        var begun = (await _drafts.BeginAsync(Orders, new ContractDraft { Schema = "{}" }, Kim)).Value!;
        var read = new DraftRevision(begun.Id, begun.Revision);

        var first = await _drafts.SaveAsync(Orders, read, new ContractDraft { Schema = "true" }, Mia);
        var second = await _drafts.SaveAsync(Orders, read, new ContractDraft { Schema = "false" }, Kim);

        Assert.Equal(2, first.Value?.Revision);
        Assert.Equal(RefusalKind.Stale, second.Refusal?.Kind);
        Assert.StartsWith("mia name saved revision 2 of this draft", second.Refusal?.Detail, StringComparison.Ordinal);
        Assert.Equal("true", (await _drafts.FindAsync(Orders, begun.Id, Kim)).Value?.Content.Schema);
    }

    [Fact]
    public async Task PublishAndDiscard_AnOlderRevision_AreRefused()
    {
        var begun = (await _drafts.BeginAsync(Orders, new ContractDraft { Schema = "{}" }, Kim)).Value!;
        var read = new DraftRevision(begun.Id, begun.Revision);
        await _drafts.SaveAsync(Orders, read, new ContractDraft { Schema = "true" }, Mia);

        Assert.Equal(RefusalKind.Stale, (await _drafts.PublishAsync(Orders, read, Kim)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Stale, (await _drafts.DiscardAsync(Orders, read, Kim)).Refusal?.Kind);
        Assert.Single(_store.Drafts);
    }

    [Fact]
    public async Task Drafts_OfThoseWhoOnlyRead_AreForbidden()
    {
        var begun = (await _drafts.BeginAsync(Orders, new ContractDraft { Schema = "{}" }, Kim)).Value!;
        var read = new DraftRevision(begun.Id, 1);

        Assert.Equal(
            Enumerable.Repeat<RefusalKind?>(RefusalKind.Forbidden, 6),
            [
                (await _drafts.ListAsync(Orders, Actors.Viewer)).Refusal?.Kind,
                (await _drafts.FindAsync(Orders, begun.Id, Actors.Viewer)).Refusal?.Kind,
                (await _drafts.BeginAsync(Orders, new ContractDraft(), Actors.Viewer)).Refusal?.Kind,
                (await _drafts.SaveAsync(Orders, read, new ContractDraft(), Actors.Viewer)).Refusal?.Kind,
                (await _drafts.DiscardAsync(Orders, read, Actors.Viewer)).Refusal?.Kind,
                (await _drafts.PublishAsync(Orders, read, Actors.Viewer)).Refusal?.Kind,
            ]);
    }

    [Fact]
    public async Task Begin_MoreThanAFeedHolds_IsRefused()
    {
        for (var i = 0; i < ContractDrafts.MaxDrafts; i++)
        {
            Assert.True((await _drafts.BeginAsync(Orders, new ContractDraft(), Kim)).Succeeded);
        }

        Assert.Equal(RefusalKind.Conflict, (await _drafts.BeginAsync(Orders, new ContractDraft(), Kim)).Refusal?.Kind);
    }

    [Fact]
    public async Task Begin_TooLongASchema_IsRefusedAtTheSchema()
    {
        var outcome = await _drafts.BeginAsync(Orders, new ContractDraft { Schema = new string(' ', ContractDraft.MaxSchemaLength + 1) }, Kim);

        Assert.Equal(["schema"], outcome.Refusal?.Errors.Keys);
    }
}
