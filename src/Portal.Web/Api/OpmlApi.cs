using System.Xml;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Catalogue.Access;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Syndication.Opml;
using Portal.Web.Features.Opml;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A feed of a list, and what became of it.</summary>
/// <param name="Title">Its title in the list.</param>
/// <param name="Url">Its address in the list.</param>
/// <param name="Line">Its line in the list.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Feed">The feed's id in the portal.</param>
/// <param name="Domain">The domain that it is in.</param>
/// <param name="Tags">The tags that it has.</param>
internal sealed record ImportItem(
    string Title, string? Url, int Line, ImportVerdict Verdict, string? Reason, string? Feed, string? Domain, IReadOnlyList<string> Tags)
{
    public static ImportItem Of(ImportRow row) => new(
        row.Source.Title, row.Source.Address, row.Source.Line, row.Verdict, row.Reason, row.Feed, row.Draft?.Domain, row.Draft?.Tags ?? []);
}

/// <summary>What became of a list.</summary>
/// <param name="DryRun">Whether nothing was changed.</param>
/// <param name="Followed">How many are followed from now on, or would be.</param>
/// <param name="Known">How many were followed before.</param>
/// <param name="Invalid">How many cannot be followed.</param>
/// <param name="Problem">Why the list was not read to its end; null when it was.</param>
/// <param name="Items">Each feed, in the order of the list.</param>
internal sealed record ImportResult(bool DryRun, int Followed, int Known, int Invalid, string? Problem, IReadOnlyList<ImportItem> Items);

/// <summary>Followed feeds as a list (OPML 2.0).</summary>
internal static class OpmlApi
{
    /// <summary>The media type of lists.</summary>
    public const string MediaType = "text/x-opml";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/feeds.opml", ExportAsync).WithName("ExportOpml").WithTags("Feeds").RequireAuthorization(nameof(Permission.ManageFeeds))
            .WithSummary("The followed feeds as OPML 2.0, all or those that the filter lets pass. Operators only.")
            .Produces(StatusCodes.Status200OK, contentType: MediaType).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapPost("/feeds.opml", ImportAsync).WithName("ImportOpml").WithTags("Feeds").DisableAntiforgery().RequireAuthorization(nameof(Permission.ManageFeeds))
            .WithSummary("Follows the feeds of an OPML list that are not followed yet; with dryRun it only says what would become of each. Folders become domains and tags. At most 2,000 feeds and 4 MB. Operators only.")
            .Accepts<string>(MediaType, "application/xml", "text/xml");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        HttpContext http, OpmlDesk desk, string? q, string? domain, string? owner, string? tag)
    {
        var list = await desk.ExportAsync(
            new FeedFilter { Text = q, Domain = domain, Owner = owner, Tag = tag }, http.User.ToActor(), http.RequestAborted);
        return list.Succeeded
            ? TypedResults.File(list.Value, MediaType, "portal-feeds.opml")
            : list.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ImportResult>, ProblemHttpResult>> ImportAsync(
        HttpContext http, OpmlDesk desk, [FromQuery] string? owner, [FromQuery] string? domain, [FromQuery] string? pollInterval, [FromQuery] bool? dryRun)
    {
        if (await BoundedBody.ReadAsync(http.Request, OpmlReader.MaxBytes, http.RequestAborted) is not { } body)
        {
            return TypedResults.Problem($"At most {OpmlReader.MaxBytes} bytes are read.", statusCode: StatusCodes.Status413PayloadTooLarge, title: "The list is too large");
        }

        if (!TryReadInterval(pollInterval, out var interval))
        {
            return Problems.Invalid("pollInterval", $"'{pollInterval}' is no duration: it must look like PT30S (ISO 8601).");
        }

        var list = OpmlReader.Read(body);
        if (list is { Feeds.Count: 0, Problem: { } problem })
        {
            return new Refusal(RefusalKind.Unprocessable, problem).ToProblem();
        }

        var defaults = new ImportDefaults(owner, domain, interval);
        var actor = http.User.ToActor();
        var rows = dryRun == true
            ? await desk.PreviewAsync(list, defaults, actor, http.RequestAborted)
            : await desk.ImportAsync(list, defaults, actor, http.RequestAborted);
        return rows.Succeeded
            ? TypedResults.Ok(new ImportResult(
                dryRun == true,
                rows.Value.Count(row => row.Verdict is ImportVerdict.New or ImportVerdict.Followed),
                rows.Value.Count(row => row.Verdict == ImportVerdict.Known),
                rows.Value.Count(row => row.Verdict == ImportVerdict.Invalid),
                list.Problem,
                [.. rows.Value.Select(ImportItem.Of)]))
            : rows.Refusal.ToProblem();
    }

    private static bool TryReadInterval(string? text, out TimeSpan interval)
    {
        interval = FeedChannel.Http.DefaultInterval;
        try
        {
            interval = text is null ? interval : XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }
}
