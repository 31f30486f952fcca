using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Requests.Delegation;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Somebody who decides on requests in the place of somebody who is away.</summary>
internal sealed record DeputyItem(string Id, string Person, string Deputy, DateTimeOffset From, DateTimeOffset To)
{
    public static DeputyItem Of(Deputyship one) => new(one.Id, one.PersonName, one.DeputyName, one.From, one.To);
}

/// <summary>Who decides in the caller's place, by id, and when.</summary>
internal sealed record DeputyBody(string? Deputy, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Deputies of people who decide on requests.</summary>
internal static class DeputiesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var deputies = api.MapGroup("/deputies").WithTags("Requests");
        deputies.MapGet("/", ListAsync).WithName("ListDeputies").WithSummary("Where the caller is away or deputy; all of them for operators.");
        deputies.MapPost("/", NameAsync).WithName("NameDeputy").WithSummary("Names who decides on requests in the caller's place for a time.");
        deputies.MapDelete("/{id}", EndAsync).WithName("EndDeputy").WithSummary("Ends it at once.");
    }

    private static async Task<Ok<Page<DeputyItem>>> ListAsync(HttpContext http, DeputyDesk desk) =>
        TypedResults.Ok(new Page<DeputyItem>([.. (await desk.ListAsync(http.User.ToActor(), http.RequestAborted)).Select(DeputyItem.Of)], null));

    private static async Task<Results<Created<DeputyItem>, ProblemHttpResult>> NameAsync(DeputyBody body, HttpContext http, DeputyDesk desk, TimeProvider time)
    {
        var from = body.From ?? time.GetUtcNow();
        var named = await desk.NameAsync(body.Deputy ?? "", from, body.To ?? from, http.User.ToActor(), http.RequestAborted);
        return named.Succeeded ? TypedResults.Created($"/api/v1/deputies/{named.Value.Id}", DeputyItem.Of(named.Value)) : named.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, HttpContext http, DeputyDesk desk)
    {
        var ended = await desk.EndAsync(id, http.User.ToActor(), http.RequestAborted);
        return ended.Succeeded ? TypedResults.NoContent() : ended.Refusal.ToProblem();
    }
}
