using Microsoft.Extensions.Logging;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Hub;

/// <summary>What an outbox works with.</summary>
internal sealed record HubOutboxParts(
    IHostedFeeds Feeds, IFeedTail Tail, IHubStore Store, IHubCalls Calls, HubSecrets Secrets, TimeProvider Time);

/// <summary>
/// Delivers to one subscriber: every entry of its feed after where it was, in order, one delivery at a time, at least once.
/// What the subscriber does not take is tried again, then set aside as a dead letter. Nothing waits here but one page: the
/// rest is in the log.
/// </summary>
internal sealed class HubOutbox(HubSubscription subscription, HubOutboxParts parts, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly HubTopic _topic = HubTopic.Parse(subscription.Topic);
    private volatile TaskCompletionSource _hurry = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>The subscription as it is now. A renewal replaces the terms, deliveries the progress, each in one assignment.</summary>
    public HubSubscription Current => subscription with { Terms = _terms, Progress = _progress };

    /// <summary>Whether something changed since the progress was last taken to be saved.</summary>
    public bool HasMoved { get; private set; }

    private volatile HubTerms _terms = subscription.Terms;
    private volatile HubProgress _progress = subscription.Progress;

    /// <summary>Begins to deliver; <paramref name="ended"/> is told why when it stops by itself.</summary>
    public void Start(Func<string, Task> ended) => _loop = RunAsync(ended, _stop.Token);

    /// <summary>Takes new terms, and tries at once what waited for another attempt.</summary>
    public void Renew(HubTerms terms)
    {
        _terms = terms;
        _hurry.TrySetResult();
    }

    /// <summary>The progress, to be saved.</summary>
    public HubProgress TakeProgress()
    {
        HasMoved = false;
        return _progress;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(Func<string, Task> ended, CancellationToken cancellationToken)
    {
        // The caller goes on at once.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var reason = await FollowAsync(cancellationToken);

                // Not awaited: who ends an outbox waits for this loop.
                _ = ended(reason);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The next round goes on from the same position.
                HubLog.OutboxInterrupted(logger, exception, subscription.Feed.Value, subscription.Id);
                await Task.Delay(RestAfterFailure, parts.Time, CancellationToken.None);
            }
        }
    }

    private async Task<string> FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in parts.Tail.FollowAsync(subscription.Feed, _progress.Position, cancellationToken))
        {
            var wanted = page.Entries.Where(entry => _topic.Search?.Matches(entry.Entry.Categories) ?? true);
            foreach (var part in HubPing.Split(wanted))
            {
                if (await PassOnAsync(part, cancellationToken) is { } reason)
                {
                    return reason;
                }
            }

            Move(_progress with { Position = page.Position });
        }

        throw new OperationCanceledException(cancellationToken);
    }

    // Ends when the entries are delivered or set aside; with a reason when the subscription ends.
    private async Task<string?> PassOnAsync(IReadOnlyList<RecordedEntry> entries, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (parts.Time.GetUtcNow() >= _terms.LeaseEnds)
            {
                return "The lease ran out.";
            }

            if (await parts.Feeds.FindForAsync(subscription.Feed, _terms.Subscriber, cancellationToken) is not { } feed)
            {
                return "The subscriber may not read the feed any more.";
            }

            var ping = HubPing.Of(feed, subscription.Topic, _topic.Addresses, entries);
            var call = await parts.Calls.DeliverAsync(ping, subscription.Callback, parts.Secrets.Unprotect(_terms.Secret), cancellationToken);
            HubMetrics.Count(call.Answer);
            switch (call.Answer)
            {
                case HubAnswer.Accepted:
                    Move(Delivered(entries));
                    return null;
                case HubAnswer.Refused:
                    return call.Problem;
                case HubAnswer.Failed when attempt < HubSchedule.MaxDeliveries:
                    await RestAsync(call, cancellationToken);
                    break;
                default:
                    await SetAsideAsync(entries, attempt, call.Problem!, cancellationToken);
                    return null;
            }
        }
    }

    private HubProgress Delivered(IReadOnlyList<RecordedEntry> entries) => _progress with
    {
        Position = entries[^1].Position,
        LastDelivery = parts.Time.GetUtcNow(),
        Delivered = _progress.Delivered + entries.Count,
        FailuresInRow = 0,
        NextAttempt = null,
        LastProblem = null,
    };

    private async Task RestAsync(HubCall call, CancellationToken cancellationToken)
    {
        var hurry = _hurry = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var failures = _progress.FailuresInRow + 1;
        var delay = HubSchedule.DelayAfter(failures, call.RetryAfter);
        Move(_progress with { FailuresInRow = failures, LastProblem = call.Problem, NextAttempt = parts.Time.GetUtcNow() + delay });
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(hurry.Task, Task.Delay(delay, parts.Time, both.Token));
        await both.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task SetAsideAsync(IReadOnlyList<RecordedEntry> entries, int attempts, string problem, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        var progress = _progress with
        {
            Position = entries[^1].Position,
            FailuresInRow = _progress.FailuresInRow + 1,
            LastProblem = problem,
            NextAttempt = null,
        };
        var letter = new DeadLetter
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Subscription = subscription.Id,
            Feed = subscription.Feed,
            After = entries[0].Position.Value - 1,
            UpTo = entries[^1].Position.Value,
            Entries = entries.Count,
            Attempts = attempts,
            LastAttempt = now,
            Problem = problem,
        };
        await parts.Store.AddDeadLetterAsync(letter, progress, cancellationToken);
        Move(progress);
        var host = new Uri(subscription.Callback).Host;
        HubLog.SetAside(logger, subscription.Feed.Value, host, entries.Count, attempts, problem);
    }

    private void Move(HubProgress progress)
    {
        _progress = progress;
        HasMoved = true;
    }
}
