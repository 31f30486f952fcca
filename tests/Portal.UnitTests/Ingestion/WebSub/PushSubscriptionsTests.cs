using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;
using Portal.UnitTests.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class PushSubscriptionsTests : IAsyncDisposable
{
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HubOffer Offer = new("https://a.example/feed", ["https://hub.example/"]);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakePushStore _store = new();
    private readonly FakeStore _feeds = new();
    private readonly FakeHubClient _hub = new();
    private readonly FakeCallbacks _callbacks = new();
    private readonly PushSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly List<FeedId> _lost = [];
    private PushSubscriptions _pushes;

    public PushSubscriptionsTests()
    {
        _feeds.Subscriptions[Feed] = new Subscription { Feed = Feed, Url = "https://user:word@a.example/feed", PollInterval = TimeSpan.FromMinutes(1) };
        _pushes = Create(_secrets);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _pushes.StopAsync(CancellationToken.None);
        _pushes.Dispose();
    }

    [Fact]
    public async Task Offered_AsksTheHubWithTokenAndSecretOfItsOwn_KeptEncrypted()
    {
        var request = await SubscribedAsync();

        var stored = _store.Of(Feed);
        Assert.Equal(new Uri("https://hub.example/"), request.Hub);
        Assert.Equal("https://a.example/feed", request.Topic);
        Assert.Equal("https://portal.example/websub/" + stored.Token, request.Callback.AbsoluteUri);
        Assert.InRange(stored.Token.Length, 22, 64);
        Assert.InRange(request.Secret!.Length, 32, 199);
        Assert.Equal(request.Secret, _secrets.Read(stored.Secret));
        Assert.DoesNotContain(request.Secret, stored.Secret, StringComparison.Ordinal);
        Assert.Equal("user:word", request.Source!.UserInfo);
    }

    [Fact]
    public async Task Lease_IsRenewedBeforeItEnds_WithTheSameCallbackAndSecret()
    {
        var first = await SubscribedAsync();
        await ConfirmAsync("1000");
        _time.Advance(TimeSpan.FromSeconds(800));
        var second = await _hub.NextAsync();

        Assert.Equal(first, second);
        Assert.True(_pushes.IsActive(Feed));
        await ConfirmAsync("1000");
        Assert.Equal(Noon.AddSeconds(1800), (await _pushes.FindAsync(Feed, Ends))?.LeaseEnds);
        Assert.Empty(_lost);
    }

    [Fact]
    public async Task Lease_ThatIsNotRenewed_IsLostAndTold()
    {
        await SubscribedAsync();
        await ConfirmAsync("1000");
        _hub.Answer = _ => new HubRefusal("The hub answered 500.");
        _time.Advance(TimeSpan.FromSeconds(800));
        await _hub.NextAsync();
        await SettledAsync(async () => (await _pushes.FindAsync(Feed, Ends))?.Detail == "The hub answered 500.");
        Assert.True(_pushes.IsActive(Feed));
        _time.Advance(TimeSpan.FromSeconds(200));
        await SettledAsync(() => _lost.Count > 0);

        Assert.False(_pushes.IsActive(Feed));
        Assert.Equal([Feed], _lost);
    }

    [Fact]
    public async Task Restart_GoesOnWhereItWas()
    {
        await SubscribedAsync();
        await ConfirmAsync("1000");
        await DisposeAsync();
        _pushes = Create(_secrets);
        await _pushes.StartAsync(Ends);
        await _pushes.LoadedAsync(Ends);

        Assert.True(_pushes.IsActive(Feed));
        Assert.NotNull(await _pushes.FindAsync(_store.Of(Feed).Token, Ends));
        _time.Advance(TimeSpan.FromSeconds(800));
        await _hub.NextAsync();
    }

    [Fact]
    public async Task Restart_WithoutTheKeys_BeginsAnewWithAnotherSecret()
    {
        var first = await SubscribedAsync();
        await ConfirmAsync("1000");
        await DisposeAsync();
        _pushes = Create(new PushSecrets(new EphemeralDataProtectionProvider()));
        await _pushes.StartAsync(Ends);
        _time.Advance(TimeSpan.FromSeconds(800));
        HubRequest[] asked = [await _hub.NextAsync(), await _hub.NextAsync()];

        Assert.Equal(first.Callback, asked.Single(request => request.Secret is null).Callback);
        Assert.NotEqual(first.Secret, asked.Single(request => request.Secret is not null).Secret);
    }

    [Fact]
    public async Task Rest_TellsTheHub_ResumeAsksAnew()
    {
        var first = await SubscribedAsync();
        await ConfirmAsync("1000");
        await _pushes.RestAsync(Feed, Ends);
        var farewell = await _hub.NextAsync();
        await _pushes.ResumeAsync(Feed, Ends);
        var second = await _hub.NextAsync();

        Assert.Equal((first.Callback, null), (farewell.Callback, farewell.Secret));
        Assert.NotEqual(first.Callback, second.Callback);
        Assert.Equal([Feed], _lost);
    }

    [Fact]
    public async Task Retired_TellsTheHubAndForgets()
    {
        await SubscribedAsync();
        await ConfirmAsync("1000");
        _feeds.Subscriptions.Clear();
        await _pushes.LeaveAsync(Feed, Ends);
        Assert.Null((await _hub.NextAsync()).Secret);
        _time.Advance(PushRules.Farewell);
        await SettledAsync(() => _store.Rows.Count == 0);

        Assert.Null(await _pushes.FindAsync(Feed, Ends));
    }

    [Fact]
    public async Task Retired_WithoutAWord_IsNoticedAtTheRenewal()
    {
        await SubscribedAsync();
        await ConfirmAsync("1000");
        _feeds.Subscriptions.Clear();
        _time.Advance(TimeSpan.FromSeconds(800));

        Assert.Null((await _hub.NextAsync()).Secret);
    }

    [Fact]
    public async Task Callback_ThatAHubCannotReach_IsSaidAndTheHubNotAsked()
    {
        _callbacks.Root = "http://localhost:5080/websub/";
        await _pushes.StartAsync(Ends);
        await _pushes.OfferedAsync(Feed, Offer, paused: false, Ends);
        await SettledAsync(async () => (await _pushes.FindAsync(Feed, Ends))?.State == PushState.Failing);

        Assert.Equal("The hub could not call the portal back at http://localhost:5080: set Portal:PublicAddress.", (await _pushes.FindAsync(Feed, Ends))?.Detail);
        Assert.False(_hub.WasAskedMore);
    }

    [Fact]
    public async Task DatabaseDies_IsTriedAgain()
    {
        await SubscribedAsync();
        await ConfirmAsync("1000");
        _store.IsDead = true;
        _time.Advance(TimeSpan.FromSeconds(800));
        await SettledAsync(() => _store.Deaths > 0);
        Assert.False(_hub.WasAskedMore);
        _store.IsDead = false;

        // The next try is planned a moment after the failure was seen here.
        await SettledAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return _hub.WasAskedMore;
        });
    }

    [Fact]
    public async Task ManyFeeds_AreEachAskedForOnce()
    {
        await _pushes.StartAsync(Ends);
        var names = Enumerable.Range(0, 300).Select(i => FeedId.Parse($"f{i}")).ToList();
        foreach (var name in names)
        {
            _feeds.Subscriptions[name] = new Subscription { Feed = name, Url = $"https://{name}.example/", PollInterval = TimeSpan.FromMinutes(1) };
        }

        await Task.WhenAll(names.Select(name => _pushes.OfferedAsync(name, Offer with { Topic = $"https://{name}.example/" }, paused: false, Ends)));
        HashSet<string> topics = [];
        for (var i = 0; i < names.Count; i++)
        {
            Assert.True(topics.Add((await _hub.NextAsync()).Topic));
        }

        Assert.False(_hub.WasAskedMore);
    }

    private PushSubscriptions Create(PushSecrets secrets)
    {
        var pushes = new PushSubscriptions(_store, _feeds, _hub, _callbacks, secrets, new FollowingScope(IsShared: false), _time, NullLogger<PushSubscriptions>.Instance);
        pushes.Lost += _lost.Add;
        return pushes;
    }

    private async Task<HubRequest> SubscribedAsync()
    {
        await _pushes.StartAsync(Ends);
        await _pushes.OfferedAsync(Feed, Offer, paused: false, Ends);
        return await _hub.NextAsync();
    }

    private Task ConfirmAsync(string lease) => _pushes.ChangeAsync(
        Feed, (push, now) => PushRules.Confirmed(push, push.Current!.Token, lease, now), Ends);

    /// <summary>Lets other work go on until it is as wanted.</summary>
    private static Task SettledAsync(Func<bool> isSettled) => SettledAsync(() => Task.FromResult(isSettled()));

    private static async Task SettledAsync(Func<Task<bool>> isSettled)
    {
        while (!await isSettled())
        {
            Ends.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
