using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.WebSub;

/// <summary>
/// The subscriptions at hubs while the portal runs: keeps them, and does what is due. What becomes of them is decided by
/// <see cref="PushRules"/>; every change is stored before anybody is told.
/// </summary>
internal sealed partial class PushSubscriptions(
    IPushStore store,
    ISubscriptionStore feeds,
    IHubClient hubs,
    ICallbackAddress callbacks,
    PushSecrets secrets,
    FollowingScope scope,
    TimeProvider time,
    ILogger<PushSubscriptions> logger) : BackgroundService, IPushes, IPushStatuses
{
    // The most feeds that hubs are called for at once, and at once at one host, so that a dead hub holds nobody else up.
    private const int MaxConcurrent = 16;
    private const int MaxConcurrentPerHost = 4;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    // A timer holds 49 days at most; waking early costs one more look.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<FeedId, Held> _feeds = [];
    private readonly ConcurrentDictionary<string, Held> _tokens = new(StringComparer.Ordinal);
    private readonly PollQueue _queue = new(MaxConcurrent, MaxConcurrentPerHost);
    private readonly Lock _queueGate = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Task, bool> _running = [];
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public event Action<FeedId>? Lost;

    public bool IsActive(FeedId feed) => _feeds.TryGetValue(feed, out var held) && PushRules.IsActive(held.Push, time.GetUtcNow());

    public ValueTask<PushStatus?> FindAsync(FeedId feed, CancellationToken cancellationToken = default) => ValueTask.FromResult(
        _feeds.TryGetValue(feed, out var held) && held.Push.Current is { } current
            ? new PushStatus(current.Hub, current.Topic, current.State, current.LeaseEnds, current.LastNotification, current.Detail)
            : null);

    public Task LoadedAsync(CancellationToken cancellationToken) => _loaded.Task.WaitAsync(cancellationToken);

    /// <summary>A subscription by the name in its callback's address; null when there is none.</summary>
    public async Task<PushSubscription?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await _loaded.Task.WaitAsync(cancellationToken);
        return _tokens.GetValueOrDefault(token)?.Push.Find(token);
    }

    public Task OfferedAsync(FeedId feed, HubOffer? offer, bool paused, CancellationToken cancellationToken) => offer is null && !_feeds.ContainsKey(feed)
        ? _loaded.Task.WaitAsync(cancellationToken)
        : ChangeAsync(feed, (push, now) => PushRules.Offered(push, offer, paused, now, found => Mint(feed, found)), cancellationToken);

    public Task PolledAsync(FeedId feed, int newEntries, CancellationToken cancellationToken) =>
        ChangeKnownAsync(feed, (push, now) => PushRules.Polled(push, newEntries, now), cancellationToken);

    public Task RestAsync(FeedId feed, CancellationToken cancellationToken) =>
        ChangeKnownAsync(feed, (push, now) => PushRules.Rested(push, now, offer => Mint(feed, offer)), cancellationToken);

    public Task ResumeAsync(FeedId feed, CancellationToken cancellationToken) => ChangeKnownAsync(feed, PushRules.Resumed, cancellationToken);

    public Task LeaveAsync(FeedId feed, CancellationToken cancellationToken) =>
        ChangeKnownAsync(feed, (push, now) => push.Leave(now), cancellationToken);

    public async Task<bool> HoldAsync(FeedId feed, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync(feed, cancellationToken);
        if (stored.Count == 0)
        {
            return false;
        }

        await ChangeHeldAsync(
            feed,
            held => Hold(feed, held, PushRules.Awoken(FeedPush.Of(stored), time.GetUtcNow()), held.Push.All.Select(one => one.Token)),
            cancellationToken);
        return true;
    }

    public async Task ReleaseAsync(FeedId feed, CancellationToken cancellationToken)
    {
        if (_feeds.TryGetValue(feed, out var held))
        {
            await ChangeHeldAsync(feed, known => Hold(feed, known, FeedPush.None, known.Push.All.Select(one => one.Token).ToList()), cancellationToken);
            _feeds.TryRemove(KeyValuePair.Create(feed, held));
        }
    }

    /// <summary>Changes what a feed has at hubs, one change at a time, and stores it.</summary>
    public async Task ChangeAsync(FeedId feed, Func<FeedPush, DateTimeOffset, FeedPush> change, CancellationToken cancellationToken)
    {
        await _loaded.Task.WaitAsync(cancellationToken);
        var held = _feeds.GetOrAdd(feed, static _ => new Held());
        await held.Turn.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var before = held.Push;
            var after = change(before, now);
            if (ReferenceEquals(before, after))
            {
                return;
            }

            // What was begun is ended: a change that is stored and not known here would come back after the next start only.
            var forgotten = before.All.Select(one => one.Token).Except(after.All.Select(one => one.Token)).ToList();
            await store.SaveAsync([.. after.All.Where(one => !before.All.Any(old => ReferenceEquals(old, one)))], forgotten, CancellationToken.None);
            Hold(feed, held, after, forgotten);
            Tell(feed, before, after, now);
        }
        finally
        {
            held.Turn.Release();
        }
    }

    private async Task ChangeHeldAsync(FeedId feed, Action<Held> change, CancellationToken cancellationToken)
    {
        var held = _feeds.GetOrAdd(feed, static _ => new Held());
        await held.Turn.WaitAsync(cancellationToken);
        try
        {
            change(held);
        }
        finally
        {
            held.Turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var held in _feeds.Values)
        {
            held.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        await using var timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wake();
        try
        {
            await foreach (var woken in _wake.Reader.ReadAllAsync(stoppingToken))
            {
                foreach (var feed in TakeDue(timer))
                {
                    Track(LookAfterAsync(feed, stoppingToken));
                }
            }
        }
        finally
        {
            await Task.WhenAll(_running.Keys);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        while (!scope.IsShared)
        {
            try
            {
                foreach (var stored in (await store.ListAsync(cancellationToken)).GroupBy(one => one.Feed))
                {
                    Hold(stored.Key, _feeds.GetOrAdd(stored.Key, static _ => new Held()), PushRules.Awoken(FeedPush.Of(stored), time.GetUtcNow()), []);
                }

                break;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotLoaded(exception, Retry);
                await Task.Delay(Retry, time, cancellationToken);
            }
        }

        _loaded.TrySetResult();
    }

    private IReadOnlyList<FeedId> TakeDue(ITimer timer)
    {
        lock (_queueGate)
        {
            var now = time.GetUtcNow();
            var due = _queue.Take(now);
            var next = _queue.NextDue;
            timer.Change(
                next is { } moment ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((moment - now).TotalMilliseconds), 1, MaxWait.TotalMilliseconds)) : Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
            if (next <= time.GetUtcNow())
            {
                // The clock was set forward before the timer was, which waits too long then.
                Wake();
            }

            return due;
        }
    }

    private async Task LookAfterAsync(FeedId feed, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var subscription = await feeds.FindAsync(feed, cancellationToken);
            IReadOnlyList<HubCall> calls = [];
            await ChangeAsync(
                feed,
                (push, now) =>
                {
                    (push, calls) = PushRules.Next(Fit(feed, push, subscription, now), now);
                    return push;
                },
                cancellationToken);
            if (_feeds.TryGetValue(feed, out var held))
            {
                PlanNext(feed, held.Push);
            }

            foreach (var call in calls)
            {
                if (await CallAsync(call, subscription, cancellationToken) is { } refusal)
                {
                    await ChangeAsync(feed, (push, now) => PushRules.Failed(push, call, refusal, now), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was due is still due after the next start.
        }
        catch (Exception exception)
        {
            LogBroke(exception, feed, Retry);
            Plan(feed, "", time.GetUtcNow() + Retry);
        }

        lock (_queueGate)
        {
            _queue.Finished(feed);
        }

        Wake();
    }

    private void Track(Task work)
    {
        _running[work] = true;
        _ = work.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task<HubRefusal?> CallAsync(HubCall call, Subscription? subscription, CancellationToken cancellationToken)
    {
        var about = call.Subscription;
        var secret = call.Subscribes ? secrets.Read(about.Secret) : null;
        if (await callbacks.OfAsync(about.Token, cancellationToken) is not { } callback || !Uri.TryCreate(about.Hub, UriKind.Absolute, out var hub))
        {
            return new HubRefusal("The portal has no address that a hub could call: set Portal:PublicAddress.", PushRules.MaxRetry);
        }

        if (callback.IsLoopback && !hub.IsLoopback)
        {
            return new HubRefusal(
                $"The hub could not call the portal back at {callback.Scheme}://{callback.Authority}: set Portal:PublicAddress.", PushRules.MaxRetry);
        }

        var source = Uri.TryCreate(subscription?.Url, UriKind.Absolute, out var address) ? address : null;
        return await hubs.AskAsync(new HubRequest(hub, about.Topic, callback, secret, source), cancellationToken);
    }

    private FeedPush Fit(FeedId feed, FeedPush push, Subscription? subscription, DateTimeOffset now)
    {
        if (subscription is null)
        {
            return push.Leave(now);
        }

        if (subscription.Paused)
        {
            return PushRules.Rested(push, now, offer => Mint(feed, offer));
        }

        // Without the keys that a secret was encrypted with no signature can be judged: it begins anew with another one.
        return push.Current is { } current && current.Due <= now && secrets.Read(current.Secret) is null
            ? PushRules.Resumed(PushRules.Rested(push, now, offer => Mint(feed, offer)), now)
            : push;
    }

    private PushSubscription Mint(FeedId feed, HubOffer offer) => new()
    {
        Token = PushSecrets.NewToken(),
        Feed = feed,
        Topic = offer.Topic,
        Hubs = offer.Hubs,
        Secret = secrets.NewSecret(),
    };

    private async Task ChangeKnownAsync(FeedId feed, Func<FeedPush, DateTimeOffset, FeedPush> change, CancellationToken cancellationToken)
    {
        await _loaded.Task.WaitAsync(cancellationToken);
        if (_feeds.ContainsKey(feed))
        {
            await ChangeAsync(feed, change, cancellationToken);
        }
    }

    private void Hold(FeedId feed, Held held, FeedPush push, IEnumerable<string> forgotten)
    {
        held.Push = push;
        foreach (var token in forgotten)
        {
            _tokens.TryRemove(token, out _);
        }

        foreach (var subscription in push.All)
        {
            _tokens[subscription.Token] = held;
        }

        PlanNext(feed, push);
    }

    private void PlanNext(FeedId feed, FeedPush push)
    {
        var next = push.All.Where(one => one.Due is not null).MinBy(one => one.Due);
        Plan(feed, Uri.TryCreate(next?.Hub, UriKind.Absolute, out var hub) ? hub.Authority : "", next?.Due);
    }

    private void Tell(FeedId feed, FeedPush before, FeedPush after, DateTimeOffset now)
    {
        if (before.Current?.State != after.Current?.State)
        {
            LogMoved(feed, before.Current?.State, after.Current?.State, after.Current?.Detail);
        }

        // Judged by what it was, not by the clock: a lease that has just run out was relied on until now.
        if (before.Current is { State: PushState.Active, MissedPolls: < PushRules.MaxMissedPolls } && !PushRules.IsActive(after, now))
        {
            Lost?.Invoke(feed);
        }
    }

    private void Plan(FeedId feed, string host, DateTimeOffset? due)
    {
        lock (_queueGate)
        {
            if (due is { } moment)
            {
                _queue.Schedule(feed, host, moment);
            }
            else
            {
                _queue.Remove(feed);
            }
        }

        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private sealed class Held : IDisposable
    {
        private volatile FeedPush _push = FeedPush.None;

        public FeedPush Push { get => _push; set => _push = value; }

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public void Dispose() => Turn.Dispose();
    }
}
