using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Kinds;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Catalogue.Requests;

/// <summary>Where people ask for things, and take back what they asked for. Who decides is at the <see cref="DecisionDesk"/>.</summary>
public sealed class RequestDesk(
    IRequestStore requests, RequestKinds kinds, DecisionDesk decisions, RequestRights rights, IFeedStore feeds, ITeamStore teams, PolicyDesk policies,
    RequestJournal journal, RequestNews news, TimeProvider time)
{
    /// <summary>The most drafts that one person keeps.</summary>
    public const int MaxDrafts = 50;

    /// <summary>Raised after something happened to a request. Handlers must not block.</summary>
    public event Action<FeedRequest>? Changed
    {
        add => journal.Changed += value;
        remove => journal.Changed -= value;
    }

    /// <summary>Hands a request in at once, without a draft before.</summary>
    public async Task<Outcome<FeedRequest>> SubmitAsync(RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.CanRequest)
        {
            return Refusal.Forbidden("Feeds are asked for by developers, publishers and operators.");
        }

        return await HandInAsync(New(draft, actor), draft, actor, requests.AddAsync, cancellationToken);
    }

    /// <summary>Hands a draft in, or a request again after changes were asked for or after it failed.</summary>
    public async Task<Outcome<FeedRequest>> ResubmitAsync(string id, RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        return found.Value.MayBeHandedIn
            ? await HandInAsync(found.Value, draft, actor, requests.SaveAsync, cancellationToken)
            : Refusal.Conflict("This request is not waiting for changes.");
    }

    /// <summary>Begins a draft.</summary>
    public async Task<Outcome<FeedRequest>> BeginAsync(RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.CanRequest)
        {
            return Refusal.Forbidden("Feeds are asked for by developers, publishers and operators.");
        }

        if (draft.CheckSizes() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (await requests.CountAsync(new RequestQuery { RequesterId = actor.Id, States = [RequestState.Draft] }, cancellationToken) >= MaxDrafts)
        {
            return Refusal.Conflict($"You have {MaxDrafts} drafts: hand one in or discard one first.");
        }

        var request = New(draft, actor);
        request.Keep(draft, time.GetUtcNow());
        await requests.AddAsync(request, cancellationToken);
        journal.Tell(request);
        return request;
    }

    /// <summary>Keeps what a draft says by now.</summary>
    public async Task<Outcome<FeedRequest>> KeepAsync(string id, RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (found.Value.State != RequestState.Draft)
        {
            return Refusal.Conflict("This request is handed in already: it is no draft any more.");
        }

        if (draft.CheckSizes() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        found.Value.Keep(draft, time.GetUtcNow());
        return await requests.SaveAsync(found.Value, cancellationToken) == RequestSaved.Done
            ? found
            : Refusal.Stale("This draft was changed in another window in the meantime: read it again.");
    }

    /// <summary>Takes a request back; a draft is gone without a trace.</summary>
    public async Task<Outcome<FeedRequest>> WithdrawAsync(string id, string? comment, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        var request = found.Value;
        if (request.State == RequestState.Draft)
        {
            var discarded = await requests.DiscardAsync(id, cancellationToken);
            journal.Tell(request);
            return discarded ? request : Refusal.Conflict("This draft was handed in in the meantime.");
        }

        if (CheckComment(comment, required: false) is { } refusal)
        {
            return refusal;
        }

        if (!RequestTransitions.Allows(request.State, RequestState.Withdrawn))
        {
            return Refusal.Conflict(request.IsBeingMade ? "What you asked for is being made by now." : $"This request is over already: it was {request.History[^1].Action}.");
        }

        request.Withdraw(actor, comment, time.GetUtcNow());
        return await requests.SaveAsync(request, cancellationToken) == RequestSaved.Done
            ? await MovedAsync(request, actor, cancellationToken)
            : RequestRefusals.Overtaken();
    }

    /// <summary>Says something about a request. Whoever sees it may.</summary>
    public async Task<Outcome<FeedRequest>> CommentAsync(string id, string? text, Actor actor, CancellationToken cancellationToken = default)
    {
        if (CheckComment(text, required: true) is { } refusal)
        {
            return refusal;
        }

        // Nobody overtakes a comment: when somebody decides meanwhile, it is said of the decided request.
        const int attempts = 5;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var found = await FindAsync(id, actor, cancellationToken);
            if (!found.Succeeded)
            {
                return found;
            }

            var request = found.Value;
            if (request.State == RequestState.Draft || request.Comments.Count >= FeedRequest.MaxComments)
            {
                return Refusal.Conflict(request.State == RequestState.Draft ? "Nobody reads a draft." : $"A request has at most {FeedRequest.MaxComments} comments.");
            }

            var said = text!.Trim();
            request.Comment(new RequestComment(time.GetUtcNow(), actor.Id, actor.Name, said) { Mentions = await news.MentionsAsync(request, said, cancellationToken) });
            if (await requests.SaveAsync(request, cancellationToken) == RequestSaved.Done)
            {
                await journal.CommentedAsync(request, actor, cancellationToken);
                return request;
            }
        }

        return Refusal.Conflict("This request changes all the time: try again in a moment.");
    }

    /// <summary>A request; refused as not found when the actor may not see it.</summary>
    public async Task<Outcome<FeedRequest>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        await requests.FindAsync(id, cancellationToken) is { } request && await decisions.MaySeeAsync(request, actor, cancellationToken)
            ? request
            : Refusal.NotFound($"There is no request '{id}'.");

    /// <summary>
    /// The requests that the actor may see, newest first, at most <see cref="RequestQuery.MaxListed"/>: operators all but the drafts of
    /// others, others their own and those that are decided by their teams.
    /// </summary>
    /// <param name="actor">Who lists.</param>
    /// <param name="states">In one of these states; null for any.</param>
    /// <param name="mineOnly">Only their own.</param>
    /// <param name="oldestFirst">Those first that were changed longest ago: what waits does not fall off the end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FeedRequest>> ListAsync(
        Actor actor, IReadOnlyList<RequestState>? states = null, bool mineOnly = false, bool oldestFirst = false, CancellationToken cancellationToken = default)
    {
        var principals = mineOnly ? [] : await rights.PrincipalsAsync(actor, cancellationToken);
        if (mineOnly || actor.IsOperator || principals.Any(principal => principal.IsOperator))
        {
            return await requests.ListAsync(
                new RequestQuery { RequesterId = mineOnly ? actor.Id : null, DraftsOf = actor.Id, States = states, OldestFirst = oldestFirst }, cancellationToken);
        }

        var own = await requests.ListAsync(new RequestQuery { RequesterId = actor.Id, States = states, OldestFirst = oldestFirst }, cancellationToken);
        var hands = principals.Prepend(actor).Where(hand => hand.CanRequest && hand.Teams.Count > 0).ToList();
        var owned = hands.Count == 0 ? [] : (await feeds.ListAsync(cancellationToken)).Where(feed => hands.Any(hand => hand.Owns(feed))).Select(feed => feed.Id.Value).ToList();
        var ofTeams = owned.Count == 0
            ? []
            : await requests.ListAsync(new RequestQuery { AccessTo = owned, DraftsOf = actor.Id, States = states, OldestFirst = oldestFirst }, cancellationToken);
        var all = own.UnionBy(ofTeams, request => request.Id);
        return [.. oldestFirst ? all.OrderBy(request => request.Changed) : all.OrderByDescending(request => request.Created)];
    }

    /// <summary>What the portal would say of a draft if it were handed in now.</summary>
    public async Task<IReadOnlyList<RequestCheck>> CheckAsync(RequestDraft draft, CancellationToken cancellationToken = default) =>
        RequestChecks.Run(
            draft,
            await feeds.ListAsync(cancellationToken),
            [.. (await teams.ListAsync(cancellationToken)).Select(team => team.Name)],
            await policies.CurrentAsync(cancellationToken));

    private async Task<Outcome<FeedRequest>> HandInAsync(
        FeedRequest request,
        RequestDraft draft,
        Actor actor,
        Func<FeedRequest, CancellationToken, Task<RequestSaved>> save,
        CancellationToken cancellationToken)
    {
        var kind = kinds.Of(draft.Kind);
        var checkedDraft = await kind.CheckAsync(draft, actor, cancellationToken);
        if (!checkedDraft.Succeeded)
        {
            return checkedDraft.Refusal;
        }

        var checks = await CheckAsync(checkedDraft.Value, cancellationToken);
        if (RequestChecks.Block(checks) is { } blocked)
        {
            return blocked;
        }

        var now = time.GetUtcNow();
        var policy = await policies.CurrentAsync(cancellationToken);
        request.Submit(checkedDraft.Value, kind.ClaimOf(checkedDraft.Value, request.RequesterId), checks, now.AddHours(policy.DueHours), actor, now);
        switch (await save(request, cancellationToken))
        {
            case RequestSaved.AskedAlready:
                return RequestRefusals.AskedAlready();
            case RequestSaved.Overtaken:
                return Refusal.Conflict("This request was changed in another window in the meantime: read it again.");
            default:
                break;
        }

        await MovedAsync(request, actor, cancellationToken);
        return await decisions.DecideByPolicyAsync(request, policy, cancellationToken);
    }

    private async Task<Outcome<FeedRequest>> FindOwnAsync(string id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return !found.Succeeded || found.Value.RequesterId == actor.Id
            ? found
            : Refusal.Forbidden($"Only {found.Value.RequesterName} changes this request.");
    }

    private FeedRequest New(RequestDraft draft, Actor actor)
    {
        var now = time.GetUtcNow();
        return new FeedRequest { Id = FeedRequest.NewId(now), RequesterId = actor.Id, RequesterName = actor.Name, Draft = draft, Created = now };
    }

    private async Task<FeedRequest> MovedAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        await journal.MovedAsync(request, actor, cancellationToken);
        return request;
    }

    private static Refusal? CheckComment(string? comment, bool required)
    {
        var errors = new FieldErrors();
        if (required)
        {
            errors.Require("comment", comment, DecisionDesk.MaxComment);
        }
        else
        {
            errors.AtMost("comment", comment, DecisionDesk.MaxComment);
        }

        return errors.Any ? errors.ToRefusal() : null;
    }
}
