using System.Threading.Channels;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Masking;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Catalogue.Contracts.History;

/// <summary>
/// Checks of recorded entries in the background: one at a time, at most <see cref="MaxWaiting"/> wait, the last
/// <see cref="Kept"/> of a feed are kept.
/// </summary>
public sealed class HistoryChecks(
    FeedRegistry feeds, ContractRegistry contracts, ContractDrafts drafts, ICheckStore store, IEventLog log, TimeProvider time)
{
    /// <summary>The most checks that wait.</summary>
    public const int MaxWaiting = 20;

    /// <summary>How many of a feed are kept.</summary>
    public const int Kept = 20;

    /// <summary>The most days that are looked back.</summary>
    public const int MaxDays = 366;

    private readonly Channel<(CheckRun Run, HistoryQuestion Question)> _waiting =
        Channel.CreateBounded<(CheckRun, HistoryQuestion)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    /// <summary>Raised when a check of a feed has something to tell. Handlers must not block.</summary>
    public event Action<FeedId>? Told;

    /// <summary>Asks for a check of a published version.</summary>
    public async Task<Outcome<CheckRun>> StartAsync(
        FeedId feed, string version, string? eventType, int days, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await ObjectionAsync(feed, days, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var found = await contracts.FindAsync(feed, version, actor, eventType, cancellationToken);
        return found.Succeeded
            ? await QueueAsync(
                New(feed, days, actor, found.Value.EventType, version: found.Value.Version.ToString()), contracts.Compile(found.Value), cancellationToken)
            : found.Refusal;
    }

    /// <summary>Asks for a check of a draft as it is stored: what would break if it were published.</summary>
    public async Task<Outcome<CheckRun>> StartAsync(
        FeedId feed, Guid draft, int days, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await ObjectionAsync(feed, days, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var found = await drafts.FindAsync(feed, draft, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var compiled = ContractLanguages.Compile(found.Value.Content.ToSource());
        return compiled.Contract is { } contract
            ? await QueueAsync(
                New(feed, days, actor, found.Value.Content.CleanEventType, draft: new DraftRevision(draft, found.Value.Revision)), contract, cancellationToken)
            : ContractRegistry.Unusable(compiled.Errors);
    }

    /// <summary>The checks of a feed, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<CheckRun>>> ListAsync(FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded
            ? Outcome.Of<IReadOnlyList<CheckRun>>([.. (await store.ListAsync(feed, cancellationToken)).Where(run => MaySee(run, found.Value, actor))])
            : found.Refusal;
    }

    /// <summary>One check.</summary>
    public async Task<Outcome<CheckRun>> FindAsync(FeedId feed, Guid id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : await store.FindAsync(feed, id, cancellationToken) is { } run && MaySee(run, found.Value, actor) ? run
            : Refusal.NotFound($"'{feed}' has no check '{id}'.");
    }

    /// <summary>Ends a check; what it found stays.</summary>
    public async Task<Outcome<CheckRun>> CancelAsync(FeedId feed, Guid id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await ObjectionAsync(feed, days: 1, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var found = await FindAsync(feed, id, actor, cancellationToken);
        if (found is { Succeeded: true, Value.IsOpen: true })
        {
            found.Value.State = CheckState.Cancelled;
            await store.TellAsync(found.Value, cancellationToken);
            Told?.Invoke(feed);
        }

        return found;
    }

    /// <summary>Runs one check after another, until cancelled.</summary>
    /// <param name="failed">Told of a check that could not go on.</param>
    /// <param name="cancellationToken">Ends it; the check that runs is interrupted.</param>
    public async Task RunAsync(Action<CheckRun, Exception> failed, CancellationToken cancellationToken)
    {
        await foreach (var (run, question) in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                run.State = CheckState.Running;
                if (await TellAsync(run, HistoryFindings.None, cancellationToken))
                {
                    var findings = await HistoryCheck.RunAsync(log, question, found => TellAsync(run, found, cancellationToken), cancellationToken);
                    run.State = CheckState.Done;
                    await TellAsync(run, findings, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                run.State = exception is OperationCanceledException ? CheckState.Interrupted : CheckState.Failed;
                await TellAsync(run, run.Findings, CancellationToken.None);
                if (run.State == CheckState.Failed)
                {
                    failed(run, exception);
                }
            }
        }
    }

    // What a draft would break is the business of those who write it.
    private static bool MaySee(CheckRun run, Feed feed, Actor actor) => run.Draft is null || actor.CanPublishContracts(feed);

    private async ValueTask<Refusal?> ObjectionAsync(FeedId feed, int days, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : !actor.CanRequest ? Refusal.Forbidden("Recorded entries are checked by developers, publishers and operators.")
            : days is < 1 or > MaxDays
                ? new Refusal(RefusalKind.Invalid, $"days: Between 1 and {MaxDays}; this is {days}.", new Dictionary<string, string[]> { ["days"] = [$"Between 1 and {MaxDays}; this is {days}."] })
            : null;
    }

    private CheckRun New(FeedId feed, int days, Actor actor, string? eventType, string? version = null, DraftRevision? draft = null)
    {
        var now = time.GetUtcNow();
        return new CheckRun
        {
            Id = Guid.CreateVersion7(now),
            Feed = feed,
            Version = version,
            EventType = eventType,
            Draft = draft?.Id,
            Revision = draft?.Revision,
            Since = now - TimeSpan.FromDays(days),
            Created = now,
            CreatedBy = actor.Name,
            Told = now,
        };
    }

    private async Task<Outcome<CheckRun>> QueueAsync(CheckRun run, ICompiledContract contract, CancellationToken cancellationToken)
    {
        var published = await contracts.ListAsync(run.Feed, Actor.Portal, cancellationToken);
        string[] others = [.. (published.Value ?? []).Where(v => v.Applies).Select(v => v.EventType).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var names = (published.Value ?? []).Where(v => v.Applies).SelectMany(PrivateNamesOf);
        var question = new HistoryQuestion(run.Feed, contract, run.EventType, others, run.Since)
        {
            Masks = [PayloadMask.Of(contract), PayloadMask.OfNames(names)],
        };
        await store.AddAsync(run, Kept, cancellationToken);
        if (!_waiting.Writer.TryWrite((run, question)))
        {
            run.State = CheckState.Cancelled;
            await store.TellAsync(run, cancellationToken);
            return Refusal.Conflict($"{MaxWaiting} checks wait already: try again when some are done.");
        }

        Told?.Invoke(run.Feed);
        return run;
    }

    private IEnumerable<string> PrivateNamesOf(ContractVersion version)
    {
        try
        {
            return PayloadMask.Of(contracts.Compile(version)).PrivateNames;
        }
        catch (InvalidOperationException)
        {
            // It does not compile any more: then it judges nothing either.
            return [];
        }
    }

    private async Task<bool> TellAsync(CheckRun run, HistoryFindings findings, CancellationToken cancellationToken)
    {
        (run.Findings, run.Told) = (findings, time.GetUtcNow());
        var goesOn = await store.TellAsync(run, cancellationToken);
        Told?.Invoke(run.Feed);
        return goesOn;
    }
}
