using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Kinds;
using Portal.Catalogue.Requests.Policy;
using Portal.Catalogue.Requests.Provisioning;

namespace Portal.Catalogue.Requests;

/// <summary>What a decider decides.</summary>
public enum Decision
{
    /// <summary>It is made.</summary>
    Approve,

    /// <summary>It is not, for the reason given.</summary>
    Decline,

    /// <summary>The requester is to change something first.</summary>
    RequestChanges,
}

/// <summary>
/// Where requests are decided: by operators, requests for access also by the team that owns the feed, by the deputies of either, and never by who asked.
/// Approving starts the making; a <see cref="Provisioner"/> goes on with it.
/// </summary>
public sealed class DecisionDesk(
    IRequestStore requests, RequestKinds kinds, IFeedStore feeds, ITeamStore teams, PolicyDesk policies, IRequesters requesters, RequestRights rights, ApiKeys keys,
    RequestJournal journal, TimeProvider time)
{
    /// <summary>The most characters of a comment.</summary>
    public const int MaxComment = 4000;

    /// <summary>Decides. Of several who decide at once one wins, and the others are told.</summary>
    public async Task<Outcome<FeedRequest>> DecideAsync(
        string id, Decision decision, string? comment, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request || !await MaySeeAsync(request, actor, cancellationToken))
        {
            return Refusal.NotFound($"There is no request '{id}'.");
        }

        var right = await rights.OfAsync(request, actor, cancellationToken);
        if (right.Refusal is { } forbidden)
        {
            await journal.RecordAsync(request, "decided", $"A decision on the request for '{request.Target}' was refused: {forbidden.Detail}", actor, AuditOutcome.Refused, cancellationToken);
            return forbidden;
        }

        return await CheckAsync(request, decision, comment, cancellationToken)
            ?? await TakeAsync(request, decision, comment, actor, right.InPlaceOf, cancellationToken);
    }

    /// <summary>Why somebody does not decide on a request, for people; null when they may.</summary>
    public async Task<Refusal?> ForbidAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default) =>
        (await rights.OfAsync(request, actor, cancellationToken)).Refusal;

    /// <summary>
    /// Decides on several in the same way, one after the other: each is looked at anew, and what one is refused for does not stop the others.
    /// </summary>
    public async Task<Outcome<IReadOnlyList<BulkDecision>>> DecideAllAsync(
        IReadOnlyList<string> ids, Decision decision, string? comment, Actor actor, CancellationToken cancellationToken = default)
    {
        List<string> distinct = [.. ids.Distinct()];
        if (distinct.Count is 0 or > BulkDecision.Most)
        {
            return new Refusal(RefusalKind.Invalid, $"Choose 1 to {BulkDecision.Most} requests.", new Dictionary<string, string[]> { ["ids"] = [$"1 to {BulkDecision.Most} requests."] });
        }

        List<BulkDecision> decided = [];
        foreach (var id in distinct)
        {
            var outcome = await DecideAsync(id, decision, comment, actor, cancellationToken);
            decided.Add(new BulkDecision(id, outcome.Value, outcome.Refusal));
        }

        return Outcome.Of<IReadOnlyList<BulkDecision>>(decided);
    }

    /// <summary>How much care requests that somebody may see need, by their ids. Who asked learns nothing of a feed by it.</summary>
    public async Task<IReadOnlyDictionary<string, RequestRisk>> RisksAsync(IReadOnlyList<FeedRequest> seen, Actor actor, CancellationToken cancellationToken = default)
    {
        var catalogue = (await feeds.ListAsync(cancellationToken)).ToDictionary(feed => feed.Id.Value);
        return seen.ToDictionary(
            request => request.Id,
            request => RequestRisk.Of(request, request.Target is { } target && (actor.IsOperator || request.RequesterId != actor.Id) ? catalogue.GetValueOrDefault(target) : null));
    }

    /// <summary>Whether somebody decides on a request, and in whose place.</summary>
    public Task<DecisionRight> RightAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default) =>
        rights.OfAsync(request, actor, cancellationToken);

    /// <summary>Whether somebody may know of a request: who asked and who decides. A draft is its writer's alone.</summary>
    public ValueTask<bool> MaySeeAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default) =>
        rights.MaySeeAsync(request, actor, cancellationToken);

    /// <summary>What would be different afterwards; empty for those who do not decide on it, since it may tell of what they do not see.</summary>
    public async Task<IReadOnlyList<RequestDifference>> DifferenceAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default)
    {
        var kind = kinds.Of(request.Kind);
        return request.Target is not null && (request.Kind != RequestKind.Access || (await rights.OfAsync(request, actor, cancellationToken)).Refusal is null || await kind.MayDecideAsync(request.Draft, actor, cancellationToken))
            ? await kind.DifferenceAsync(request.Draft, cancellationToken)
            : [];
    }

    /// <summary>
    /// Collects the key of a new feed's publisher, once: its requester may, and who approved it. The key gets a new secret, which nobody
    /// has seen before.
    /// </summary>
    public async Task<Outcome<IssuedKey>> CollectKeyAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await requests.FindAsync(id, cancellationToken) is not { } request || !await MaySeeAsync(request, actor, cancellationToken))
        {
            return Refusal.NotFound($"There is no request '{id}'.");
        }

        if (request.RequesterId != actor.Id && request.Approval?.ActorId != actor.Id)
        {
            return Refusal.Forbidden($"Only {request.RequesterName} collects this key.");
        }

        if (request.State != RequestState.Active || !request.HasKey)
        {
            return Refusal.Conflict("There is no key to collect.");
        }

        if (request.KeyCollected is not null)
        {
            return Refusal.Conflict("The key was collected already: it is shown once. An operator can give it a new secret.");
        }

        request.CollectKey(time.GetUtcNow());
        if (await requests.SaveAsync(request, cancellationToken) != RequestSaved.Done)
        {
            return Refusal.Conflict("The key was collected in the meantime: it is shown once.");
        }

        journal.Tell(request);
        var rotated = await keys.RotateAsync(KeyStep.IdOf(request), TimeSpan.Zero, Actor.Portal with { Id = actor.Id, Name = actor.Name }, cancellationToken);
        await journal.RecordAsync(request, "keyCollected", $"The publisher's key of '{request.Target}' was collected", actor, cancellationToken: cancellationToken);
        return rotated;
    }

    /// <summary>Approves what the policy lets through without anybody's decision; the request as it is then.</summary>
    internal async Task<FeedRequest> DecideByPolicyAsync(FeedRequest request, RequestPolicy policy, CancellationToken cancellationToken)
    {
        var perDay = policy.AutoApprovedPerDay(request.Draft.Domain);
        if (perDay == 0 || request.Kind != RequestKind.NewFeed || request.Checks.Any(check => !check.Passed)
            || await requests.FindAsync(request.Id, cancellationToken) is not { State: RequestState.Submitted } approved)
        {
            return request;
        }

        var now = time.GetUtcNow();
        var quota = new ApprovalQuota(request.Draft.Domain!.Trim().ToUpperInvariant(), DateOnly.FromDateTime(now.UtcDateTime), perDay);
        var comment = $"By policy: every check passed, and {perDay} a day are approved in {request.Draft.Domain}.";
        approved.Approve(Actor.Portal, comment, kinds.Of(request.Kind).StepsOf(request.Draft), now);
        if (await requests.SaveWithinAsync(quota, approved, cancellationToken) != RequestSaved.Done)
        {
            return request;
        }

        await journal.MovedAsync(approved, Actor.Portal, cancellationToken);
        return approved;
    }

    private async Task<Refusal?> CheckAsync(FeedRequest request, Decision decision, string? comment, CancellationToken cancellationToken)
    {
        if (request.State != RequestState.Submitted)
        {
            return Refusal.Conflict(request.State == RequestState.ChangesRequested
                ? $"This request waits for {request.RequesterName} to change it."
                : $"This request is decided already: {request.History[^1].Action} by {request.History[^1].Actor}.");
        }

        var errors = new FieldErrors();
        errors.AtMost("comment", comment, MaxComment);
        if (decision != Decision.Approve && string.IsNullOrWhiteSpace(comment))
        {
            errors.Add("comment", "Say why: the requester reads it.");
        }

        return errors.Any ? errors.ToRefusal() : decision == Decision.Approve ? await CheckApprovalAsync(request, cancellationToken) : null;
    }

    // Much can have happened since it was handed in.
    private async Task<Refusal?> CheckApprovalAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        if (await requesters.FindAsync(request.RequesterId, cancellationToken) is not { } requester)
        {
            return Refusal.Conflict($"{request.RequesterName} is not here any more: decline the request.");
        }

        var kind = kinds.Of(request.Kind);
        var again = await kind.CheckAsync(request.Draft, requester, cancellationToken);
        if ((again.Refusal ?? await kind.CheckApprovalAsync(request.Draft, cancellationToken)) is { } refusal)
        {
            return Refusal.Conflict($"It cannot be made any more: {refusal.Detail}");
        }

        var checks = RequestChecks.Run(
            request.Draft,
            await feeds.ListAsync(cancellationToken),
            [.. (await teams.ListAsync(cancellationToken)).Select(team => team.Name)],
            await policies.CurrentAsync(cancellationToken));
        return RequestChecks.Block(checks) is { } blocked ? Refusal.Conflict($"A check is against it: {blocked.Detail}") : null;
    }

    private async Task<Outcome<FeedRequest>> TakeAsync(
        FeedRequest request, Decision decision, string? comment, Actor actor, Actor? inPlaceOf, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        switch (decision)
        {
            case Decision.Approve:
                request.Approve(actor, comment, kinds.Of(request.Kind).StepsOf(request.Draft), now, inPlaceOf);
                break;
            case Decision.Decline:
                request.Decline(actor, comment!, now, inPlaceOf);
                break;
            default:
                request.AskForChanges(actor, comment!, now, inPlaceOf);
                break;
        }

        if (await requests.SaveAsync(request, cancellationToken) != RequestSaved.Done)
        {
            return RequestRefusals.Overtaken();
        }

        await journal.MovedAsync(request, actor, cancellationToken);
        return request;
    }
}
