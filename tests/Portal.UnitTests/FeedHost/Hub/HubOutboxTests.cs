using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost;
using Portal.FeedHost.Hub;

namespace Portal.UnitTests.FeedHost.Hub;

public sealed class HubOutboxTests : IAsyncDisposable
{
    private const string Topic = "https://portal.example/feeds/orders";

    private readonly FakeTimeProvider _time = new(Requests.Noon);
    private readonly Tail _tail = new();
    private readonly FakeHubStore _store = new();
    private readonly Callback _callback = new();
    private readonly Feeds _feeds = new();
    private readonly TaskCompletionSource<string> _ended = new();
    private readonly HubOutbox _outbox;

    public HubOutboxTests()
    {
        var parts = new HubOutboxParts(_feeds, _tail, _store, _callback, new HubSecrets(new EphemeralDataProtectionProvider()), _time);
        _outbox = new HubOutbox(
            new HubSubscription
            {
                Id = "s",
                Feed = Requests.Orders.Id,
                Topic = Topic,
                Callback = "https://x.example/c",
                Terms = new HubTerms("key-1", "Key", null, Requests.Noon, Requests.Noon.AddDays(1)),
                Progress = new HubProgress { Position = new EventPosition(5) },
            },
            parts,
            NullLogger.Instance);
    }

    public async ValueTask DisposeAsync() => await _outbox.DisposeAsync();

    [Fact]
    public async Task Entries_AreDeliveredInOrder_OneDeliveryAtATime()
    {
        Start();
        _tail.Tell(6, 7);
        Assert.Equal(["urn:x:7", "urn:x:6"], await _callback.NextAsync());
        _tail.Tell(8);
        Assert.False(_callback.IsCalled);
        _callback.Answer(HubAnswer.Accepted);
        Assert.Equal(["urn:x:8"], await _callback.NextAsync());
        _callback.Answer(HubAnswer.Accepted);
        await UntilAsync(progress => progress.Position.Value == 8);

        Assert.Equal((3L, 0, Requests.Noon), (Now.Delivered, Now.FailuresInRow, Now.LastDelivery));
    }

    [Fact]
    public async Task Failure_IsTriedAgainLaterAndLater()
    {
        Start();
        _tail.Tell(6);
        await FailAsync(1, TimeSpan.FromSeconds(5));
        await FailAsync(2, TimeSpan.FromSeconds(10));
        Assert.Equal(["urn:x:6"], await _callback.NextAsync());
        _callback.Answer(HubAnswer.Accepted);
        await UntilAsync(progress => progress.Position.Value == 6);

        Assert.Equal((0, null, null), (Now.FailuresInRow, Now.NextAttempt, Now.LastProblem));
    }

    [Fact]
    public async Task Failure_TenTimes_SetsTheEntriesAsideAndGoesOn()
    {
        Start();
        _tail.Tell(6, 7);
        for (var attempt = 1; attempt < HubSchedule.MaxDeliveries; attempt++)
        {
            await FailAsync(attempt, HubSchedule.DelayAfter(attempt));
        }

        await _callback.NextAsync();
        _callback.Answer(HubAnswer.Failed);
        _tail.Tell(8);
        Assert.Equal(["urn:x:8"], await _callback.NextAsync());

        var letter = Assert.Single(_store.Letters);
        Assert.Equal((5, 7, 2, 10, "No."), (letter.After, letter.UpTo, letter.Entries, letter.Attempts, letter.Problem));
        Assert.Equal(7, _store.Progress!.Position.Value);
    }

    [Fact]
    public async Task Renewal_TriesAtOnce()
    {
        Start();
        _tail.Tell(6);
        await _callback.NextAsync();
        _callback.Answer(HubAnswer.Failed);
        await UntilAsync(progress => progress.NextAttempt is not null);

        _outbox.Renew(_outbox.Current.Terms);

        Assert.Equal(["urn:x:6"], await _callback.NextAsync());
    }

