using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Portal.Events.Activity;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// Runs polls: one at a time for a feed. Those that people ask for have places of their own, so that people do not
/// wait behind slow sources.
/// </summary>
internal sealed partial class SubscriptionPolls(
    FeedRefresh refresh,
    PushRefresh pushRefresh,
    FeedBackfill backfill,
    ISubscriptionStore store,
    IActivityLog activities,
    IOptions<ChannelOptions> options,
    TimeProvider time,
    ILogger<SubscriptionPolls> logger,
    PollJitter jitter) : IDisposable
{
    private readonly SemaphoreSlim _askedPlaces = new(options.Value.MaxConcurrentPolls);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <summary>Polls a feed that is due. Never throws.</summary>
    public Task RunAsync(FollowedFeed followed) => Track(RunDueAsync(followed));

    /// <summary>Polls a feed that somebody asks for; null when it is retired before its turn comes.</summary>
    public Task<PollReport?> AskAsync(FollowedFeed followed) => followed.AskOnce(() => Track(RunAskedAsync(followed)));

    /// <summary>Takes in what a hub pushed, between polls; null when the feed is paused, or retired before its turn comes.</summary>
    public Task<PollReport?> TakePushedAsync(FollowedFeed followed, FetchResult document) => Track(TakeAsync(followed, document));

    /// <summary>Moves a subscription to another state, between polls.</summary>
    public async Task MoveAsync(
        FollowedFeed followed, Func<SubscriptionStatus, SubscriptionStatus> change, string? actor, CancellationToken cancellationToken)
    {
        await followed.Turn.WaitAsync(cancellationToken);
        try
        {
            var before = followed.Current.Status;
            followed.Change(now => now with { Status = change(now.Status) });
            await store.SaveStatusAsync(followed.Current.Feed, followed.Current.Status, cancellationToken: cancellationToken);
            await TellAsync(followed, before, actor, cancellationToken);
        }
        finally
        {
            followed.Turn.Release();
        }
    }

    /// <summary>Fills a part of a gap, between polls; null when there is nothing to fill by that name.</summary>
    public Task<BackfillReport?> BackfillAsync(FollowedFeed followed, string gap, string? actor) => Track(FillAsync(followed, gap, actor));

    /// <summary>Has a gap accepted, between polls; false when there is none that is open by that name.</summary>
    public Task<bool> AcceptGapAsync(FollowedFeed followed, string gap, string reason, string? actor) => Track(BetweenPollsAsync(
        followed, actor, (subscription, ending) => backfill.AcceptAsync(subscription, gap, reason, actor, ending)));

    /// <summary>Waits until no poll of a feed is under way, after which nothing is known of it here.</summary>
    public async Task EndAsync(FollowedFeed followed, CancellationToken cancellationToken)
    {
        await followed.Turn.WaitAsync(cancellationToken);
        refresh.Forget(followed.Current.Feed);
        followed.Turn.Release();
    }

    /// <summary>Ends all polls and waits for them. Does nothing more once disposed: a host may be stopped twice.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _stopping.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _askedPlaces.Dispose();
    }

    private async Task<PollReport?> RunDueAsync(FollowedFeed followed)
    {
        await Task.Yield();
        try
        {
            return await PollAsync(followed, asked: false);
        }
        catch (OperationCanceledException)
        {
            return null; // stopping
        }
        catch (Exception exception)
        {
            // Ours, not the source's: a database out of reach, or a defect.
            LogPollBroke(exception, followed.Current.Feed);
            return null;
        }
    }

    private async Task<PollReport?> RunAskedAsync(FollowedFeed followed)
    {
        await Task.Yield();
        await _askedPlaces.WaitAsync(_stopping.Token);
        try
        {
            return await PollAsync(followed, asked: true);
        }
        finally
        {
            _askedPlaces.Release();
        }
    }

    private async Task<PollReport?> TakeAsync(FollowedFeed followed, FetchResult document)
    {
        await Task.Yield();
        await followed.Turn.WaitAsync(_stopping.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, followed.Retired);
        try
        {
            var subscription = followed.Current;
            if (subscription.Paused || ending.IsCancellationRequested)
            {
                return null;
            }

            var result = await pushRefresh.TakeAsync(subscription, document, ending.Token);
            followed.Change(current => current with { Status = result.Status });
            LogPushed(subscription.Feed, result.Report.Outcome, result.Report.NewEntries, result.Report.Detail);
            return result.Report;
        }
        catch (OperationCanceledException) when (followed.Retired.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            followed.Turn.Release();
        }
    }

    private async Task<PollReport?> PollAsync(FollowedFeed followed, bool asked)
    {
        await followed.Turn.WaitAsync(_stopping.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, followed.Retired);
        try
        {
            var subscription = followed.Begin(asked);
            if (subscription.Paused && !asked)
            {
                return null;
            }

            // Stands if the poll breaks: then the source is left alone for a while all the same.
            var (now, dice) = (time.GetUtcNow(), jitter.Next());
            followed.Change(current => current with { Status = StatusRules.Broken(current, now, dice) });
            var result = await refresh.RefreshAsync(subscription, dice, ending.Token);
            followed.Change(current => current with { Status = result.Status });
            if (result.NewUrl is { } newUrl)
            {
                followed.Move(subscription.Url, newUrl);
            }

            LogPolled(subscription.Feed, result.Report.Outcome, result.Report.NewEntries, result.Report.Detail);
            await TellAsync(followed, subscription.Status, actor: null, ending.Token);
            return result.Report;
        }
        catch (OperationCanceledException) when (followed.Retired.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            followed.Turn.Release();
        }
    }

    private async Task<BackfillReport?> FillAsync(FollowedFeed followed, string gap, string? actor)
    {
        await _askedPlaces.WaitAsync(_stopping.Token);
        try
        {
            BackfillReport? report = null;
            await BetweenPollsAsync(followed, actor, async (subscription, ending) =>
            {
                var filled = await backfill.FillAsync(subscription, gap, actor, ending);
                report = filled?.Report;
                return filled?.Status;
            });
            return report;
        }
        finally
        {
            _askedPlaces.Release();
        }
    }

    private async Task<bool> BetweenPollsAsync(
        FollowedFeed followed, string? actor, Func<Subscription, CancellationToken, Task<SubscriptionStatus?>> change)
    {
        await followed.Turn.WaitAsync(_stopping.Token);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, followed.Retired);
        try
        {
            var subscription = followed.Current;
            if (await change(subscription, ending.Token) is not { } status)
            {
                return false;
            }

            // Only that: its times may have been changed meanwhile.
            followed.Change(current => current with { Status = current.Status with { Continuity = status.Continuity } });
            await TellAsync(followed, subscription.Status, actor, ending.Token);
            return true;
        }
        catch (OperationCanceledException) when (followed.Retired.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            followed.Turn.Release();
        }
    }

    private async Task TellAsync(FollowedFeed followed, SubscriptionStatus before, string? actor, CancellationToken cancellationToken)
    {
        foreach (var activity in SubscriptionNews.Of(before, followed.Current, time.GetUtcNow(), actor))
        {
            await activities.RecordAsync(activity, cancellationToken);
        }
    }

    private Task<T> Track<T>(Task<T> poll)
    {
        _running[poll] = true;
        _ = poll.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return poll;
    }
}
