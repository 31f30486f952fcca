using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.Audit;

/// <summary>
/// Once a day: removes what is older than the configuration says, and writes the newest hash to the log. Where logs are kept
/// elsewhere, nobody can cut the end of the trail off without <c>portal audit verify --expect</c> finding it.
/// </summary>
internal sealed partial class AuditUpkeep(
    AuditTrail trail, IAuditStore store, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next day tries again.
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.KeepDays is { } days && await trail.PurgeAsync(TimeSpan.FromDays(days), cancellationToken) is > 0 and var purged)
        {
            LogPurged(purged);
        }

        if (await store.ReadAsync(new AuditQuery { Limit = 1 }, cancellationToken) is [var newest])
        {
            LogHead(newest.Number, newest.Hash);
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Information, Message = "The audit trail ends with {Number}:{Hash}")]
    private partial void LogHead(long number, string hash);

    [LoggerMessage(EventId = 1312, Level = LogLevel.Information, Message = "{Count} audit records were removed, as Portal:Audit:KeepDays says")]
    private partial void LogPurged(long count);

    [LoggerMessage(EventId = 1313, Level = LogLevel.Error, Message = "The upkeep of the audit trail failed; it is tried again in a day")]
    private partial void LogFailed(Exception exception);
}
