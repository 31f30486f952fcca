using Portal.Catalogue.Notifications;

namespace Portal.Web.Notifications;

/// <summary>Moves the bells of this process when another one told their people something.</summary>
internal sealed partial class NotificationRelay(
    Notifier notifier, TimeProvider time, ILogger<NotificationRelay> logger, INotificationSignals? signals = null) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (signals is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                notifier.Tell(await signals.NextAsync(stoppingToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Hearing from other nodes whom they told something was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
