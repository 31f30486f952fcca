using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Portal.Catalogue.Contracts;
using Portal.Contracts.Samples;
using Portal.Web.Features.Contracts;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Payloads made up from a version: one that meets it, null when none was found, and others that break it in one way each.</summary>
internal sealed record GeneratedSamples(string MediaType, string? Valid, IReadOnlyList<InvalidSample> Invalid);

/// <summary>What is made of a contract version: code and payloads.</summary>
internal static class GeneratedApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var versions = api.MapGroup("/feeds/{feed}/contracts/{version}").WithTags("Contracts");
        versions.MapGet("/code", CodeAsync).WithName("GetContractCode")
            .WithSummary("The types of a version in a programming language: csharp, with their mapping to JSON or XML, or typescript.")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        versions.MapGet("/generated-samples", SamplesAsync).WithName("GenerateContractSamples")
            .WithSummary("Payloads made up from a version: a valid one, and others that break it in one way each. The same ones for the same seed.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CodeAsync(
        string feed, string version, string? eventType, string? language, string? @namespace, HttpContext http, ContractRegistry registry)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var code = VersionCode.Of(found.Value, registry.Compile(found.Value), language ?? VersionCode.CSharp, @namespace ?? VersionCode.AnyNamespace);
        return code is null
            ? Problems.Invalid("language", $"'{language}' is none of {VersionCode.CSharp}, {VersionCode.TypeScript}.")
            : TypedResults.File(Encoding.UTF8.GetBytes(code.Text), "text/plain; charset=utf-8", code.FileName);
    }

    private static async Task<Results<Ok<GeneratedSamples>, ProblemHttpResult>> SamplesAsync(
        string feed, string version, string? eventType, int? seed, HttpContext http, ContractRegistry registry)
    {
        var found = await registry.FindAsync(FeedRoute.Read(feed), version, http.User.ToActor(), eventType, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var contract = registry.Compile(found.Value);
        var begin = seed is { } number ? new SampleSeed(number) : SampleSeed.First;
        return TypedResults.Ok(new GeneratedSamples(contract.PayloadType, contract.Sample(begin)?.Text, InvalidSamples.Of(contract, begin)));
    }
}
