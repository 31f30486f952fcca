using Portal.Catalogue.Access;
using Portal.Events;

namespace Portal.Catalogue.Requests;

/// <summary>
/// Something that somebody asked for, whatever its kind. Its state changes only by the methods below, each along
/// <see cref="RequestTransitions"/>, each taken down in <see cref="History"/> and each counted by <see cref="Version"/>.
/// </summary>
public sealed class FeedRequest
{
    /// <summary>The most comments of one request.</summary>
    public const int MaxComments = 500;

    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    public RequestState State { get; private set; } = RequestState.Draft;

    /// <summary>What kind of thing is asked for.</summary>
    public RequestKind Kind { get; private set; }

    /// <summary>Who asked: the id of a user or key.</summary>
    public required string RequesterId { get; init; }

    /// <summary>The name of who asked.</summary>
    public required string RequesterName { get; init; }

    /// <summary>What is asked for.</summary>
    public required RequestDraft Draft { get; set; }

    /// <summary>The feed that it is about, there already or not; null while a draft does not name one.</summary>
    public string? Target { get; private set; }

    /// <summary>
    /// What it speaks for while it is open: no two open requests have the same, so that nobody asks twice for one thing,
    /// however fast they click. Null otherwise.
    /// </summary>
    public string? Claim { get; private set; }

