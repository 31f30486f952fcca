using Portal.Catalogue.Contracts.History;

namespace Portal.Web.Catalogue;

/// <summary>Runs the checks of recorded entries that this process was asked for.</summary>
internal sealed partial class HistoryCheckRunner(HistoryChecks checks, ILogger<HistoryCheckRunner> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        checks.RunAsync((run, exception) => LogFailed(exception, run.Id, run.Feed.Value), stoppingToken);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "The check {Check} of the entries of {Feed} could not go on")]
    private partial void LogFailed(Exception exception, Guid check, string feed);
}
