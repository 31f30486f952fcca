using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events.Entries;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Catalogue;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>An address to look at.</summary>
internal sealed record FeedPreviewBody(string? Url, CredentialInput? Credentials);

/// <summary>What is found at an address.</summary>
internal sealed record FeedPreviewItem(
    PollOutcome Outcome,
    string? Detail,
    DiagnosisItem? Diagnosis,
    string? MovedTo,
    FeedSource? Source,
    int Entries,
    IReadOnlyList<FeedPreviewEntryItem> Newest,
    TimeSpan? Span,
    bool HasValidators,
    bool HasOlderPages,
    IReadOnlyList<string> Hubs,
    SuggestionItem? Suggested,
    string? FollowedAs,
    IReadOnlyList<FeedOffer> Offers)
{
    public static FeedPreviewItem Of(FeedPreview preview, Feed? followed) => new(
        preview.Report.Outcome,
        preview.Report.Detail,
        preview.Diagnosis is { } diagnosis ? new DiagnosisItem(diagnosis.Finding, diagnosis.Advice) : null,
        preview.MovedTo,
        preview.Source is { } source ? new FeedSource(source.Format, source.Id, source.Title, source.Subtitle, source.Link) : null,
        preview.Entries,
        [.. preview.Newest.Select(FeedPreviewEntryItem.Of)],
        preview.Span,
        preview.HasValidators,
        preview.HasOlderPages,
        preview.Hubs,
        preview.Source is { Title: { } title } ? new SuggestionItem(SuggestedId.Of(title), title.Trim(), preview.SuggestedInterval) : null,
        followed?.Id.Value,
        preview.Offers);
}

/// <summary>What is wrong, and what to do about it.</summary>
internal sealed record DiagnosisItem(string Finding, string Advice);

/// <summary>An entry as it would be stored, in short.</summary>
internal sealed record FeedPreviewEntryItem(string EntryId, string Title, DateTimeOffset? Published, DateTimeOffset? Updated, string? Link)
{
    public static FeedPreviewEntryItem Of(Entry entry) => new(
        entry.Id, entry.Title.Value, entry.Published, entry.Updated, entry.Links.FirstOrDefault(link => link.Rel == "alternate")?.Href);
}

/// <summary>How the feed could be registered.</summary>
internal sealed record SuggestionItem(string Id, string Title, TimeSpan? PollInterval);

/// <summary>Looking at a feed before it is followed.</summary>
internal static class FeedPreviewsApi
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/feeds/previews", LookAsync).WithTags("Feeds").WithName("PreviewFeed").RequireAuthorization(nameof(Permission.ManageFeeds))
        .WithSummary("Looks at an address: the feed that is there, or the feeds that a web page names. Nothing is kept.");

    private static async Task<Results<Ok<FeedPreviewItem>, ProblemHttpResult>> LookAsync(
        FeedPreviewBody body, HttpContext http, FeedPreviews previews, FeedRegistry registry)
    {
        var actor = http.User.ToActor();
        if (!actor.May(Permission.ManageFeeds))
        {
            return Refusal.Forbidden("Only operators look at addresses: the portal asks there in its own name.").ToProblem();
        }

        if (string.IsNullOrWhiteSpace(body.Url))
        {
            return Problems.Invalid("url", "This is required.");
        }

        FeedCredentials? credentials = null;
        if (body.Credentials is { Type: not CredentialDesk.None } input)
        {
            var read = CredentialDesk.Read(input);
            if (!read.Succeeded)
            {
                return read.Refusal.ToProblem();
            }

            credentials = read.Value;
        }

        var preview = await previews.LookAsync(body.Url, credentials, http.RequestAborted);
        var followed = (await registry.ListAsync(new FeedFilter(), actor, http.RequestAborted))
            .FirstOrDefault(feed => feed is { State: LifeCycle.Active, Channel: FeedChannel.Http channel } && channel.Url == body.Url.Trim());
        return TypedResults.Ok(FeedPreviewItem.Of(preview, followed));
    }
}
