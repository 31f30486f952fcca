using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A team as a caller gives it.</summary>
internal sealed record TeamBody(string? Name, string? Summary);

/// <summary>A team. Who is in it is for operators.</summary>
internal sealed record TeamItem(string Name, string Summary, int People, DateTimeOffset Created)
{
    public static TeamItem Of(Team team) => new(team.Name, team.Summary, team.Members.Count, team.Created);
}

/// <summary>The teams that own feeds.</summary>
internal static class TeamsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var teams = api.MapGroup("/teams").WithTags("Access");
        teams.MapGet("/", ListAsync).WithName("ListTeams").WithSummary("The teams, by name.");
        teams.MapPost("/", AddAsync).WithName("AddTeam").WithSummary("Makes a team.");
        teams.MapDelete("/{name}", RemoveAsync).WithName("RemoveTeam").WithSummary("Removes a team that owns no feed.");
    }

    private static async Task<Results<Ok<Page<TeamItem>>, ProblemHttpResult>> ListAsync(HttpContext http, Teams teams, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await teams.ListAsync(http.User.ToActor(), http.RequestAborted);
        return all.Succeeded ? TypedResults.Ok(Paging.Slice<TeamItem>([.. all.Value.Select(TeamItem.Of)], limit, cursor)) : all.Refusal.ToProblem();
    }

    private static async Task<Results<Created<TeamItem>, ProblemHttpResult>> AddAsync(TeamBody body, HttpContext http, Teams teams)
    {
        var added = await teams.AddAsync(body.Name ?? "", body.Summary, http.User.ToActor(), http.RequestAborted);
        return added.Succeeded
            ? TypedResults.Created($"/api/v1/teams/{Uri.EscapeDataString(added.Value.Name)}", TeamItem.Of(added.Value))
            : added.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string name, HttpContext http, Teams teams, FeedRegistry feeds)
    {
        var owned = await feeds.ListAsync(new FeedFilter { Owner = name }, Actor.Portal, http.RequestAborted);
        var removed = await teams.RemoveAsync(name, owned.Count, http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }
}
