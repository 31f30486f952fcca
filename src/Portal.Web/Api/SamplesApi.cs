using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Contracts;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A payload to be kept as a sample.</summary>
internal sealed record SampleBody(string? Title, string? Payload);

/// <summary>A sample that an author of the feed's contracts chose.</summary>
internal sealed record SampleItem(Guid Id, string? EventType, string Title, string MediaType, string Payload, DateTimeOffset Chosen, string ChosenBy)
{
    public static SampleItem Of(ChosenSample s) => new(s.Id, s.EventType, s.Title, s.MediaType, s.Payload, s.Chosen, s.ChosenBy);
}

/// <summary>The samples that authors of contracts chose.</summary>
internal static class SamplesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/feeds/{feed}/contracts").WithTags("Contracts");
        contracts.MapGet("/samples", ListAsync).WithName("ListContractSamples").WithSummary("The samples that were chosen for an event type.");
        contracts.MapPost("/{version}/samples", KeepAsync).WithName("KeepContractSample").WithSummary("Keeps a payload as a sample; it has to meet the version.");
        contracts.MapDelete("/samples/{id:guid}", RemoveAsync).WithName("RemoveContractSample").WithSummary("Removes a sample.");
    }

    private static async Task<Results<Ok<Page<SampleItem>>, ProblemHttpResult>> ListAsync(
        string feed, string? eventType, HttpContext http, ContractSamples samples, ShownEntries shown, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await samples.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), eventType, http.RequestAborted);
        if (!all.Succeeded)
        {
            return all.Refusal.ToProblem();
        }

        var masked = await shown.SamplesAsync(all.Value, http.User.ToActor(), http.RequestAborted);
        return TypedResults.Ok(Paging.Slice<SampleItem>([.. masked.Select(SampleItem.Of)], limit, cursor));
    }

    private static async Task<Results<Created<SampleItem>, ProblemHttpResult>> KeepAsync(
        string feed, string version, string? eventType, SampleBody body, HttpContext http, ContractRegistry registry, ContractSamples samples)
    {
        var actor = http.User.ToActor();
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, actor, eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var kept = await samples.KeepAsync(found.Value.Feed, found.Value, body.Title ?? "", body.Payload ?? "", actor, http.RequestAborted);
        return kept.Succeeded
            ? TypedResults.Created($"/api/v1/feeds/{feed}/contracts/samples", SampleItem.Of(kept.Value))
            : kept.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string feed, Guid id, HttpContext http, ContractSamples samples)
    {
        var gone = await samples.RemoveAsync(FeedRoute.Read(feed), id, http.User.ToActor(), http.RequestAborted);
        return gone.Succeeded ? TypedResults.NoContent() : gone.Refusal.ToProblem();
    }
}
