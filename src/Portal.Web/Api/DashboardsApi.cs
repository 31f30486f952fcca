using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Dashboards;
using Portal.Web.Features.Dashboards;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A dashboard in an answer.</summary>
internal sealed record DashboardItem(
    string Id, string Owner, DashboardSharing Sharing, int Version, int Edition, DateTimeOffset Changed, DashboardBody Body)
{
    public static DashboardItem Of(Dashboard d) => new(d.Id, d.OwnerName, d.Sharing, d.Version, d.Edition, d.Changed, d.Body);
}

/// <summary>A new version as a caller gives it.</summary>
/// <param name="Edition">The edition that it was made from: what somebody else changed since then is not overwritten.</param>
/// <param name="Body">What the dashboard shall say.</param>
internal sealed record DashboardChange(int Edition, DashboardBody Body);

/// <summary>Dashboards, so that they can be kept beside the code of what they watch.</summary>
internal static class DashboardsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var dashboards = api.MapGroup("/dashboards").WithTags("Dashboards");
        dashboards.MapGet("/", ListAsync).WithName("ListDashboards").WithSummary("The dashboards that the caller may see.");
        dashboards.MapPost("/", MakeAsync).WithName("MakeDashboard").WithSummary("Makes a dashboard, which only its maker sees at first.");
        dashboards.MapGet("/{id}", FindAsync).WithName("GetDashboard").WithSummary("One dashboard.");
        dashboards.MapPut("/{id}", PublishAsync).WithName("PublishDashboard").WithSummary("Publishes a new version of a dashboard.");
        dashboards.MapGet("/{id}/tiles/{tile}/csv", TableAsync).WithName("ReadTile").WithSummary("What a tile shows, as CSV.")
            .Produces(StatusCodes.Status200OK, contentType: Csv.MediaType);
        dashboards.MapDelete("/{id}", RemoveAsync).WithName("RemoveDashboard").WithSummary("Removes a dashboard with its versions and links.");
    }

    private static async Task<Results<Ok<Page<DashboardItem>>, ProblemHttpResult>> ListAsync(
        HttpContext http, DashboardRegistry registry, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await registry.ListAsync(http.User.ToActor(), http.RequestAborted);
        return TypedResults.Ok(Paging.Slice<DashboardItem>([.. all.Select(DashboardItem.Of)], limit, cursor));
    }

    private static async Task<Results<Created<DashboardItem>, ProblemHttpResult>> MakeAsync(DashboardBody body, HttpContext http, DashboardRegistry registry)
    {
        var made = await registry.MakeAsync(body, http.User.ToActor(), http.RequestAborted);
        return made.Succeeded ? TypedResults.Created($"/api/v1/dashboards/{made.Value.Id}", DashboardItem.Of(made.Value)) : made.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<DashboardItem>, ProblemHttpResult>> FindAsync(string id, HttpContext http, DashboardRegistry registry) =>
        Answer(await registry.FindAsync(id, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<DashboardItem>, ProblemHttpResult>> PublishAsync(
        string id, DashboardChange change, HttpContext http, DashboardRegistry registry) =>
        Answer(await registry.PublishAsync(id, change.Body, change.Edition, http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, HttpContext http, DashboardRegistry registry)
    {
        var removed = await registry.RemoveAsync(id, http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> TableAsync(
        string id, string tile, [AsParameters] TileQuery query, HttpContext http, DashboardRegistry registry, TileReader reader, TimeProvider time)
    {
        if (query.Check() is { } wrong)
        {
            return wrong;
        }

        var actor = http.User.ToActor();
        var found = await registry.FindAsync(id, actor, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        if (found.Value.Body.Tiles.FirstOrDefault(one => one.Id == tile) is not { } asked)
        {
            return Refusal.NotFound($"The dashboard has no tile '{tile}'.").ToProblem();
        }

        var shown = query.ToTime();
        var scope = new TileScope(shown.RangeAt(time.GetUtcNow()), shown.Compare, shown.Only, actor, shown.Group);
        return TileTable.Of((await reader.ReadAsync([asked], scope, http.RequestAborted))[0]) is { } lines
            ? TypedResults.File(Encoding.UTF8.GetBytes(string.Concat(lines.Select(Csv.Line))), Csv.MediaType, $"{id}-{tile}.csv")
            : Refusal.NotFound($"The tile '{tile}' shows no figures.").ToProblem();
    }

    private static Results<Ok<DashboardItem>, ProblemHttpResult> Answer(Outcome<Dashboard> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(DashboardItem.Of(outcome.Value)) : outcome.Refusal.ToProblem();
}
