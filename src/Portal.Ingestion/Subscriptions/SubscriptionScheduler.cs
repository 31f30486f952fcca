using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.WebSub;
using ChannelOptions = Portal.Ingestion.Channels.ChannelOptions;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Has each subscription polled when it is due, and whenever somebody asks.</summary>
internal sealed partial class SubscriptionScheduler(
    SubscriptionPolls polls,
    ISubscriptionStore store,
    IPushes pushes,
    FollowingScope scope,
    IOptions<ChannelOptions> options,
    TimeProvider time,
    ILogger<SubscriptionScheduler> logger) : BackgroundService, ISubscriptions, IFeedHolder
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);

    // A timer holds 49 days at most; waking early costs one more look.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<FeedId, FollowedFeed> _feeds = [];
    private readonly ConcurrentDictionary<FeedId, bool> _held = [];
    private readonly PollQueue _queue = new(options.Value.MaxConcurrentPolls, options.Value.MaxConcurrentPollsPerHost, options.Value.PausePerHost);
    private readonly Lock _queueGate = new();
    private DateTimeOffset _lastLook;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task<PollReport?> PollNowAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        await FindAsync(feed, cancellationToken) is { } followed
            ? await PollAskedAsync(followed).WaitAsync(cancellationToken)
            : null;

    public async Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(feed, cancellationToken) is not { } followed || !await store.SavePausedAsync(feed, true, cancellationToken))
        {
            return false;
        }

        followed.Change(now => now with { Paused = true });
        await polls.MoveAsync(followed, StatusRules.Paused, actor, cancellationToken);
        await pushes.RestAsync(feed, cancellationToken);
        Plan(followed);
        return true;
    }

    public async Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(feed, cancellationToken) is not { } followed || !await store.SavePausedAsync(feed, false, cancellationToken))
        {
            return false;
        }

        followed.Change(now => now with { Paused = false });
        await polls.MoveAsync(followed, status => StatusRules.Resumed(status, time.GetUtcNow()), actor, cancellationToken);
        await pushes.ResumeAsync(feed, cancellationToken);
        Plan(followed);
        return true;
    }

    public async Task<BackfillReport?> BackfillAsync(FeedId feed, string gap, string? actor = null, CancellationToken cancellationToken = default) =>
        await FindAsync(feed, cancellationToken) is { } followed
            ? await polls.BackfillAsync(followed, gap, actor).WaitAsync(cancellationToken)
            : null;

    public async Task<bool> AcceptGapAsync(
        FeedId feed, string gap, string reason, string? actor = null, CancellationToken cancellationToken = default) =>
        await FindAsync(feed, cancellationToken) is { } followed
        && await polls.AcceptGapAsync(followed, gap, reason, actor).WaitAsync(cancellationToken);

    /// <summary>Takes in what a hub pushed, never beside a poll of the same feed; null when it is not followed, or paused.</summary>
    public async Task<PollReport?> TakePushedAsync(FeedId feed, FetchResult document)
    {
        if (await FindAsync(feed, CancellationToken.None) is not { } followed)
        {
            return null;
        }

        var report = await polls.TakePushedAsync(followed, document);
        Plan(followed);
        return report;
    }

    public async ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        (await FindAsync(feed, cancellationToken))?.Current.Status;

    public async Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(feed, cancellationToken) is not { } stored)
        {
            await RetireAsync(feed, cancellationToken);
            return;
        }

        var followed = Follow(stored);
        var before = followed.Current;
        followed.Change(now => stored with { Status = now.Status });
        var now = time.GetUtcNow();
        if (before.Url != stored.Url || before.Credentials != stored.Credentials || (before.Paused && !stored.Paused))
        {
            followed.Change(current => current with { Status = StatusRules.Resumed(current.Status, now) });
            if (before.Url != stored.Url)
            {
                followed.Change(current => current with { Status = AddressRules.Moved(current.Status, before.Url, stored.Url, now) });
            }
        }
        else if (before.PollInterval != stored.PollInterval)
        {
            followed.Change(current => current with { Status = StatusRules.Rescheduled(current, now) });
        }

        Plan(followed);
        await TellPushesAsync(before, stored, cancellationToken);
    }

    public bool Holds(FeedId feed) => !scope.IsShared || _held.ContainsKey(feed);

    public async Task<bool> HoldAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var isPushed = await pushes.HoldAsync(feed, cancellationToken);
        if (await store.FindAsync(feed, cancellationToken) is not { } stored)
        {
            return isPushed && (_held[feed] = true);
        }

        _held[feed] = true;
        Begin(stored);
        return true;
    }

    public async Task ReleaseAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        _held.TryRemove(feed, out _);
        await EndAsync(feed, cancellationToken);
        await pushes.ReleaseAsync(feed, cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await polls.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        pushes.Lost -= OnPushLost;
        foreach (var followed in _feeds.Values)
        {
            followed.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pushes.Lost += OnPushLost;
        if (!scope.IsShared)
        {
            await LoadAsync(stoppingToken);
        }

        await using var timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wake();
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
        {
            StartDue(timer);
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await pushes.LoadedAsync(cancellationToken);
                var subscriptions = await store.ListAsync(cancellationToken);
                foreach (var subscription in subscriptions)
                {
                    Begin(subscription);
                }

                LogLoaded(subscriptions.Count);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotLoaded(exception, StoreRetry);
                await Task.Delay(StoreRetry, time, cancellationToken);
            }
        }
    }

    private void Begin(Subscription subscription)
    {
        var followed = Follow(subscription);
        if (!pushes.IsActive(subscription.Feed))
        {
            // Its lease may have ended while nobody looked after it.
            Unpush(followed);
        }

        Plan(followed);
    }

    private async Task EndAsync(FeedId feed, CancellationToken cancellationToken)
    {
        if (_feeds.TryRemove(feed, out var followed))
        {
            await followed.RetireAsync();
            Plan(followed);
            await polls.EndAsync(followed, cancellationToken);
        }
    }

    private async Task RetireAsync(FeedId feed, CancellationToken cancellationToken)
    {
        await EndAsync(feed, cancellationToken);
        await pushes.LeaveAsync(feed, cancellationToken);
    }

    // Changed in the catalogue rather than by pausing and resuming here.
    private async Task TellPushesAsync(Subscription before, Subscription stored, CancellationToken cancellationToken)
    {
        if (stored.Paused || before.Url != stored.Url)
        {
            await pushes.RestAsync(stored.Feed, cancellationToken);
        }
        else if (before.Paused)
        {
            await pushes.ResumeAsync(stored.Feed, cancellationToken);
        }
    }

    private void OnPushLost(FeedId feed)
    {
        if (_feeds.TryGetValue(feed, out var followed))
        {
            Unpush(followed);
            Plan(followed);
        }
    }

    private void Unpush(FollowedFeed followed) =>
        followed.Change(current => current with { Status = StatusRules.Unpushed(current.Status, time.GetUtcNow()) });

    private FollowedFeed Follow(Subscription subscription) =>
        _feeds.GetOrAdd(subscription.Feed, static (_, found) => new FollowedFeed(found), subscription);

    private async ValueTask<FollowedFeed?> FindAsync(FeedId feed, CancellationToken cancellationToken)
    {
        if (_feeds.TryGetValue(feed, out var followed))
        {
            return followed;
        }

        if (!Holds(feed) || await store.FindAsync(feed, cancellationToken) is not { } stored)
        {
            return null;
        }

        followed = Follow(stored);
        Plan(followed);
        return followed;
    }

    private void StartDue(ITimer timer)
    {
        IReadOnlyList<FeedId> due;
        DateTimeOffset? next;
        lock (_queueGate)
        {
            var now = time.GetUtcNow();
            if (now < _lastLook)
            {
                // The clock was set back: what was due soon would be due in as long as that.
                foreach (var followed in _feeds.Values)
                {
                    Plan(followed);
                }
            }

            _lastLook = now;
            due = _queue.Take(now);
            next = _queue.NextDue;
            timer.Change(next is { } moment ? WaitUntil(moment, now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        if (next <= time.GetUtcNow())
        {
            // The clock was set forward before the timer was, which waits too long then.
            Wake();
        }

        foreach (var feed in due)
        {
            _ = PollDueAsync(feed);
        }
    }

    private static TimeSpan WaitUntil(DateTimeOffset due, DateTimeOffset now) =>
        TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling((due - now).TotalMilliseconds), 1, MaxWait.TotalMilliseconds));

    private async Task PollDueAsync(FeedId feed)
    {
        if (_feeds.TryGetValue(feed, out var followed))
        {
            await polls.RunAsync(followed);
            Plan(followed);
        }

        lock (_queueGate)
        {
            _queue.Finished(feed);
        }

        Wake();
    }

    private async Task<PollReport?> PollAskedAsync(FollowedFeed followed)
    {
        try
        {
            return await polls.AskAsync(followed);
        }
        finally
        {
            Plan(followed);
        }
    }

    /// <summary>Puts a feed where its status says it belongs in the queue.</summary>
    private void Plan(FollowedFeed followed)
    {
        var subscription = followed.Current;
        lock (_queueGate)
        {
            if (followed.Retired.IsCancellationRequested)
            {
                // Its id may have been registered again meanwhile; then the slot is that one's.
                if (!_feeds.ContainsKey(subscription.Feed))
                {
                    _queue.Remove(subscription.Feed);
                }
            }
            else if (subscription.Paused || (subscription.IsGone && !followed.HasMoved))
            {
                _queue.Remove(subscription.Feed);
            }
            else
            {
                var now = time.GetUtcNow();
                _queue.Schedule(subscription.Feed, followed.Host, followed.HasMoved ? now : StatusRules.DueAt(subscription.Status, now));
            }
        }

        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}
