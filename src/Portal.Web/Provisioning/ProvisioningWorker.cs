using Portal.Catalogue.Ownership;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Delegation;
using Portal.Catalogue.Requests.Provisioning;

namespace Portal.Web.Provisioning;

/// <summary>
/// Makes what was approved, in one process of the portal, beginning with what an earlier process left in the middle, and keeps requests
/// from lying about: reminders, expiry. What owners are to confirm, and access that ends, is looked after with them.
/// </summary>
internal sealed partial class ProvisioningWorker(
    Provisioner provisioner, RequestUpkeep upkeep, DeputyDesk deputies, OwnershipUpkeep ownership, AccessUpkeep access, RequestJournal journal, TimeProvider time,
    ILogger<ProvisioningWorker> logger) : BackgroundService
{
    /// <summary>How often it looks, also without being told: another process may have taken the decision.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>How often it looks for what nobody does anything about.</summary>
    public static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    // A source that hangs holds up only its own request.
    private const int AtOnce = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    // Only of requests that could not be taken down, which are none as long as the databases are well.
    private readonly Dictionary<string, (int Failures, DateTimeOffset Next)> _failed = [];

    /// <summary>Makes what waits, once.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waiting = (await provisioner.WaitingAsync(cancellationToken)).Where(id => !_failed.TryGetValue(id, out var failed) || failed.Next <= now).ToList();
        await Parallel.ForEachAsync(
            waiting,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, stop) => await MakeAsync(id, stop));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var told = new SemaphoreSlim(1, 1);
        void Note(FeedRequest request)
        {
            if (request.State == RequestState.Approved && told.CurrentCount == 0)
            {
                told.Release();
            }
        }

        journal.Changed += Note;
        provisioner.StepFailed += LogStep;
        try
        {
            // At once at the beginning: an earlier process may have been about to tell somebody something.
            long? swept = null;
            while (true)
            {
                await told.WaitAsync(Every, stoppingToken);
                await GuardAsync(WorkAsync, stoppingToken);
                if (swept is null || time.GetElapsedTime(swept.Value) >= SweepEvery)
                {
                    swept = time.GetTimestamp();
                    await GuardAsync(upkeep.SweepAsync, stoppingToken);
                    await GuardAsync(deputies.SweepAsync, stoppingToken);
                    await GuardAsync(ownership.SweepAsync, stoppingToken);
                    await GuardAsync(access.SweepAsync, stoppingToken);
                }
            }
        }
        finally
        {
            journal.Changed -= Note;
            provisioner.StepFailed -= LogStep;
        }
    }

    private async Task MakeAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await provisioner.RunAsync(id, cancellationToken);
            Forget(id);
        }
        catch (ProvisioningOvertakenException)
        {
            // A comment came in between, or another process is at it: the next look goes on.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(exception, id);
            lock (_failed)
            {
                var failures = _failed.GetValueOrDefault(id).Failures + 1;
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestPause.TotalSeconds));
                _failed[id] = (failures, time.GetUtcNow() + pause);
            }
        }
    }

    private void Forget(string id)
    {
        lock (_failed)
        {
            _failed.Remove(id);
        }
    }

    private async Task GuardAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogWorkFailed(exception);
        }
    }

    private void LogStep(FeedRequest request, string step, Exception exception) => LogStepFailed(exception, step, request.Id);

    [LoggerMessage(EventId = 1801, Level = LogLevel.Error, Message = "Step {Step} of request {Request} failed; what was made of it is taken down")]
    private partial void LogStepFailed(Exception exception, string step, string request);

    [LoggerMessage(EventId = 1802, Level = LogLevel.Error, Message = "Making request {Request} was interrupted; it is taken up again")]
    private partial void LogInterrupted(Exception exception, string request);

    [LoggerMessage(EventId = 1803, Level = LogLevel.Error, Message = "Looking after requests was interrupted; it is tried again")]
    private partial void LogWorkFailed(Exception exception);
}
