using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Throughput over time.</summary>
internal sealed record ThroughputItem(TimeSpan Resolution, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ThroughputBucket> Buckets);

/// <summary>What came in, by minute, hour or day.</summary>
internal static class ThroughputApi
{
    private const int MaxBuckets = 10_000;
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/metrics/throughput", ReadAsync).WithName("ReadThroughput").WithTags("Metrics")
            .WithSummary("Entries, bytes, invalid ones, errors and latency over time, of one feed or of all that the caller may see.");

    private static async Task<Results<Ok<ThroughputItem>, ProblemHttpResult>> ReadAsync(
        HttpContext http, FeedRegistry registry, IThroughput throughput, TimeProvider time,
        string? feed, DateTimeOffset? from, DateTimeOffset? to, string? resolution)
    {
        if (Read(resolution) is not { } step)
        {
            return Problems.Invalid("resolution", $"'{resolution}' is not a resolution: use PT1M, PT1H or P1D.");
        }

        var end = to ?? time.GetUtcNow();
        var start = from ?? end - DefaultRange;
        if (start >= end || (end - start) / step.Width > MaxBuckets)
        {
            return Problems.Invalid("from", $"It must be before 'to', at most {MaxBuckets} steps of the resolution.");
        }

        var feeds = await FeedsAsync(feed, http, registry);
        if (feeds is null)
        {
            return TypedResults.Problem($"There is no feed '{feed}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
        }

        var buckets = await throughput.ReadAsync(
            new ThroughputQuery { Feeds = feeds, From = start, To = end, Resolution = step.Resolution }, http.RequestAborted);
        return TypedResults.Ok(new ThroughputItem(step.Width, start, end, buckets));
    }

    private static async Task<IReadOnlyCollection<FeedId>?> FeedsAsync(string? feed, HttpContext http, FeedRegistry registry)
    {
        var actor = http.User.ToActor();
        if (feed is null)
        {
            return [.. (await registry.ListAsync(new FeedFilter(), actor, http.RequestAborted)).Select(f => f.Id)];
        }

        var found = await registry.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        return found.Succeeded ? [found.Value.Id] : null;
    }

    private static (Resolution Resolution, TimeSpan Width)? Read(string? text) => text switch
    {
        null or "PT1M" or "minute" => (Resolution.Minute, TimeSpan.FromMinutes(1)),
        "PT1H" or "hour" => (Resolution.Hour, TimeSpan.FromHours(1)),
        "P1D" or "day" => (Resolution.Day, TimeSpan.FromDays(1)),
        _ => null,
    };
}
