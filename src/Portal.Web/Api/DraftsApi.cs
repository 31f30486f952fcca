using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Portal.Catalogue;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A draft in a list.</summary>
internal sealed record DraftItem(
    Guid Id, int Revision, string? Version, string? EventType, string? Language, DateTimeOffset Created, string CreatedBy, DateTimeOffset Changed, string ChangedBy)
{
    public static DraftItem Of(StoredDraft d) => new(
        d.Id, d.Revision, d.Content.Version, d.Content.EventType, d.Content.Language, d.Created, d.CreatedBy, d.Changed, d.ChangedBy);
}

/// <summary>A draft with all that it says so far, and what keeps it from being published.</summary>
internal sealed record DraftDetails(
    Guid Id,
    int Revision,
    string? Version,
    string? EventType,
    string? Language,
    string? Schema,
    IReadOnlyList<SchemaImport> Imports,
    IReadOnlyList<ContractRule> Rules,
    Enforcement Enforcement,
    DateTimeOffset Created,
    string CreatedBy,
    DateTimeOffset Changed,
    string ChangedBy)
{
    public static DraftDetails Of(StoredDraft d) => new(
        d.Id, d.Revision, d.Content.Version, d.Content.EventType, d.Content.Language, d.Content.Schema, d.Content.Imports, d.Content.Rules,
        d.Content.Enforcement, d.Created, d.CreatedBy, d.Changed, d.ChangedBy);
}

/// <summary>Drafts of contract versions. A change names the revision that it starts from (<c>If-Match</c>), so that nothing is overwritten.</summary>
internal static class DraftsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var drafts = api.MapGroup("/feeds/{feed}/contracts/drafts").WithTags("Contracts");
        drafts.MapGet("/", ListAsync).WithName("ListContractDrafts").WithSummary("The drafts, the last saved first.");
        drafts.MapPost("/", BeginAsync).WithName("BeginContractDraft").WithSummary("Begins a draft; it need not be finished.");
        drafts.MapGet("/{id:guid}", FindAsync).WithName("GetContractDraft").WithSummary("One draft; its ETag is its revision.");
        drafts.MapPut("/{id:guid}", SaveAsync).WithName("SaveContractDraft").WithSummary("Saves a draft over the revision that If-Match names.");
        drafts.MapDelete("/{id:guid}", DiscardAsync).WithName("DiscardContractDraft").WithSummary("Discards a draft at the revision that If-Match names.");
        drafts.MapPost("/{id:guid}/publication", PublishAsync).WithName("PublishContractDraft").WithSummary("Publishes a draft at the revision that If-Match names.");
    }

    private static async Task<Results<Ok<Page<DraftItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, ContractDrafts drafts, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await drafts.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return all.Succeeded
            ? TypedResults.Ok(Paging.Slice<DraftItem>([.. all.Value.Select(DraftItem.Of)], limit, cursor))
            : all.Refusal.ToProblem();
    }

    private static async Task<Results<Created<DraftDetails>, ProblemHttpResult>> BeginAsync(
        string feed, ContractBody body, HttpContext http, ContractDrafts drafts)
    {
        var draft = body.ToDraft();
        var begun = draft.Succeeded ? await drafts.BeginAsync(FeedRoute.Read(feed), draft.Value, http.User.ToActor(), http.RequestAborted) : draft.Refusal;
        if (!begun.Succeeded)
        {
            return begun.Refusal.ToProblem();
        }

        http.Response.Headers.ETag = TagOf(begun.Value);
        return TypedResults.Created($"/api/v1/feeds/{feed}/contracts/drafts/{begun.Value.Id}", DraftDetails.Of(begun.Value));
    }

    private static async Task<Results<Ok<DraftDetails>, ProblemHttpResult>> FindAsync(string feed, Guid id, HttpContext http, ContractDrafts drafts) =>
        Answer(http, await drafts.FindAsync(FeedRoute.Read(feed), id, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<DraftDetails>, ProblemHttpResult>> SaveAsync(
        string feed, Guid id, ContractBody body, HttpContext http, ContractDrafts drafts)
    {
        if (ReadRevision(http.Request) is not { } revision)
        {
            return await NoRevisionAsync(feed, id, http, drafts);
        }

        var draft = body.ToDraft();
        return draft.Succeeded
            ? Answer(http, await drafts.SaveAsync(FeedRoute.Read(feed), new DraftRevision(id, revision), draft.Value, http.User.ToActor(), http.RequestAborted))
            : draft.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(string feed, Guid id, HttpContext http, ContractDrafts drafts)
    {
        if (ReadRevision(http.Request) is not { } revision)
        {
            return await NoRevisionAsync(feed, id, http, drafts);
        }

        var gone = await drafts.DiscardAsync(FeedRoute.Read(feed), new DraftRevision(id, revision), http.User.ToActor(), http.RequestAborted);
        return gone.Succeeded ? TypedResults.NoContent() : gone.Refusal.ToProblem();
    }

    private static async Task<Results<Created<ContractItem>, ProblemHttpResult>> PublishAsync(string feed, Guid id, HttpContext http, ContractDrafts drafts)
    {
        if (ReadRevision(http.Request) is not { } revision)
        {
            return await NoRevisionAsync(feed, id, http, drafts);
        }

        var published = await drafts.PublishAsync(FeedRoute.Read(feed), new DraftRevision(id, revision), http.User.ToActor(), http.RequestAborted);
        return published.Succeeded
            ? TypedResults.Created($"/api/v1/feeds/{feed}/contracts/{published.Value.Version}", ContractItem.Of(published.Value))
            : published.Refusal.ToProblem();
    }

    private static Results<Ok<DraftDetails>, ProblemHttpResult> Answer(HttpContext http, Outcome<StoredDraft> draft)
    {
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        http.Response.Headers.ETag = TagOf(draft.Value);
        return TypedResults.Ok(DraftDetails.Of(draft.Value));
    }

    private static string TagOf(StoredDraft draft) => string.Create(CultureInfo.InvariantCulture, $"\"{draft.Revision}\"");

    private static int? ReadRevision(HttpRequest request) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags) && tags is [{ IsWeak: false } only]
        && int.TryParse(only.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    // Whoever may not see the draft is told that, and not how to change it.
    private static async Task<ProblemHttpResult> NoRevisionAsync(string feed, Guid id, HttpContext http, ContractDrafts drafts) =>
        (await drafts.FindAsync(FeedRoute.Read(feed), id, http.User.ToActor(), http.RequestAborted)).Refusal?.ToProblem() ?? TypedResults.Problem(
        "Say with If-Match which revision of the draft you read: its ETag, for example If-Match: \"3\".",
        statusCode: StatusCodes.Status428PreconditionRequired);
}
