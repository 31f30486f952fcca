using Portal.Events.Deliveries;

namespace Portal.Web.Delivery;

/// <summary>What came of an attempt.</summary>
/// <param name="Problem">Why it was not delivered, for people; null when it was.</param>
/// <param name="IsLast">Whether it is not worth another attempt.</param>
internal sealed record Attempt(string? Problem, bool IsLast = false);

/// <summary>
/// Delivers messages from an outbox that they were put into with what they tell of. A receiver that fails is tried again later and
/// later, then the message is dead; one that hangs holds up only its own messages.
/// </summary>
internal abstract class Courier<TMessage>(TimeProvider time) : BackgroundService
    where TMessage : IDelivery
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>How long delivered messages are kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int AtOnce = 100;
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(1);
    private readonly Dictionary<string, Task> _busy = [];

    /// <summary>Delivers what is due, once, and waits for it.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        await StartDueAsync(cancellationToken);
        await Task.WhenAll(_busy.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var tidied = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await StartDueAsync(stoppingToken);
                    if (time.GetElapsedTime(tidied) >= TidyEvery)
                    {
                        tidied = time.GetTimestamp();
                        await TidyAsync(time.GetUtcNow() - Kept, stoppingToken);
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // The next look finds the same messages due.
                    OnInterrupted(exception);
                }
            }
        }
        finally
        {
            await Task.WhenAll(_busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _busy.Clear();
        }
    }

    /// <summary>Messages that are due, oldest first.</summary>
    protected abstract Task<IReadOnlyList<TMessage>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Gets what is known of the receivers of some messages, before they are sent.</summary>
    /// <returns>Sends one of them.</returns>
    protected abstract Task<Func<TMessage, CancellationToken, Task<Attempt>>> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Saves what became of a message.</summary>
    protected abstract Task SaveAsync(TMessage message, CancellationToken cancellationToken);

    /// <summary>Removes what was delivered before a moment.</summary>
    protected abstract Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>A message is not tried any more.</summary>
    protected abstract void OnDead(TMessage message);

    /// <summary>Something of the portal's own failed; it is tried again.</summary>
    protected abstract void OnInterrupted(Exception exception);

    // The messages of a receiver one after the other; receivers beside each other.
    private async Task StartDueAsync(CancellationToken cancellationToken)
    {
        var due = await DueAsync(time.GetUtcNow(), AtOnce, cancellationToken);
        foreach (var (receiver, _) in _busy.Where(work => work.Value.IsCompleted).ToList())
        {
            _busy.Remove(receiver);
        }

        if (due.Count == 0)
        {
            return;
        }

        var send = await PrepareAsync(cancellationToken);
        foreach (var messages in due.Where(message => !_busy.ContainsKey(message.Receiver)).GroupBy(message => message.Receiver).ToList())
        {
            _busy[messages.Key] = DeliverAsync([.. messages], send, cancellationToken);
        }
    }

    private async Task DeliverAsync(IReadOnlyList<TMessage> messages, Func<TMessage, CancellationToken, Task<Attempt>> send, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            try
            {
                message.Attempts++;
                var attempt = await send(message, cancellationToken);
                message.Problem = attempt.Problem;
                message.State = attempt.Problem is null ? DeliveryState.Delivered
                    : attempt.IsLast || message.Attempts >= DeliverySchedule.MaxAttempts ? DeliveryState.Dead : DeliveryState.Waiting;
                message.NextAttempt = time.GetUtcNow() + DeliverySchedule.After(message.Attempts);
                if (message.State == DeliveryState.Dead)
                {
                    OnDead(message);
                }

                await SaveAsync(message, cancellationToken);
                if (message.State == DeliveryState.Waiting)
                {
                    // The others would meet the same: they wait for the next look, and come in order.
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                OnInterrupted(exception);
                return;
            }
        }
    }
}
