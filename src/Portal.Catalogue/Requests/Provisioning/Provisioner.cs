namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>
/// Makes what was approved, step by step. How far it is, is stored before and after each step, so that whoever comes after a crash goes
/// on from there: a step that was begun is done again, and one that cannot be done takes all before it down.
/// </summary>
public sealed class Provisioner(IRequestStore requests, IEnumerable<IProvisioningStep> steps, RequestJournal journal, TimeProvider time)
{
    /// <summary>How often making one is begun before it is given up: a step that ends the process would end it for ever.</summary>
    public const int MaxAttempts = 5;

    // Between reading a request and saving it.
    private const int MaxComments = 20;

    private readonly Dictionary<string, IProvisioningStep> _steps = steps.ToDictionary(step => step.Name);

    /// <summary>Told of a step that threw, which is a fault of the portal. Handlers must not block.</summary>
    public event Action<FeedRequest, string, Exception>? StepFailed;

    /// <summary>The requests that wait to be made, or whose making was interrupted, oldest first.</summary>
    public async Task<IReadOnlyList<string>> WaitingAsync(CancellationToken cancellationToken = default) =>
        [.. (await requests.ListAsync(new RequestQuery { States = [RequestState.Approved, RequestState.Provisioning] }, cancellationToken)).Select(r => r.Id).Reverse()];

    /// <summary>
    /// Makes a request or takes it down; it is active or failed when this returns true. False when there is nothing to do, or somebody
    /// else is doing it.
    /// </summary>
    public async Task<bool> RunAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { IsBeingMade: true } request)
        {
            return false;
        }

        var begins = request.State == RequestState.Approved;
        request.BeginProvisioning(time.GetUtcNow());
        if (!await SaveAsync(request, cancellationToken))
        {
            return false;
        }

        if (begins)
        {
            await journal.MovedAsync(request, ProvisioningActor.Of(request), cancellationToken);
        }

        if (request.Failure is null && request.Attempts > MaxAttempts)
        {
            await StoreAsync(request, r => r.TakeDown($"It was interrupted {MaxAttempts} times.", time.GetUtcNow()), cancellationToken);
        }

        if (request.Failure is null)
        {
            await MakeAsync(request, cancellationToken);
        }

        if (request.Failure is not null)
        {
            await TakeDownAsync(request, cancellationToken);
        }

        await StoreAsync(request, End, cancellationToken);
        await journal.MovedAsync(request, ProvisioningActor.Of(request), cancellationToken);
        return true;
    }

    private async Task MakeAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        foreach (var name in request.Progress.Where(p => p.State is ProvisioningState.Waiting or ProvisioningState.Running).Select(p => p.Name))
        {
            await ReportAsync(request, name, ProvisioningState.Running, null, cancellationToken);
            if (await TryAsync(request, name, cancellationToken) is { } problem)
            {
                await ReportAsync(request, name, ProvisioningState.Failed, problem, cancellationToken);
                await StoreAsync(request, r => r.TakeDown(problem, time.GetUtcNow()), cancellationToken);
                return;
            }

            await ReportAsync(request, name, ProvisioningState.Done, null, cancellationToken);
        }
    }

    // What a step throws is why it cannot be done; only an end of the process leaves it for later.
    private async Task<string?> TryAsync(FeedRequest request, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _steps[name].DoAsync(request, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            StepFailed?.Invoke(request, name, exception);
            return "It could not be done: the portal met an error of its own, which its operators find in the log.";
        }
    }

    // Backwards. An undo that fails throws: the next run takes up here.
    private async Task TakeDownAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        foreach (var step in request.Progress.Where(p => p.State is ProvisioningState.Done or ProvisioningState.Running or ProvisioningState.Failed).Reverse().ToList())
        {
            await _steps[step.Name].UndoAsync(request, cancellationToken);
            if (step.State != ProvisioningState.Failed)
            {
                await ReportAsync(request, step.Name, ProvisioningState.Undone, null, cancellationToken);
            }
        }
    }

    private void End(FeedRequest request)
    {
        if (request.Failure is null)
        {
            request.Finish(time.GetUtcNow());
        }
        else
        {
            request.Fail(time.GetUtcNow());
        }
    }

    private async Task ReportAsync(FeedRequest request, string step, ProvisioningState state, string? detail, CancellationToken cancellationToken)
    {
        await StoreAsync(request, r => r.Report(step, state, detail, time.GetUtcNow()), cancellationToken);
        journal.Tell(request);
    }

    private async Task StoreAsync(FeedRequest request, Action<FeedRequest> change, CancellationToken cancellationToken)
    {
        change(request);
        for (var tries = 0; !await SaveAsync(request, cancellationToken); tries++)
        {
            // Who begins to make it counts the attempt; anything else was a comment, which does not stop the making.
            if (tries == MaxComments || await requests.FindAsync(request.Id, cancellationToken) is not { } stored || stored.Attempts != request.Attempts)
            {
                throw new ProvisioningOvertakenException($"Somebody else is making request {request.Id}.");
            }

            request.CatchUp(stored);
        }
    }

    private async Task<bool> SaveAsync(FeedRequest request, CancellationToken cancellationToken) =>
        await requests.SaveAsync(request, cancellationToken) == RequestSaved.Done;
}

/// <summary>Another process took over: this one stops where it is.</summary>
public sealed class ProvisioningOvertakenException(string message) : Exception(message);
