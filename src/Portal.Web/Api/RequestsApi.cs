using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.Events;
using Portal.Web.Provisioning;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Requests and the decisions on them.</summary>
internal static class RequestsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests");
        requests.MapPost("/", SubmitAsync).WithName("SubmitRequest").WithSummary("Asks for a feed, a change, access or a retirement.");
        requests.MapGet("/", ListAsync).WithName("ListRequests").WithSummary("The caller's requests and those that the caller decides; all of them for operators.");
        requests.MapGet("/{id}", FindAsync).WithName("GetRequest").WithSummary("One request with its checks, comments and history.");
        requests.MapPut("/{id}", ResubmitAsync).WithName("ResubmitRequest").WithSummary("Hands a draft in, or a request again after changes were asked for or after it failed.");
        requests.MapPost("/{id}/decisions", DecideAsync).WithName("DecideRequest").WithSummary("Approves, declines or asks for changes.");
        requests.MapPost("/decisions", DecideAllAsync).WithName("DecideRequests").WithSummary("Decides on several in the same way and says what became of each.");
        requests.MapPost("/{id}/comments", CommentAsync).WithName("CommentRequest").WithSummary("Says something about a request.");
        requests.MapPost("/{id}/withdrawal", WithdrawAsync).WithName("WithdrawRequest").WithSummary("Takes a request back; a draft is discarded.");
        requests.MapPost("/{id}/key", CollectKeyAsync).WithName("CollectKey").WithSummary("Collects the key of the new feed's publisher, once.");
        requests.MapGet("/{id}/difference", DifferenceAsync).WithName("GetRequestDifference").WithSummary("What would be different afterwards.");
        requests.MapPost("/drafts", BeginAsync).WithName("BeginDraft").WithSummary("Begins a draft, however unfinished.");
        requests.MapPut("/drafts/{id}", KeepAsync).WithName("KeepDraft").WithSummary("Keeps what a draft says by now.");

        api.MapGet("/request-policy", PolicyAsync).WithTags("Requests").WithName("GetRequestPolicy").WithSummary("What the portal asks of requests.");
        api.MapPut("/request-policy", ChangePolicyAsync).WithTags("Requests").WithName("ChangeRequestPolicy").WithSummary("Changes what the portal asks of requests.");
    }

    private static async Task<Results<Created<RequestItem>, ProblemHttpResult>> SubmitAsync(RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        return draft.Succeeded ? Created(await desk.SubmitAsync(draft.Value, http.User.ToActor(), http.RequestAborted)) : draft.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<RequestItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, RequestDesk desk, RequestState? state, bool? mine, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var requests = await desk.ListAsync(http.User.ToActor(), state is { } one ? [one] : null, mine ?? false, cancellationToken: http.RequestAborted);
        return TypedResults.Ok(Paging.Slice<RequestItem>([.. requests.Select(RequestItem.Of)], limit, cursor));
    }

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> FindAsync(string id, HttpContext http, RequestDesk desk) =>
        Answer(await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> ResubmitAsync(string id, RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        return draft.Succeeded ? Answer(await desk.ResubmitAsync(id, draft.Value, http.User.ToActor(), http.RequestAborted)) : draft.Refusal.ToProblem();
    }

    private static async Task<Results<Created<RequestItem>, ProblemHttpResult>> BeginAsync(RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        return draft.Succeeded ? Created(await desk.BeginAsync(draft.Value, http.User.ToActor(), http.RequestAborted)) : draft.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> KeepAsync(string id, RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        return draft.Succeeded ? Answer(await desk.KeepAsync(id, draft.Value, http.User.ToActor(), http.RequestAborted)) : draft.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> CommentAsync(string id, SaidBody body, HttpContext http, RequestDesk desk) =>
        Answer(await desk.CommentAsync(id, body.Comment, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> WithdrawAsync(string id, SaidBody body, HttpContext http, RequestDesk desk) =>
        Answer(await desk.WithdrawAsync(id, body.Comment, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<IReadOnlyList<RequestDifference>>, ProblemHttpResult>> DifferenceAsync(
        string id, HttpContext http, RequestDesk desk, DecisionDesk decisions)
    {
        var actor = http.User.ToActor();
        var found = await desk.FindAsync(id, actor, http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok(await decisions.DifferenceAsync(found.Value, actor, http.RequestAborted)) : found.Refusal.ToProblem();
    }

    // What was approved is waited for, and its key collected by who approved it: a script needs one call.
    private static async Task<Results<Ok<DecidedItem>, Accepted<DecidedItem>, ProblemHttpResult>> DecideAsync(
        string id, DecisionBody body, HttpContext http, DecisionDesk decisions, ProvisioningWait wait)
    {
        var decision = DecisionOf(body.Decision);
        if (decision is null)
        {
            return NoDecision(body.Decision);
        }

        var actor = http.User.ToActor();
        var decided = await decisions.DecideAsync(id, decision.Value, body.Comment, actor, http.RequestAborted);
        if (!decided.Succeeded)
        {
            return decided.Refusal.ToProblem();
        }

        var request = await wait.ForAsync(decided.Value, http.RequestAborted);
        var key = request is { State: RequestState.Active, HasKey: true } ? (await decisions.CollectKeyAsync(id, actor, http.RequestAborted)).Value : null;
        var item = new DecidedItem(request.Id, request.State, request.Feed?.Value, EndpointOf(http, request.Feed), key?.Secret, request.Failure);
        return request.IsBeingMade ? TypedResults.Accepted($"/api/v1/requests/{request.Id}", item) : TypedResults.Ok(item);
    }

    // Nothing is waited for, and no key is collected: each requester collects their own.
    private static async Task<Results<Ok<Page<BulkDecisionItem>>, ProblemHttpResult>> DecideAllAsync(BulkDecisionBody body, HttpContext http, DecisionDesk decisions)
    {
        if (DecisionOf(body.Decision) is not { } decision)
        {
            return NoDecision(body.Decision);
        }

        var decided = await decisions.DecideAllAsync(body.Ids ?? [], decision, body.Comment, http.User.ToActor(), http.RequestAborted);
        return decided.Succeeded
            ? TypedResults.Ok(new Page<BulkDecisionItem>([.. decided.Value.Select(BulkDecisionItem.Of)], null))
            : decided.Refusal.ToProblem();
    }

    private static Decision? DecisionOf(string? name) => name switch
    {
        "approve" => Decision.Approve,
        "decline" => Decision.Decline,
        "requestChanges" => Decision.RequestChanges,
        _ => null,
    };

    private static ProblemHttpResult NoDecision(string? name) =>
        Problems.Invalid("decision", $"'{name}' is not a decision: use approve, decline or requestChanges.");

    private static async Task<Results<Ok<CollectedKeyItem>, ProblemHttpResult>> CollectKeyAsync(
        string id, HttpContext http, RequestDesk desk, DecisionDesk decisions)
    {
        var actor = http.User.ToActor();
        var key = await decisions.CollectKeyAsync(id, actor, http.RequestAborted);
        if (!key.Succeeded)
        {
            return key.Refusal.ToProblem();
        }

        var feed = (await desk.FindAsync(id, actor, http.RequestAborted)).Value?.Feed;
        return TypedResults.Ok(new CollectedKeyItem(id, feed?.Value, EndpointOf(http, feed), key.Value.Secret));
    }

    private static async Task<Ok<RequestPolicy>> PolicyAsync(HttpContext http, PolicyDesk desk) =>
        TypedResults.Ok(await desk.CurrentAsync(http.RequestAborted));

    private static async Task<Results<Ok<RequestPolicy>, ProblemHttpResult>> ChangePolicyAsync(RequestPolicyBody body, HttpContext http, PolicyDesk desk)
    {
        var changed = await desk.ChangeAsync(body.ToPolicy(), http.User.ToActor(), http.RequestAborted);
        return changed.Succeeded ? TypedResults.Ok(changed.Value) : changed.Refusal.ToProblem();
    }

    private static Results<Ok<RequestItem>, ProblemHttpResult> Answer(Outcome<FeedRequest> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(RequestItem.Of(outcome.Value)) : outcome.Refusal.ToProblem();

    private static Results<Created<RequestItem>, ProblemHttpResult> Created(Outcome<FeedRequest> outcome) => outcome.Succeeded
        ? TypedResults.Created($"/api/v1/requests/{outcome.Value.Id}", RequestItem.Of(outcome.Value))
        : outcome.Refusal.ToProblem();

    private static string? EndpointOf(HttpContext http, FeedId? feed) =>
        feed is null ? null : $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/feeds/{feed}";
}
