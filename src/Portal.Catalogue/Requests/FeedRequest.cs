using Portal.Catalogue.Access;
using Portal.Events;

namespace Portal.Catalogue.Requests;

/// <summary>Where a request is.</summary>
public enum RequestState
{
    /// <summary>Waits for a decision.</summary>
    Submitted,

    /// <summary>Waits for its requester, who was asked to change it.</summary>
    ChangesRequested,

    /// <summary>Approved: its feed exists.</summary>
    Active,

    /// <summary>Declined, with a reason.</summary>
    Declined,
}

/// <summary>A check that the portal made of a request, with its verdict.</summary>
/// <param name="Id">The check's name.</param>
/// <param name="Passed">The verdict.</param>
/// <param name="Message">The verdict for people.</param>
public sealed record RequestCheck(string Id, bool Passed, string Message);

/// <summary>A step in a request's history.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What: <c>submitted</c>, <c>approved</c>, <c>declined</c>, <c>changesRequested</c> or <c>resubmitted</c>.</param>
/// <param name="Comment">What they said; null when nothing.</param>
public sealed record RequestStep(DateTimeOffset At, string Actor, string Action, string? Comment);

/// <summary>Somebody's request for a new hosted feed.</summary>
public sealed class FeedRequest
{
    /// <summary>The request's id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is.</summary>
    public RequestState State { get; private set; }

    /// <summary>Who asked: the id of a user or key.</summary>
    public required string RequesterId { get; init; }

    /// <summary>The name of who asked.</summary>
    public required string RequesterName { get; init; }

    /// <summary>What is asked for.</summary>
    public required RequestDraft Draft { get; set; }

    /// <summary>What the portal found when it was submitted.</summary>
    public IReadOnlyList<RequestCheck> Checks { get; private set; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<RequestStep> History { get; private set; } = [];

    /// <summary>When it was first submitted.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When something last happened to it.</summary>
    public DateTimeOffset Changed { get; private set; }

    /// <summary>The feed that came of it; null before.</summary>
    public FeedId? Feed { get; private set; }

    /// <summary>Counts the changes, so that of two deciders exactly one wins.</summary>
    public int Version { get; private set; }

    /// <summary>Whether nothing more can happen to it.</summary>
    public bool IsDecided => State is RequestState.Active or RequestState.Declined;

    internal void Submit(RequestDraft draft, IReadOnlyList<RequestCheck> checks, Actor actor, DateTimeOffset now)
    {
        Draft = draft;
        Checks = checks;
        Step(RequestState.Submitted, now, actor, History.Count == 0 ? "submitted" : "resubmitted", null);
    }

    internal void Decline(Actor actor, string comment, DateTimeOffset now) =>
        Step(RequestState.Declined, now, actor, "declined", comment);

    internal void AskForChanges(Actor actor, string comment, DateTimeOffset now) =>
        Step(RequestState.ChangesRequested, now, actor, "changesRequested", comment);

    internal void Approve(Actor actor, string? comment, FeedId feed, DateTimeOffset now)
    {
        Feed = feed;
        Step(RequestState.Active, now, actor, "approved", comment);
    }

    private void Step(RequestState state, DateTimeOffset now, Actor actor, string action, string? comment)
    {
        State = state;
        Changed = now;
        Version++;
        History = [.. History, new RequestStep(now, actor.Name, action, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim())];
    }
}
