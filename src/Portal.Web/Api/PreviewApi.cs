using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Design;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What publishing a version would mean.</summary>
internal sealed record PreviewItem(
    bool Usable,
    IReadOnlyList<SchemaError> Errors,
    string? ComparedWith,
    VersionBump Bump,
    string Suggested,
    string? Objection,
    IReadOnlyList<ChangeItem> Changes,
    IReadOnlyList<FieldReader> Readers,
    IReadOnlyList<DesignFinding> Advice)
{
    public static PreviewItem Of(PublicationPreview p) => new(
        p.Contract is not null, p.Errors, p.Newest?.Version.ToString(), p.Bump, p.Suggested.ToString(), p.Objection?.Detail,
        [.. p.Changes.Select(ChangeItem.Of)], p.Readers, p.Advice);
}

/// <summary>What publishing would mean, before anything is published.</summary>
internal static class PreviewApi
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/feeds/{feed}/contracts/preview", PreviewAsync).WithTags("Contracts")
        .WithName("PreviewContract")
        .WithSummary("Says what publishing a version would mean: whether it can be used, what changes, whom that breaks, and its number. Nothing is stored.");

    private static async Task<Results<Ok<PreviewItem>, ProblemHttpResult>> PreviewAsync(
        string feed, ContractBody body, HttpContext http, PublicationPreviews previews)
    {
        var draft = body.ToDraft();
        if (!draft.Succeeded)
        {
            return draft.Refusal.ToProblem();
        }

        var preview = await previews.PreviewAsync(FeedRoute.Read(feed), draft.Value, http.User.ToActor(), http.RequestAborted);
        return preview.Succeeded ? TypedResults.Ok(PreviewItem.Of(preview.Value)) : preview.Refusal.ToProblem();
    }
}
