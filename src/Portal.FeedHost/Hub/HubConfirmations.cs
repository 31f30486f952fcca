using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events.Log;

namespace Portal.FeedHost.Hub;

/// <summary>Asks callbacks to confirm what was asked in their name (WebSub, section 5.3), and starts or ends subscriptions as they say.</summary>
internal sealed partial class HubConfirmations(
    IHubStore store, IEventLog log, IHubCalls calls, HubOutboxes outboxes, TimeProvider time, ILogger<HubConfirmations> logger) : BackgroundService
{
    private const int MaxConcurrent = 8;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private volatile TaskCompletionSource _news = NewSignal();

    /// <summary>Says that there is a request to be confirmed.</summary>
    public void Tell() => _news.TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var news = _news = NewSignal();
                var now = time.GetUtcNow();
                var due = (await store.IntentsAsync(stoppingToken)).Where(intent => intent.NextAttempt <= now);

                // Requests of one subscription are taken in their order, those of different ones side by side.
                await Parallel.ForEachAsync(
                    due.GroupBy(intent => HubTopic.SubscriptionId(intent.Topic, intent.Callback)),
                    new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrent, CancellationToken = stoppingToken },
                    ConfirmAsync);
                await Task.WhenAny(news.Task, Task.Delay(LookAgain, time, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogInterrupted(exception);
                await Task.Delay(RestAfterFailure, time, stoppingToken);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async ValueTask ConfirmAsync(IEnumerable<HubIntent> intents, CancellationToken cancellationToken)
    {
        foreach (var intent in intents)
        {
            await ConfirmAsync(intent, cancellationToken);
        }
    }

    private async Task ConfirmAsync(HubIntent intent, CancellationToken cancellationToken)
    {
        // Taken before the callback confirms: an entry that comes in after its answer is delivered.
        var head = await log.HeadAsync(cancellationToken);
        var call = await calls.ConfirmAsync(intent, cancellationToken);
        switch (call.Answer)
        {
            case HubAnswer.Accepted when intent.Unsubscribe:
                await outboxes.EndAsync(HubTopic.SubscriptionId(intent.Topic, intent.Callback), "The subscriber unsubscribed.", deny: false, cancellationToken);
                await store.RemoveIntentAsync(intent.Id, cancellationToken);
                break;
            case HubAnswer.Accepted:
                await outboxes.ConfirmAsync(intent, head, cancellationToken);
                break;
            case HubAnswer.Failed when intent.Attempts + 1 < HubSchedule.MaxConfirmations:
                var attempts = intent.Attempts + 1;
                await store.SaveIntentAsync(
                    intent with { Attempts = attempts, NextAttempt = time.GetUtcNow() + HubSchedule.DelayAfter(attempts, call.RetryAfter) }, cancellationToken);
                break;
            default:
                var host = new Uri(intent.Callback).Host;
                LogNotConfirmed(intent.Feed.Value, host, call.Problem!);
                await store.RemoveIntentAsync(intent.Id, cancellationToken);
                break;
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "A subscription of feed {Feed} at {Host} was not confirmed: {Problem}")]
    private partial void LogNotConfirmed(string feed, string host, string problem);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Error, Message = "Confirming subscriptions was interrupted; it goes on")]
    private partial void LogInterrupted(Exception exception);
}
