using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class FeedPartiesTests
{
    private static readonly FeedId Id = FeedId.Parse("orders");
    private readonly FakeFeedStore _store = new();
    private readonly FakeUses _uses = new();
    private readonly FeedParties _parties;

    public FeedPartiesTests()
    {
        var registry = new FeedRegistry(_store, new AccessControl(new FakeTimeProvider()), new CatalogueChanges(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());
        _parties = new FeedParties(registry, [new KeyConsumers(_uses), new DerivedFeeds(_store)], _uses);
        Add("orders", new FeedDetails { Consumers = [new FeedParty("Billing", null, null)] });
        Add("invoices", new FeedDetails { DerivedFrom = [Id] });
        Add("secret", new FeedDetails { DerivedFrom = [Id] }, FeedVisibility.Restricted);
        _uses.Add(UseKind.Read, "Nightly job");
        _uses.Add(UseKind.Publish, "Web shop");
        _uses.Add(UseKind.Publish, "Web shop");
    }

    [Fact]
    public async Task Read_ByThoseWhoLookAfterIt_NamesWhoIsSeen()
    {
        var view = (await _parties.ReadAsync(Id, Actors.Operator)).Value!;

        Assert.Equal(["Nightly job"], view.Using!.Select(c => c.Name));
        Assert.Equal([("Web shop", 6L)], view.Publishing!.Select(u => (u.Name, u.Count)));
        Assert.Equal(["invoices", "secret"], view.Derived.Select(f => f.Id.Value).Order());
    }

    [Fact]
    public async Task Read_ByOthers_CountsWhoIsSeenAndHidesWhatTheyMayNotSee()
    {
        var view = (await _parties.ReadAsync(Id, Actors.Viewer)).Value!;

        Assert.Null(view.Using);
        Assert.Null(view.Publishing);
        Assert.Equal(1, view.Seen);
        Assert.Equal(["invoices"], view.Derived.Select(f => f.Id.Value));
        Assert.Equal(["Billing"], view.Consumers.Select(c => c.Name));
    }

    private void Add(string id, FeedDetails details, FeedVisibility visibility = FeedVisibility.Internal) => _store.Feeds.Add(FeedId.Parse(id), new Feed
    {
        Id = FeedId.Parse(id),
        Title = id,
        Owner = "Sales",
        Domain = "Sales",
        Channel = new FeedChannel.Hosted(),
        Details = details,
        Visibility = visibility,
        Created = default,
        Changed = default,
    });

    private sealed class FakeUses : IFeedUseStore
    {
        private readonly List<FeedUse> _uses = [];

        public void Add(UseKind kind, string name) =>
            _uses.Add(new FeedUse { Feed = Id, Kind = kind, Principal = name, Name = name, First = default, Last = default, Count = 3 });

        public Task AddAsync(IReadOnlyCollection<FeedUse> seen, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<FeedUse>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<FeedUse>>([.. _uses.Where(u => u.Feed == feed)]);
    }
}