    [Fact]
    public async Task Lease_ThatRanOut_EndsIt()
    {
        _time.Advance(TimeSpan.FromDays(1));
        Start();
        _tail.Tell(6);

        Assert.Equal("The lease ran out.", await _ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.False(_callback.IsCalled);
    }

    [Fact]
    public async Task Subscriber_ThatMayNotReadAnyMore_IsToldNothing()
    {
        _feeds.Hidden = true;
        Start();
        _tail.Tell(6);

        Assert.Equal(
            "The subscriber may not read the feed any more.",
            await _ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.False(_callback.IsCalled);
    }

    [Fact]
    public async Task Callback_ThatIsGone_EndsIt()
    {
        Start();
        _tail.Tell(6);
        await _callback.NextAsync();
        _callback.Answer(HubAnswer.Refused);

        Assert.Equal("No.", await _ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private HubProgress Now => _outbox.Current.Progress;

    private void Start() => _outbox.Start(reason =>
    {
        _ended.SetResult(reason);
        return Task.CompletedTask;
    });

    private async Task FailAsync(int failures, TimeSpan delay)
    {
        await _callback.NextAsync();
        _callback.Answer(HubAnswer.Failed);
        await UntilAsync(progress => progress.FailuresInRow == failures);
        Assert.Equal(_time.GetUtcNow() + delay, Now.NextAttempt);
        Assert.False(_callback.IsCalled);

        // The timer is set a moment after the progress is told.
        while (!_callback.IsCalled)
        {
            _time.Advance(delay);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task UntilAsync(Func<HubProgress, bool> reached)
    {
        for (var i = 0; i < 5000 && !reached(Now); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True(reached(Now), Now.ToString());
    }

    private sealed class Tail : IFeedTail
    {
        private readonly Channel<TailPage> _pages = Channel.CreateUnbounded<TailPage>();

        public EventPosition Head => default;

        public EventPosition Base => default;

        public void Tell(params long[] positions) => _pages.Writer.TryWrite(
            new TailPage([.. positions.Select(p => Requests.Recorded(p))], new EventPosition(positions[^1])));

        public async IAsyncEnumerable<TailPage> FollowAsync(
            FeedId feed, EventPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var page in _pages.Reader.ReadAllAsync(cancellationToken))
            {
                yield return page;
            }
        }
    }

    private sealed class Feeds : IHostedFeeds
    {
        public bool Hidden { get; set; }

        public ValueTask<HostedFeed?> FindAsync(FeedId id, System.Security.Claims.ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<HostedFeed?> FindForAsync(FeedId id, string principal, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Hidden ? null : Requests.Orders);

        public ValueTask<bool> StillReadsAsync(FeedId id, System.Security.Claims.ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(!Hidden);

        public ValueTask<IReadOnlyList<HostedFeed>> ListAsync(System.Security.Claims.ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }

    // Holds each delivery until the test answers it.
    private sealed class Callback : IHubCalls
    {
        private readonly Channel<IReadOnlyList<string>> _calls = Channel.CreateUnbounded<IReadOnlyList<string>>();
        private readonly Channel<HubAnswer> _answers = Channel.CreateUnbounded<HubAnswer>();

        public bool IsCalled => _calls.Reader.Count > 0;

        public Task<HubCall> ConfirmAsync(HubIntent intent, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<HubCall> DenyAsync(string topic, string callback, string reason, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task<HubCall> DeliverAsync(HubPing ping, string callback, string? secret, CancellationToken cancellationToken)
        {
            var feed = System.Xml.Linq.XElement.Parse(System.Text.Encoding.UTF8.GetString(ping.Body));
            _calls.Writer.TryWrite([.. feed.Elements().Where(e => e.Name.LocalName == "entry").Select(e => e.Elements().First(x => x.Name.LocalName == "id").Value)]);
            var answer = await _answers.Reader.ReadAsync(cancellationToken);
            return new HubCall(answer, answer == HubAnswer.Accepted ? null : "No.");
        }

        public async Task<IReadOnlyList<string>> NextAsync() =>
            await _calls.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        public void Answer(HubAnswer answer) => _answers.Writer.TryWrite(answer);
    }
}
