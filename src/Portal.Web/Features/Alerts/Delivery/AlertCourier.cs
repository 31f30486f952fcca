using Portal.Monitoring.Incidents;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>
/// Delivers messages about incidents from the outbox that they are put into with the incident itself. A receiver that fails is tried
/// again later and later, then the message is dead; one that hangs holds up only its own channel.
/// </summary>
internal sealed partial class AlertCourier(
    IAlertChannels channels, IIncidentStore incidents, IEnumerable<IAlertSender> senders, TimeProvider time, ILogger<AlertCourier> logger) : BackgroundService
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
        await StartAsync(await channels.DueAsync(time.GetUtcNow(), AtOnce, cancellationToken), cancellationToken);
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
                    await StartAsync(await channels.DueAsync(time.GetUtcNow(), AtOnce, stoppingToken), stoppingToken);
                    if (time.GetElapsedTime(tidied) >= TidyEvery)
                    {
                        tidied = time.GetTimestamp();
                        await channels.TidyAsync(time.GetUtcNow() - Kept, stoppingToken);
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // The next look finds the same messages due.
                    LogInterrupted(exception);
                }
            }
        }
        finally
        {
            await Task.WhenAll(_busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _busy.Clear();
        }
    }

    // The messages of a channel one after the other; channels beside each other.
    private async Task StartAsync(IReadOnlyList<AlertDelivery> due, CancellationToken cancellationToken)
    {
        foreach (var (channel, _) in _busy.Where(work => work.Value.IsCompleted).ToList())
        {
            _busy.Remove(channel);
        }

        if (due.Count == 0)
        {
            return;
        }

        var known = (await channels.ListAsync(cancellationToken)).ToDictionary(channel => channel.Id);
        foreach (var messages in due.Where(delivery => !_busy.ContainsKey(delivery.Channel)).GroupBy(delivery => delivery.Channel).ToList())
        {
            if (known.TryGetValue(messages.Key, out var channel))
            {
                _busy[channel.Id] = DeliverAsync(channel, [.. messages], cancellationToken);
            }
        }
    }

    private async Task DeliverAsync(AlertChannel channel, IReadOnlyList<AlertDelivery> messages, CancellationToken cancellationToken)
    {
        var sender = senders.First(one => one.Kind == channel.Kind);
        foreach (var delivery in messages)
        {
            try
            {
                var incident = await incidents.FindAsync(delivery.Incident, cancellationToken);
                delivery.Attempts++;
                delivery.Problem = incident is null ? "The incident is gone." : await sender.SendAsync(channel, AlertMessage.Of(delivery, incident), cancellationToken);
                delivery.State = delivery.Problem is null ? DeliveryState.Delivered
                    : incident is null || delivery.Attempts >= DeliverySchedule.MaxAttempts ? DeliveryState.Dead : DeliveryState.Waiting;
                delivery.NextAttempt = time.GetUtcNow() + DeliverySchedule.After(delivery.Attempts);
                if (delivery.State == DeliveryState.Dead)
                {
                    LogDead(channel.Name, delivery.Problem!);
                }

                await channels.SaveAsync(delivery, cancellationToken);
                if (delivery.Problem is not null)
                {
                    // The others would meet the same: they wait for the next look, and come in order.
                    return;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogInterrupted(exception);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "A message about an incident could not be delivered by the channel {Channel} and is not tried any more: {Problem}")]
    private partial void LogDead(string channel, string problem);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Error, Message = "Delivering messages about incidents was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
