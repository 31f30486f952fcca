using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Storage.EventLog;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Operations;

/// <summary>Where the portal keeps its data.</summary>
internal sealed record DataFolder(string Path);

/// <summary>Whether the log's writer keeps up and its commits go well.</summary>
internal sealed class LogWriterCheck(ILogPulse log, TimeProvider time) : IHealthCheck
{
    // A failed commit is told of for so long after it: by then whoever was concerned has tried again.
    private static readonly TimeSpan FailureMemory = TimeSpan.FromMinutes(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Judge(log.Pulse, time.GetUtcNow()));

    internal static HealthCheckResult Judge(LogPulse pulse, DateTimeOffset now) => pulse switch
    {
        { LastFailure: { } failure } when now - failure < FailureMemory && !(pulse.LastCommit > failure) =>
            HealthCheckResult.Unhealthy($"The last commit failed {Figure.Duration(now - failure)} ago and none has gone well since: see the log."),
        _ when pulse.Waiting * 2 > pulse.MaxWaiting =>
            HealthCheckResult.Degraded($"{Figure.Count(pulse.Waiting)} batches wait to be written, of {Figure.Count(pulse.MaxWaiting)} at most: the disk or the database is slow."),
        { LastFailure: { } failure } when now - failure < FailureMemory =>
            HealthCheckResult.Degraded($"A commit failed {Figure.Duration(now - failure)} ago; those after it went well."),
        { LastCommit: { } commit } => HealthCheckResult.Healthy($"The last commit was {Figure.Duration(now - commit)} ago; {Figure.Count(pulse.Waiting)} batches wait."),
        _ => HealthCheckResult.Healthy("Nothing was written since the start."),
    };
}

/// <summary>Whether there is room for the data.</summary>
internal sealed class DiskCheck(DataFolder folder) : IHealthCheck
{
    private const long Least = 200L * 1024 * 1024;
    private const long Little = 2L * 1024 * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var drive = new DriveInfo(folder.Path);
            return Task.FromResult(Judge(drive.AvailableFreeSpace, drive.TotalSize));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Task.FromResult(HealthCheckResult.Degraded("How much room the data folder has cannot be read."));
        }
    }

    internal static HealthCheckResult Judge(long free, long total)
    {
        var words = $"{Figure.Bytes(free)} of {Figure.Bytes(total)} are free where the data are.";
        return free < Least ? HealthCheckResult.Unhealthy($"{words} Make room: the portal stops taking entries in when there is none.")
            : free < Little && free * 20 < total ? HealthCheckResult.Degraded($"{words} Make room soon, or keep less of feeds.")
            : HealthCheckResult.Healthy(words);
    }
}

/// <summary>Whether the process has memory left.</summary>
internal sealed class MemoryCheck : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var memory = GC.GetGCMemoryInfo();
        return Task.FromResult(Judge(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), memory.MemoryLoadBytes, memory.TotalAvailableMemoryBytes));
    }

    internal static HealthCheckResult Judge(long workingSet, long heap, long load, long available)
    {
        var words = $"The process takes {Figure.Bytes(workingSet)}, {Figure.Bytes(heap)} of it for objects; {Figure.Bytes(available)} are there for it.";
        return available > 0 && load > available * 0.95 ? HealthCheckResult.Degraded($"{words} Memory is nearly used up: give it more, or fewer feeds.") : HealthCheckResult.Healthy(words);
    }
}
