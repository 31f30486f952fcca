using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.Catalogue.Requests;

/// <summary>What an approver decides.</summary>
public enum Decision
{
    /// <summary>The feed is made.</summary>
    Approve,

    /// <summary>It is not, for the reason given.</summary>
    Decline,

    /// <summary>The requester is to change something first.</summary>
    RequestChanges,
}

/// <summary>A decided request, with the key of the feed's publisher where one was made.</summary>
/// <param name="Request">The request.</param>
/// <param name="PublisherKey">The secret, to be shown once; null unless approved.</param>
public sealed record DecidedRequest(FeedRequest Request, string? PublisherKey);

/// <summary>Where people ask for feeds and operators decide.</summary>
public sealed class RequestDesk(
    IRequestStore requests, IFeedStore feeds, CatalogueChanges changes, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Raised after a request came in or was decided. Handlers must not block.</summary>
    public event Action? Changed;

    /// <summary>Hands a request in.</summary>
    public async Task<Outcome<FeedRequest>> SubmitAsync(RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.CanRequest)
        {
            return Refusal.Forbidden("Feeds are asked for by developers, publishers and operators.");
        }

        if (await CheckAsync(draft, self: null, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        var request = new FeedRequest
        {
            Id = "req-" + Guid.CreateVersion7(now).ToString("N"),
            RequesterId = actor.Id,
            RequesterName = actor.Name,
            Draft = draft,
            Created = now,
        };
        request.Submit(draft, RequestChecks.Run(draft, await feeds.ListAsync(cancellationToken)), actor, now);
        await requests.AddAsync(request, cancellationToken);
        await TellAsync(request, "submitted", actor, cancellationToken);
        return request;
    }

    /// <summary>Hands a request in again, after changes were asked for.</summary>
    public async Task<Outcome<FeedRequest>> ResubmitAsync(
        string id, RequestDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        var request = found.Value;
        if (request.RequesterId != actor.Id)
        {
            return Refusal.Forbidden($"Only {request.RequesterName} changes this request.");
        }

        if (request.State != RequestState.ChangesRequested)
        {
            return Refusal.Conflict("This request is not waiting for changes.");
        }

        if (await CheckAsync(draft, request, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        request.Submit(draft, RequestChecks.Run(draft, await feeds.ListAsync(cancellationToken)), actor, time.GetUtcNow());
        if (await requests.SaveAsync(request, provisioning: null, cancellationToken) != RequestSaved.Done)
        {
            return Overtaken();
        }

        await TellAsync(request, "resubmitted", actor, cancellationToken);
        return request;
    }

    /// <summary>Decides on a request. Approving makes the feed, its contract and its publisher's key, all or nothing.</summary>
    public async Task<Outcome<DecidedRequest>> DecideAsync(
        string id, Decision decision, string? comment, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var request = found.Value;
        if (CheckDecision(request, decision, comment, actor) is { } refusal)
        {
            return refusal;
        }

        var now = time.GetUtcNow();
        var (provisioning, secret) = decision == Decision.Approve ? Provision(request, actor, now) : default;
        Apply(request, decision, comment, actor, now);
        switch (await requests.SaveAsync(request, provisioning, cancellationToken))
        {
            case RequestSaved.Overtaken:
                return Overtaken();
            case RequestSaved.FeedTaken:
                return Refusal.Conflict($"The feed id '{request.Draft.Id}' was taken in the meantime: ask the requester to choose another.");
            default:
                break;
        }

        if (provisioning is not null)
        {
            changes.Tell(provisioning.Feed.Id);
        }

        await TellAsync(request, Verb(decision), actor, cancellationToken);
        return new DecidedRequest(request, secret);
    }

    /// <summary>A request; refused as not found when the actor may not see it.</summary>
    public async Task<Outcome<FeedRequest>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        await requests.FindAsync(id, cancellationToken) is { } request && MaySee(request, actor)
            ? request
            : Refusal.NotFound($"There is no request '{id}'.");

    /// <summary>The requests that the actor may see, newest first: operators see all, others their own.</summary>
    public async Task<IReadOnlyList<FeedRequest>> ListAsync(
        Actor actor, RequestState? state = null, bool mineOnly = false, CancellationToken cancellationToken = default) =>
        [.. (await requests.ListAsync(cancellationToken)).Where(r =>
            MaySee(r, actor) && (state is null || r.State == state) && (!mineOnly || r.RequesterId == actor.Id))];

    private static bool MaySee(FeedRequest request, Actor actor) => actor.IsOperator || request.RequesterId == actor.Id;

    private static Refusal Overtaken() => Refusal.Conflict("Somebody else decided on this request in the meantime.");

    private static Refusal? CheckDecision(FeedRequest request, Decision decision, string? comment, Actor actor)
    {
        if (!actor.May(Permission.DecideRequests))
        {
            return Refusal.Forbidden("Only operators decide on requests.");
        }

        if (request.RequesterId == actor.Id)
        {
            return Refusal.Forbidden("Four eyes: you asked for this, so another operator decides.");
        }

        if (request.State != RequestState.Submitted)
        {
            return Refusal.Conflict(request.IsDecided
                ? $"This request is decided already: {request.History[^1].Action} by {request.History[^1].Actor}."
                : $"This request waits for {request.RequesterName} to change it.");
        }

        if (decision != Decision.Approve && string.IsNullOrWhiteSpace(comment))
        {
            var errors = new FieldErrors();
            errors.Add("comment", "Say why: the requester reads it.");
            return errors.ToRefusal();
        }

        return null;
    }

    private static (Provisioning, string) Provision(FeedRequest request, Actor actor, DateTimeOffset now)
    {
        var feed = request.Draft.ToFeedDraft().ToFeed(now);
        var (key, secret) = ApiKey.Issue(
            new ApiKeyDraft($"Publisher of {feed.Id}", [PortalRoles.Publisher], [feed.Id]), actor.Name, now);
        return (new Provisioning(feed, request.Draft.Contract?.ToVersion(feed.Id, request.RequesterName, now), key), secret);
    }

    private static void Apply(FeedRequest request, Decision decision, string? comment, Actor actor, DateTimeOffset now)
    {
        switch (decision)
        {
            case Decision.Approve:
                request.Approve(actor, comment, FeedId.Parse(request.Draft.Id!), now);
                break;
            case Decision.Decline:
                request.Decline(actor, comment!, now);
                break;
            default:
                request.AskForChanges(actor, comment!, now);
                break;
        }
    }

    private static string Verb(Decision decision) => decision switch
    {
        Decision.Approve => "approved",
        Decision.Decline => "declined",
        _ => "returned",
    };

    private async Task<Refusal?> CheckAsync(RequestDraft draft, FeedRequest? self, CancellationToken cancellationToken)
    {
        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (draft.Contract is not null && ContractRegistry.Check(draft.Contract) is { } refusal)
        {
            return refusal;
        }

        if (await feeds.FindAsync(FeedId.Parse(draft.Id!), cancellationToken) is not null)
        {
            return Taken(draft.Id!, "a feed has it");
        }

        var open = await requests.ListAsync(cancellationToken);
        return open.Any(r => r.Id != self?.Id && !r.IsDecided && r.Draft.Id == draft.Id)
            ? Taken(draft.Id!, "another open request asks for it")
            : null;
    }

    private static Refusal Taken(string id, string why) =>
        new(RefusalKind.Conflict, $"The feed id '{id}' is taken: {why}.", new Dictionary<string, string[]> { ["id"] = [$"'{id}' is taken: {why}."] });

    private async Task TellAsync(FeedRequest request, string verb, Actor actor, CancellationToken cancellationToken)
    {
        Changed?.Invoke();
        await activity.RecordAsync(
            new ActivityEvent($"requests.request.{verb}", $"Request for feed '{request.Draft.Id}' was {verb}", request.Feed, actor.Name, request.History[^1].Comment),
            cancellationToken);
        await audit.RecordAsync(
            new AuditEvent($"requests.request.{verb}", actor, AuditSubjects.Request(request.Id), $"Request for feed '{request.Draft.Id}' was {verb}")
            {
                Changes = [new("state", null, request.State.ToString()), new("comment", null, request.History[^1].Comment)],
            },
            cancellationToken);
    }
}
