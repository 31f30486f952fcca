using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;
using Portal.UnitTests.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.WebSub;

/// <summary>Notifications beside the one that is being read: how many there may be, and how long.</summary>
public sealed class PushReceiverTests : IAsyncDisposable
{
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeLog _log = new();
    private readonly FakeStore _feeds = new();
    private readonly FakePushStore _store = new();
    private readonly FakeHubClient _hub = new();
    private readonly PushSubscriptions _pushes;
    private readonly SubscriptionPolls _polls;
    private readonly SubscriptionScheduler _scheduler;
    private readonly PushReceiver _receiver;
    private HubRequest? _asked;

    public PushReceiverTests()
    {
        var options = Options.Create(new ChannelOptions());
        var secrets = new PushSecrets(new EphemeralDataProtectionProvider());
        var source = new FakeSource();
        var cursors = new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate()));
        _feeds.Subscriptions[Feed] = new Subscription { Feed = Feed, Url = "http://a.example/feed", PollInterval = TimeSpan.FromDays(1) };
        _pushes = new PushSubscriptions(_store, _feeds, _hub, new FakeCallbacks(), secrets, new FollowingScope(IsShared: false), _time, NullLogger<PushSubscriptions>.Instance);
        _polls = new SubscriptionPolls(
            new FeedRefresh(source, source, _log, cursors, _feeds, _pushes, Vaults.New(), options, _time),
            new PushRefresh(source, _log, cursors, _feeds, _time),
            new FeedBackfill(source, source, _log, cursors, _feeds, Vaults.New(), options, _time),
            _feeds, new NoActivities(), options, _time, NullLogger<SubscriptionPolls>.Instance, new PollJitter());
        _scheduler = new SubscriptionScheduler(_polls, _feeds, _pushes, new FollowingScope(IsShared: false), options, _time, NullLogger<SubscriptionScheduler>.Instance);
        _receiver = new PushReceiver(_pushes, _scheduler, secrets, options, _time);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private string Token => _asked!.Callback.Segments[^1];

    public async ValueTask DisposeAsync()
    {
        await _pushes.StopAsync(CancellationToken.None);
        _receiver.Dispose();
        _scheduler.Dispose();
        _polls.Dispose();
        _pushes.Dispose();
    }

    [Fact]
    public async Task Take_Signed_IsStoredWhenItReturns()
    {
        await SubscribedAsync();

        Assert.Equal(Receipt.Taken, await _receiver.TakeAsync(Token, Signed("1"), Ends));
        Assert.Equal(["1"], _log.Ids);
    }

    [Fact]
    public async Task Take_UnknownToken_IsGoneAndItsBodyNotRead()
    {
        await SubscribedAsync();
        var unread = new Notification(null, null, (_, _) => throw new InvalidOperationException("It was read."));

        Assert.Equal(Receipt.Gone, await _receiver.TakeAsync(Token + "x", unread, Ends));
    }

    [Fact]
    public async Task Take_MoreThanItsPlaces_WaitWithoutTheirBodies_AndNotForEver()
    {
        await SubscribedAsync();
        var stalled = new StalledBodies();
        List<Task<Receipt>> taken = [.. Enumerable.Range(0, 40).Select(_ => _receiver.TakeAsync(Token, new Notification(null, null, stalled.ReadAsync), Ends))];
        Assert.Equal(6, taken.Count(task => task is { IsCompletedSuccessfully: true, Result: Receipt.Busy }));
        while (taken.Exists(task => !task.IsCompleted))
        {
            Ends.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(2, stalled.MostAtOnce);
        Assert.Equal([Receipt.Busy, Receipt.TooSlow], (await Task.WhenAll(taken)).Distinct().Order());
        Assert.Equal(Receipt.Taken, await _receiver.TakeAsync(Token, Signed("1"), Ends));
    }

    [Fact]
    public async Task Take_TooLarge_IsSaid()
    {
        await SubscribedAsync();

        Assert.Equal(Receipt.TooLarge, await _receiver.TakeAsync(Token, new Notification(null, null, (_, _) => Task.FromResult<byte[]?>(null)), Ends));
    }

    private Notification Signed(string lines)
    {
        var body = Encoding.UTF8.GetBytes(lines);
        var signature = "sha512=" + Convert.ToHexString(HMACSHA512.HashData(Encoding.UTF8.GetBytes(_asked!.Secret!), body));
        return new Notification(signature, "text/plain", (_, _) => Task.FromResult<byte[]?>(body));
    }

    private async Task SubscribedAsync()
    {
        await _pushes.StartAsync(Ends);
        await _pushes.OfferedAsync(Feed, new HubOffer("http://a.example/feed", ["http://hub.example/"]), paused: false, Ends);
        _asked = await _hub.NextAsync();
        Assert.True(await _receiver.ConfirmAsync(Token, "subscribe", "http://a.example/feed", "3600", Ends));
    }

    /// <summary>Bodies that never come.</summary>
    private sealed class StalledBodies
    {
        private readonly Lock _gate = new();
        private int _running;

        public int MostAtOnce { get; private set; }

        public async Task<byte[]?> ReadAsync(int limit, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                MostAtOnce = Math.Max(MostAtOnce, ++_running);
            }

            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return null;
            }
            finally
            {
                lock (_gate)
                {
                    _running--;
                }
            }
        }
    }
}
