using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Requests;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A feed request as a caller gives it.</summary>
internal sealed record RequestBody
{
    public string? Kind { get; init; }

    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Owner { get; init; }

    public string? Domain { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Justification { get; init; }

    public ContractBody? Contract { get; init; }

    public string? Sample { get; init; }

    public double? ExpectedPerMinute { get; init; }

    public int? MaxPayloadBytes { get; init; }

    public string? LatencyNeed { get; init; }

    public Outcome<RequestDraft> ToDraft()
    {
        if (Kind is not (null or "newFeed"))
        {
            return Refuse("kind", $"'{Kind}' is not a kind of request: use newFeed.");
        }

        var contract = Contract?.ToDraft();
        if (contract is { Succeeded: false })
        {
            return contract.Refusal;
        }

        return new RequestDraft
        {
            Id = Id,
            Title = Title,
            Summary = Summary,
            Owner = Owner,
            Domain = Domain,
            Tags = Tags ?? [],
            Justification = Justification,
            Contract = contract?.Value,
            Sample = Sample,
            ExpectedPerMinute = ExpectedPerMinute,
            MaxPayloadBytes = MaxPayloadBytes,
            LatencyNeed = LatencyNeed,
        };
    }

    private static Refusal Refuse(string field, string message) =>
        new(RefusalKind.Invalid, $"{field}: {message}", new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>A feed request in an answer.</summary>
internal sealed record RequestItem(
    string Id,
    string Kind,
    RequestState State,
    string Requester,
    RequestDraft Draft,
    IReadOnlyList<RequestCheck> Checks,
    IReadOnlyList<RequestStep> History,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    string? Feed)
{
    public static RequestItem Of(FeedRequest r) =>
        new(r.Id, "newFeed", r.State, r.RequesterName, r.Draft, r.Checks, r.History, r.Created, r.Changed, r.Feed?.Value);
}

/// <summary>A decision as a caller gives it.</summary>
internal sealed record DecisionBody(string? Decision, string? Comment);

/// <summary>A decided request; the key stands in the answer to an approval only, once.</summary>
internal sealed record DecidedItem(string Id, RequestState State, string? Feed, string? Endpoint, string? PublisherKey);

/// <summary>Feed requests and the decisions on them.</summary>
internal static class RequestsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests");
        requests.MapPost("/", SubmitAsync).WithName("SubmitRequest").WithSummary("Asks for a feed.");
        requests.MapGet("/", ListAsync).WithName("ListRequests").WithSummary("The caller's requests; all of them for operators.");
        requests.MapGet("/{id}", FindAsync).WithName("GetRequest").WithSummary("One request with its checks and history.");
        requests.MapPut("/{id}", ResubmitAsync).WithName("ResubmitRequest").WithSummary("Hands a request in again after changes were asked for.");
        requests.MapPost("/{id}/decisions", DecideAsync).WithName("DecideRequest").WithSummary("Approves, declines or asks for changes.");
    }

    private static async Task<Results<Created<RequestItem>, ProblemHttpResult>> SubmitAsync(RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var submitted = await desk.SubmitAsync(draft.Value, http.User.ToActor(), http.RequestAborted);
        return submitted.Succeeded
            ? TypedResults.Created($"/api/v1/requests/{submitted.Value.Id}", RequestItem.Of(submitted.Value))
            : submitted.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<RequestItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, RequestDesk desk, RequestState? state, bool? mine, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var requests = await desk.ListAsync(http.User.ToActor(), state, mine ?? false, http.RequestAborted);
        return TypedResults.Ok(Paging.Slice<RequestItem>([.. requests.Select(RequestItem.Of)], limit, cursor));
    }

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> FindAsync(string id, HttpContext http, RequestDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok(RequestItem.Of(found.Value)) : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<RequestItem>, ProblemHttpResult>> ResubmitAsync(
        string id, RequestBody body, HttpContext http, RequestDesk desk)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var resubmitted = await desk.ResubmitAsync(id, draft.Value, http.User.ToActor(), http.RequestAborted);
        return resubmitted.Succeeded ? TypedResults.Ok(RequestItem.Of(resubmitted.Value)) : resubmitted.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<DecidedItem>, ProblemHttpResult>> DecideAsync(
        string id, DecisionBody body, HttpContext http, RequestDesk desk)
    {
        Decision? decision = body.Decision switch
        {
            "approve" => Decision.Approve,
            "decline" => Decision.Decline,
            "requestChanges" => Decision.RequestChanges,
            _ => null,
        };
        if (decision is null)
        {
            return Problems.Invalid("decision", $"'{body.Decision}' is not a decision: use approve, decline or requestChanges.");
        }

        var decided = await desk.DecideAsync(id, decision.Value, body.Comment, http.User.ToActor(), http.RequestAborted);
        if (!decided.Succeeded)
        {
            return decided.Refusal.ToProblem();
        }

        var request = decided.Value.Request;
        var endpoint = request.Feed is { } feed ? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/feeds/{feed}" : null;
        return TypedResults.Ok(new DecidedItem(request.Id, request.State, request.Feed?.Value, endpoint, decided.Value.PublisherKey));
    }
}
