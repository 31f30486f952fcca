using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Domains;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A place of the taxonomy as a caller gives it.</summary>
internal sealed record PlaceBody(string? Domain, string? Subdomain, string? Summary)
{
    public DomainPlace ToPlace() => new(Domain ?? "", Subdomain);
}

/// <summary>Where from and where to.</summary>
internal sealed record DomainMoveBody(PlaceBody? From, PlaceBody? To);

/// <summary>How many feeds went along.</summary>
internal sealed record DomainMoved(int Feeds);

/// <summary>The taxonomy of domains and their parts.</summary>
internal static class DomainsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var domains = api.MapGroup("/domains").WithTags("Domains");
        domains.MapGet("/", ListAsync).WithName("ListDomains").WithSummary("The domains with their parts and how many feeds are in each.");
        domains.MapPut("/", DescribeAsync).WithName("DescribeDomain").WithSummary("Makes a domain or a part of one, or says what belongs there.");
        domains.MapPost("/moves", MoveAsync).WithName("MoveDomain")
            .WithSummary("Moves everything in one place to another one: renames it, or merges it with what is there.");
        domains.MapDelete("/", RemoveAsync).WithName("RemoveDomain").WithSummary("Removes a place that no feed is in.");
    }

    private static async Task<Ok<IReadOnlyList<DomainNode>>> ListAsync(HttpContext http, DomainDesk desk) =>
        TypedResults.Ok(await desk.ReadAsync(http.User.ToActor(), http.RequestAborted));

    private static async Task<Results<Ok<DomainPlace>, ProblemHttpResult>> DescribeAsync(PlaceBody body, HttpContext http, DomainDesk desk)
    {
        var described = await desk.DescribeAsync(body.ToPlace(), body.Summary, http.User.ToActor(), http.RequestAborted);
        return described.Succeeded ? TypedResults.Ok(described.Value) : described.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<DomainMoved>, ProblemHttpResult>> MoveAsync(DomainMoveBody body, HttpContext http, DomainDesk desk)
    {
        if (body.From is null || body.To is null)
        {
            return Problems.Invalid(body.From is null ? "from" : "to", "This is required: { \"domain\": ..., \"subdomain\": ... }.");
        }

        var moved = await desk.MoveAsync(body.From.ToPlace(), body.To.ToPlace(), http.User.ToActor(), http.RequestAborted);
        return moved.Succeeded ? TypedResults.Ok(new DomainMoved(moved.Value)) : moved.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string? domain, string? subdomain, HttpContext http, DomainDesk desk)
    {
        var removed = await desk.RemoveAsync(new DomainPlace(domain ?? "", subdomain), http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }
}
