using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts.Inference;
using Portal.Web.Features.Contracts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What a contract is proposed from.</summary>
/// <param name="Samples">JSON values or XML documents, one after another; the newest recorded entries when there are none.</param>
/// <param name="EventType">The event type of the entries; all when it is left out.</param>
internal sealed record ProposalBody(string? Samples, string? EventType);

/// <summary>What payloads tell about contracts: one that is still missing, and how far they have drifted from one that is there.</summary>
internal static class DriftApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var contracts = api.MapGroup("/feeds/{feed}/contracts").WithTags("Contracts");
        contracts.MapPost("/proposals", ProposeAsync).WithName("ProposeContract")
            .WithSummary("Proposes a contract from samples, or from the newest recorded entries, with what was seen of each field. Nothing is stored.");
        contracts.MapGet("/{version}/drift", DriftAsync).WithName("GetContractDrift")
            .WithSummary("How the newest entries and a version have drifted apart, and the next version that says what was seen.");
    }

    [Reading]
    private static async Task<Results<Ok<ContractProposal>, ProblemHttpResult>> ProposeAsync(
        string feed, ProposalBody body, HttpContext http, FeedRegistry feeds, RecordedProfiles profiles)
    {
        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var (profile, problem) = body.Samples is { } samples
            ? PastedSamples.Read(samples)
            : (await profiles.ReadAsync(found.Value.Id, body.EventType, form: null, http.RequestAborted), null);
        var proposal = profile is null ? null : ContractInference.Propose(profile);
        return proposal is null
            ? Problems.Invalid("samples", problem ?? (body.Samples is null ? "No recorded entry has a JSON or XML payload." : "Nothing in them can be described."))
            : TypedResults.Ok(proposal);
    }

    private static async Task<Results<Ok<DriftReport>, ProblemHttpResult>> DriftAsync(
        string feed, string version, string? eventType, HttpContext http, ContractRegistry registry, RecordedProfiles profiles)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var contract = registry.Compile(found.Value);
        return TypedResults.Ok(DriftReport.Of(
            contract, await profiles.ReadAsync(found.Value.Feed, found.Value.EventType, DriftReport.FormOf(contract), http.RequestAborted)));
    }
}