    /// <summary>What the portal found when it was submitted.</summary>
    public IReadOnlyList<RequestCheck> Checks { get; private set; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<RequestStep> History { get; private set; } = [];

    /// <summary>What was said about it, oldest first.</summary>
    public IReadOnlyList<RequestComment> Comments { get; private set; } = [];

    /// <summary>The steps that make what is asked for; empty until it is approved.</summary>
    public IReadOnlyList<ProvisioningProgress> Progress { get; private set; } = [];

    /// <summary>Why what was made is being taken down again; null when it is not.</summary>
    public string? Failure { get; private set; }

    /// <summary>How often making it was begun; one that keeps ending in the middle is given up.</summary>
    public int Attempts { get; private set; }

    /// <summary>When it was first submitted, or begun.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset Changed { get; private set; }

    /// <summary>By when it is to be decided; null when it does not wait for a decision.</summary>
    public DateTimeOffset? Due { get; private set; }

    /// <summary>When the deciders were last reminded; null when they were not.</summary>
    public DateTimeOffset? Reminded { get; private set; }

    /// <summary>The feed that came of it, or that it changed; null before.</summary>
    public FeedId? Feed { get; private set; }

    /// <summary>When the publisher's key was collected, which happens once; null before, and when there is none.</summary>
    public DateTimeOffset? KeyCollected { get; private set; }

    /// <summary>How many of the newest steps people are still to be told of: stored with the steps, so that a crash in between loses no notice.</summary>
    public int UntoldSteps { get; private set; }

    /// <summary>How many of the newest comments people are still to be told of.</summary>
    public int UntoldComments { get; private set; }

    /// <summary>Counts the changes, so that of two deciders exactly one wins.</summary>
    public int Version { get; private set; }

    /// <summary>Whether nothing is left to decide or to change.</summary>
    public bool IsDecided => RequestTransitions.Decided.Contains(State);

    /// <summary>Whether it was approved and is being made.</summary>
    public bool IsBeingMade => State is RequestState.Approved or RequestState.Provisioning;

    /// <summary>Whether its requester may hand it in, changed or not.</summary>
    public bool MayBeHandedIn => RequestTransitions.Allows(State, RequestState.Submitted);

    /// <summary>Who approved it; null before.</summary>
    public RequestStep? Approval => History.LastOrDefault(step => step.To == RequestState.Approved);

    /// <summary>The step that makes the publisher's key is among those that were done.</summary>
    public bool HasKey => Progress.Any(step => step is { Name: Provisioning.KeyStep.StepName, State: ProvisioningState.Done });

    internal Guid Number => Guid.Parse(Id["req-".Length..]);

    internal static string NewId(DateTimeOffset now) => "req-" + Guid.CreateVersion7(now).ToString("N");

    internal void Keep(RequestDraft draft, DateTimeOffset now)
    {
        if (State != RequestState.Draft)
        {
            throw new InvalidOperationException($"A request that is {State} is no draft.");
        }

        SetDraft(draft);
        Touch(now);
    }

    internal void Submit(RequestDraft draft, string claim, IReadOnlyList<RequestCheck> checks, DateTimeOffset due, Actor actor, DateTimeOffset now)
    {
        SetDraft(draft);
        (Checks, Due, Reminded, Progress, Failure, Attempts) = (checks, due, null, [], null, 0);
        Move(RequestState.Submitted, now, actor, State == RequestState.Draft ? "submitted" : "resubmitted", null);
        Claim = claim;
    }

    internal void Decline(Actor actor, string comment, DateTimeOffset now, Actor? inPlaceOf = null) =>
        Move(RequestState.Declined, now, actor, "declined", comment, inPlaceOf);

    internal void AskForChanges(Actor actor, string comment, DateTimeOffset now, Actor? inPlaceOf = null) =>
        Move(RequestState.ChangesRequested, now, actor, "changesRequested", comment, inPlaceOf);

    internal void Withdraw(Actor actor, string? comment, DateTimeOffset now) => Move(RequestState.Withdrawn, now, actor, "withdrawn", comment);

    internal void Expire(DateTimeOffset now) => Move(RequestState.Expired, now, Actor.Portal, "expired", "Nobody did anything about it for too long.");

    internal void Approve(Actor actor, string? comment, IReadOnlyList<string> steps, DateTimeOffset now, Actor? inPlaceOf = null)
    {
        Move(RequestState.Approved, now, actor, "approved", comment, inPlaceOf);
        Progress = [.. steps.Select(name => new ProvisioningProgress(name, ProvisioningState.Waiting, null))];
    }

    internal void BeginProvisioning(DateTimeOffset now)
    {
        Attempts++;
        if (State == RequestState.Approved)
        {
            Move(RequestState.Provisioning, now, Actor.Portal, "provisioning", null);
        }
        else
        {
            Version++;
        }
    }

    internal void Report(string step, ProvisioningState state, string? detail, DateTimeOffset now)
    {
        Progress = [.. Progress.Select(p => p.Name == step ? new ProvisioningProgress(step, state, now, detail) : p)];
        Touch(now);
    }

    internal void TakeDown(string reason, DateTimeOffset now)
    {
        Failure = reason;
        Touch(now);
    }

    internal void Fail(DateTimeOffset now) => Move(RequestState.Failed, now, Actor.Portal, "failed", Failure);

    internal void Finish(DateTimeOffset now)
    {
        Feed = FeedId.Parse(Target!);
        Move(RequestState.Active, now, Actor.Portal, "provisioned", null);
    }

    /// <summary>Takes over what was said in the meantime, which is all that may happen to a request while it is being made.</summary>
    internal void CatchUp(FeedRequest stored) => (Comments, UntoldComments, Version) = (stored.Comments, stored.UntoldComments, stored.Version + 1);

    /// <summary>People were told of all that happened by now.</summary>
    internal void Told() => (UntoldSteps, UntoldComments) = (0, 0);

    internal void Comment(RequestComment comment)
    {
        Comments = [.. Comments, comment];
        UntoldComments++;
        Touch(comment.At);
    }

    internal void Remind(DateTimeOffset now)
    {
        Reminded = now;
        Version++;
    }

    internal void CollectKey(DateTimeOffset now)
    {
        KeyCollected = now;
        Version++;
    }

    private void SetDraft(RequestDraft draft) => (Draft, Kind, Target) = (draft, draft.Kind, string.IsNullOrWhiteSpace(draft.Id) ? null : draft.Id.Trim());

    private void Touch(DateTimeOffset now) => (Changed, Version) = (now, Version + 1);

    private void Move(RequestState to, DateTimeOffset now, Actor actor, string action, string? comment, Actor? inPlaceOf = null)
    {
        if (!RequestTransitions.Allows(State, to))
        {
            throw new InvalidOperationException($"A request that is {State} cannot become {to}.");
        }

        var step = new RequestStep(now, actor.Name, action, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim())
        {
            ActorId = actor.Id,
            InPlaceOf = inPlaceOf?.Name,
            From = State,
            To = to,
        };
        State = to;
        History = [.. History, step];
        UntoldSteps++;
        Due = to == RequestState.Submitted ? Due : null;
        Claim = RequestTransitions.HoldsClaim(to) ? Claim : null;
        Touch(now);
    }
}
