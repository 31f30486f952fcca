using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Monitoring.Projections;
using Portal.Web.Features.Health;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>How what is worked out from the log is doing.</summary>
internal sealed record ProjectionItem(string Name, long Position, long Behind, double Progress, string State, string? Failure, DateTimeOffset Changed)
{
    public static ProjectionItem Of(ProjectionStatus status) => new(
        status.Name,
        status.Position.Value,
        status.Behind,
        status.Progress,
        status.Failure is not null ? "stopped" : status.Progress < 1 ? "history" : "live",
        status.Failure,
        status.Changed);
}

/// <summary>Projections, for operators.</summary>
internal static class ProjectionsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var projections = api.MapGroup("/projections").WithTags("Projections").RequireAuthorization(nameof(Permission.ManagePortal));
        projections.MapGet("", ListAsync).WithName("ListProjections").WithSummary("What is worked out from the log (KPIs, alert rules): how far, and what was stopped why.");
        projections.MapPost("/{name}/restart", RestartAsync).WithName("RestartProjection").WithSummary("Lets a stopped one go on from where it was.");
    }

    private static async Task<Results<Ok<Page<ProjectionItem>>, ProblemHttpResult>> ListAsync(IProjections projections, HttpContext http, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var page = Paging.Slice(await projections.ListAsync(http.RequestAborted), limit, cursor);
        return TypedResults.Ok(new Page<ProjectionItem>([.. page.Items.Select(ProjectionItem.Of)], page.Next));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RestartAsync(string name, ProjectionRestarts desk, HttpContext http)
    {
        var restarted = await desk.RestartAsync(name, http.User.ToActor(), http.RequestAborted);
        return restarted.Succeeded ? TypedResults.NoContent() : restarted.Refusal.ToProblem();
    }
}
