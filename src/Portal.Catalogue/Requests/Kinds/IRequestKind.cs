using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>What is particular to one kind of request.</summary>
internal interface IRequestKind
{
    /// <summary>The kind.</summary>
    RequestKind Kind { get; }

    /// <summary>
    /// The draft with what the portal knows filled in, or why it cannot be asked for. Asked when it is handed in and again when it is
    /// approved: much can happen in between.
    /// </summary>
    ValueTask<Outcome<RequestDraft>> CheckAsync(RequestDraft draft, Actor requester, CancellationToken cancellationToken);

    /// <summary>Why it cannot be approved though it could be asked for; null when it can.</summary>
    ValueTask<Refusal?> CheckApprovalAsync(RequestDraft draft, CancellationToken cancellationToken) => ValueTask.FromResult<Refusal?>(null);

    /// <summary>What it speaks for while it is open.</summary>
    string ClaimOf(RequestDraft draft, string requesterId);

    /// <summary>What would be different afterwards.</summary>
    ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken);

    /// <summary>The steps that make it, in order.</summary>
    IReadOnlyList<string> StepsOf(RequestDraft draft);

    /// <summary>Whether somebody decides on requests of this kind about this feed, their own aside.</summary>
    ValueTask<bool> MayDecideAsync(RequestDraft draft, Actor actor, CancellationToken cancellationToken) =>
        ValueTask.FromResult(actor.May(Permission.DecideRequests));
}
