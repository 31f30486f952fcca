using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The contracts of a feed.</summary>
internal static class ContractsApi
{
    private const int SamplesSearched = 50;
    private const int SamplesShown = 3;
    private const int MaxPayloadBytes = 16 * 1024 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/feeds/{feed}/contracts").WithTags("Contracts");
        contracts.MapPost("/", PublishAsync).WithName("PublishContract").WithSummary("Publishes a contract version.");
        contracts.MapGet("/", ListAsync).WithName("ListContracts").WithSummary("All versions, newest first.");
        contracts.MapGet("/diff", CompareAsync).WithName("CompareContracts").WithSummary("What changed from one version to another, and whom each change breaks.");
        contracts.MapGet("/compatibility", ModeAsync).WithName("GetContractCompatibility").WithSummary("What new versions of the feed must keep.");
        contracts.MapPut("/compatibility", SetModeAsync).WithName("SetContractCompatibility").WithSummary("Says what new versions of the feed must keep.");
        contracts.MapGet("/{version}", FindAsync).WithName("GetContract").WithSummary("One version with its schema and recorded samples.");
        contracts.MapPost("/{version}/validations", ValidateAsync).WithName("ValidatePayload")
            .WithSummary("Holds a payload against a version.")
            .Accepts<object>("application/json", "application/xml");
        contracts.MapPut("/{version}/state", ChangeStateAsync).WithName("ChangeContractState")
            .WithSummary("Deprecates a version, takes that back, or retires it: retired versions judge no more.");
    }

    private static async Task<Results<Created<ContractItem>, ProblemHttpResult>> PublishAsync(
        string feed, ContractBody body, HttpContext http, ContractRegistry registry)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var published = await registry.PublishAsync(FeedRoute.Read(feed), draft.Value, http.User.ToActor(), cancellationToken: http.RequestAborted);
        return published.Succeeded
            ? TypedResults.Created($"/api/v1/feeds/{feed}/contracts/{published.Value.Version}", ContractItem.Of(published.Value))
            : published.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<ContractItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, ContractRegistry registry, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var versions = await registry.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return versions.Succeeded
            ? TypedResults.Ok(Paging.Slice<ContractItem>([.. versions.Value.Select(ContractItem.Of)], limit, cursor))
            : versions.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ContractDiff>, ProblemHttpResult>> CompareAsync(
        string feed, string? from, string? to, string? eventType, HttpContext http, ContractRegistry registry)
    {
        if (string.IsNullOrWhiteSpace(from) || string.IsNullOrWhiteSpace(to))
        {
            return Problems.Invalid(string.IsNullOrWhiteSpace(from) ? "from" : "to", "A version is needed, for example 1.0.0.");
        }

        var changes = await registry.CompareAsync(FeedRoute.Read(feed), from, to, http.User.ToActor(), eventType, http.RequestAborted);
        return changes.Succeeded ? TypedResults.Ok(ContractDiff.Of(from, to, changes.Value)) : changes.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ContractDetails>, ProblemHttpResult>> FindAsync(
        string feed, string version, string? eventType, HttpContext http, ContractRegistry registry, ShownEntries shown)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var v = found.Value;
        return TypedResults.Ok(new ContractDetails(
            v.Version.ToString(), v.EventType, v.Source.Language, v.Enforcement, v.Published, v.PublishedBy, v.State, v.StateChanged, v.StateChangedBy,
            v.Source.Schema, v.Source.Imports, v.Source.Rules, registry.Compile(v).Properties, await SamplesAsync(v, shown.LogFor(http.User.ToActor()), http.RequestAborted)));
    }

    [Reading]
    private static async Task<Results<Ok<ValidationItem>, ProblemHttpResult>> ValidateAsync(
        string feed, string version, string? eventType, HttpContext http, ContractRegistry registry)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var payload = await BoundedBody.ReadAsync(http.Request, MaxPayloadBytes, http.RequestAborted);
        if (payload is null)
        {
            return TypedResults.Problem($"A payload has at most {MaxPayloadBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var violations = registry.Compile(found.Value).Validate(payload);
        return TypedResults.Ok(new ValidationItem(violations.Count == 0, violations, found.Value.State));
    }

    private static async Task<Results<Ok<ContractItem>, ProblemHttpResult>> ChangeStateAsync(
        string feed, string version, string? eventType, StateBody body, HttpContext http, ContractRegistry registry)
    {
        if (body.State is not { } state)
        {
            return Problems.Invalid("state", "This is required: published, deprecated or retired.");
        }

        var changed = await registry.ChangeStateAsync(FeedRoute.Read(feed), version, eventType, state, http.User.ToActor(), http.RequestAborted);
        return changed.Succeeded ? TypedResults.Ok(ContractItem.Of(changed.Value)) : changed.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<CompatibilityItem>, ProblemHttpResult>> ModeAsync(string feed, HttpContext http, FeedRegistry registry)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok(new CompatibilityItem(found.Value.Compatibility)) : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<CompatibilityItem>, ProblemHttpResult>> SetModeAsync(
        string feed, CompatibilityBody body, HttpContext http, FeedRegistry registry)
    {
        if (body.Mode is null || !CompatibilityModes.TryRead(body.Mode, out var mode))
        {
            return Problems.Invalid("mode", $"'{body.Mode}' is none of {CompatibilityModes.Names}.");
        }

        var changed = await registry.KeepCompatibleAsync(FeedRoute.Read(feed), mode, http.User.ToActor(), http.RequestAborted);
        return changed.Succeeded ? TypedResults.Ok(new CompatibilityItem(changed.Value.Compatibility)) : changed.Refusal.ToProblem();
    }

    private static async Task<IReadOnlyList<string>> SamplesAsync(ContractVersion version, MaskedLog log, CancellationToken cancellationToken)
    {
        var recent = await log.ReadAsync(
            new EventQuery { Feeds = [version.Feed], Direction = ReadDirection.Backward, Limit = SamplesSearched }, cancellationToken);
        return [.. recent
            .Where(e => e.Verdict is { Conformance: Conformance.Valid } verdict && verdict.ContractVersion == version.Version.ToString())
            .Select(e => e.Entry.Content?.Value)
            .OfType<string>()
            .Take(SamplesShown)];
    }
}
