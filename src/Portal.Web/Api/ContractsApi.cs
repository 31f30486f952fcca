using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A contract version as a caller gives it.</summary>
internal sealed record ContractBody
{
    public string? Version { get; init; }

    public string? EventType { get; init; }

    public string? Language { get; init; }

    public string? Schema { get; init; }

    public IReadOnlyList<SchemaImport>? Imports { get; init; }

    public IReadOnlyList<ContractRule>? Rules { get; init; }

    public Enforcement? Enforcement { get; init; }

    /// <summary>What the version must keep of the earlier ones, <see cref="CompatibilityModes"/>; nothing when absent.</summary>
    public string? Compatibility { get; init; }

    public Outcome<ContractDraft> ToDraft() => CompatibilityModes.TryRead(Compatibility, out var compatibility)
        ? new ContractDraft
        {
            Version = Version,
            EventType = EventType,
            Language = Language,
            Schema = Schema,
            Imports = Imports ?? [],
            Rules = Rules ?? [],
            Enforcement = Enforcement ?? Portal.Catalogue.Contracts.Enforcement.Reject,
            Compatibility = compatibility,
        }
        : new Refusal(
            RefusalKind.Invalid,
            $"compatibility: '{Compatibility}' is none of {CompatibilityModes.Names}.",
            new Dictionary<string, string[]> { ["compatibility"] = [$"'{Compatibility}' is none of {CompatibilityModes.Names}."] });
}

/// <summary>A contract version in a list.</summary>
internal sealed record ContractItem(
    string Version, string? EventType, string Language, Enforcement Enforcement, DateTimeOffset Published, string PublishedBy)
{
    public static ContractItem Of(ContractVersion v) =>
        new(v.Version.ToString(), v.EventType, v.Source.Language, v.Enforcement, v.Published, v.PublishedBy);
}

/// <summary>A contract version with all that it says, and recorded payloads that meet it.</summary>
internal sealed record ContractDetails(
    string Version,
    string? EventType,
    string Language,
    Enforcement Enforcement,
    DateTimeOffset Published,
    string PublishedBy,
    string Schema,
    IReadOnlyList<SchemaImport> Imports,
    IReadOnlyList<ContractRule> Rules,
    IReadOnlyList<ContractProperty> Properties,
    IReadOnlyList<string> Samples);

/// <summary>The verdict on a payload.</summary>
internal sealed record ValidationItem(bool Valid, IReadOnlyList<Violation> Violations);

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
        contracts.MapGet("/{version}", FindAsync).WithName("GetContract").WithSummary("One version with its schema and recorded samples.");
        contracts.MapPost("/{version}/validations", ValidateAsync).WithName("ValidatePayload")
            .WithSummary("Holds a payload against a version.")
            .Accepts<object>("application/json", "application/xml");
    }

    private static async Task<Results<Created<ContractItem>, ProblemHttpResult>> PublishAsync(
        string feed, ContractBody body, HttpContext http, ContractRegistry registry)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var published = await registry.PublishAsync(FeedRoute.Read(feed), draft.Value, http.User.ToActor(), http.RequestAborted);
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
        string feed, string? from, string? to, HttpContext http, ContractRegistry registry)
    {
        if (string.IsNullOrWhiteSpace(from) || string.IsNullOrWhiteSpace(to))
        {
            return Problems.Invalid(string.IsNullOrWhiteSpace(from) ? "from" : "to", "A version is needed, for example 1.0.0.");
        }

        var changes = await registry.CompareAsync(FeedRoute.Read(feed), from, to, http.User.ToActor(), http.RequestAborted);
        return changes.Succeeded ? TypedResults.Ok(ContractDiff.Of(from, to, changes.Value)) : changes.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ContractDetails>, ProblemHttpResult>> FindAsync(
        string feed, string version, HttpContext http, ContractRegistry registry, IEventLog log)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var v = found.Value;
        return TypedResults.Ok(new ContractDetails(
            v.Version.ToString(), v.EventType, v.Source.Language, v.Enforcement, v.Published, v.PublishedBy,
            v.Source.Schema, v.Source.Imports, v.Source.Rules, registry.Compile(v).Properties, await SamplesAsync(v, log, http.RequestAborted)));
    }

    private static async Task<Results<Ok<ValidationItem>, ProblemHttpResult>> ValidateAsync(
        string feed, string version, HttpContext http, ContractRegistry registry)
    {
        var payload = await BoundedBody.ReadAsync(http.Request, MaxPayloadBytes, http.RequestAborted);
        if (payload is null)
        {
            return TypedResults.Problem($"A payload has at most {MaxPayloadBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var violations = await registry.ValidateAsync(
            FeedRoute.Read(feed), version, payload, http.User.ToActor(), http.RequestAborted);
        return violations.Succeeded
            ? TypedResults.Ok(new ValidationItem(violations.Value.Count == 0, violations.Value))
            : violations.Refusal.ToProblem();
    }

    private static async Task<IReadOnlyList<string>> SamplesAsync(ContractVersion version, IEventLog log, CancellationToken cancellationToken)
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
