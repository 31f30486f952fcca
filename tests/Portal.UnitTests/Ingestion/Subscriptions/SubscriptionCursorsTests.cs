using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>A cursor is read once, moves with what is stored, and is read again whenever it is not certain.</summary>
public sealed class SubscriptionCursorsTests
{
    private static readonly FeedId Feed = FeedId.Parse("followed");
    private static readonly Subscription Followed = new() { Feed = Feed, Url = "http://a.example/feed", PollInterval = TimeSpan.FromMinutes(1) };

    private readonly FakeLog _log = new();
    private readonly SubscriptionCursors _cursors;

    public SubscriptionCursorsTests() => _cursors = new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate()));

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_AfterAStore_IsWhatWasStored()
    {
        await StoreAsync(tag: "\"1\"");

        Assert.Equal("\"1\"", (await _cursors.ReadAsync(Followed, Ends)).ETag);
        Assert.Equal("\"1\"", (await Another().ReadAsync(Followed, Ends)).ETag);
    }

    [Fact]
    public async Task Read_AtAnotherAddress_LeavesTheValidatorsOut()
    {
        await StoreAsync(tag: "\"1\"");

        Assert.Null((await _cursors.ReadAsync(Followed with { Url = "http://b.example/feed" }, Ends)).ETag);
    }

    [Fact]
    public async Task Read_AfterAnotherProcessMovedIt_IsOldUntilForgotten()
    {
        await StoreAsync(tag: "\"1\"");
        await StoreAsync(tag: "\"2\"", Another());

        Assert.Equal("\"1\"", (await _cursors.ReadAsync(Followed, Ends)).ETag);
        _cursors.Forget(Feed);
        Assert.Equal("\"2\"", (await _cursors.ReadAsync(Followed, Ends)).ETag);
    }

    [Fact]
    public async Task Store_ThatFails_IsReadFromTheLogAgain()
    {
        await StoreAsync(tag: "\"1\"");
        var broken = new SubscriptionCursors(_log, new EntryIntake(_log, new BrokenGate()));
        var before = await broken.ReadAsync(Followed, Ends);
        await StoreAsync(tag: "\"2\"");

        await Assert.ThrowsAsync<IOException>(() => broken.StoreAsync(Feed, [An("x")], before, before with { ETag = "\"3\"" }, Ends));

        Assert.Equal("\"2\"", (await broken.ReadAsync(Followed, Ends)).ETag);
    }

    private SubscriptionCursors Another() => new(_log, new EntryIntake(_log, new OpenGate()));

    private async Task StoreAsync(string tag, SubscriptionCursors? through = null)
    {
        var cursors = through ?? _cursors;
        var before = await cursors.ReadAsync(Followed, Ends);
        await cursors.StoreAsync(Feed, [An(tag)], before, before with { ETag = tag }, Ends);
    }

    private static Entry An(string id) => new() { Id = id, Title = EntryText.Plain(id) };

    private sealed class BrokenGate : IContractGate
    {
        public ValueTask<IFeedGate> OpenAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new IOException("Broken.");
    }
}
