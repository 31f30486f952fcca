namespace Portal.Web.Features.Alerts;

/// <summary>Sees to it that who looks after an incident was told, also when a process ended before it came to that.</summary>
internal sealed partial class IncidentUpkeep(IncidentDesk desk, TimeProvider time, ILogger<IncidentUpkeep> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await desk.CatchUpAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogInterrupted(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1703, Level = LogLevel.Error, Message = "Telling who looks after incidents was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
