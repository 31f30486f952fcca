using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>Throughput over time.</summary>
internal sealed record ThroughputItem(TimeSpan Resolution, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ThroughputBucket> Buckets);

/// <summary>Throughput of a feed by event type.</summary>
internal sealed record TypedThroughputItem(TimeSpan Resolution, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TypedThroughput> Types);

/// <summary>What came in, by minute, hour or day.</summary>
internal static class ThroughputApi
{
    private const int MaxBuckets = 10_000;

    /// <summary>Each is answered for up to 42 types.</summary>
    private const int MaxTypedBuckets = 1_500;

    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/metrics/throughput", ReadAsync).WithName("ReadThroughput").WithTags("Metrics")
            .WithSummary("Entries, bytes, invalid ones, errors and latency over time, of one feed or of all that the caller may see.");
        api.MapGet("/metrics/throughput/types", ReadTypesAsync).WithName("ReadThroughputByType").WithTags("Metrics")
            .WithSummary("The same of one feed by event type: its first 40 types each, then all others together, then what names no type.");
    }

    private static async Task<Results<Ok<TypedThroughputItem>, ProblemHttpResult>> ReadTypesAsync(
        HttpContext http, FeedRegistry registry, ITypedThroughput throughput, TimeProvider time,
        string feed, DateTimeOffset? from, DateTimeOffset? to, string? resolution)
    {
        var (range, problem) = RangeOf(from, to, resolution, time, MaxTypedBuckets);
        if (range is null)
        {
            return problem!;
        }

        if (await FeedsAsync(feed, http, registry) is not [var id])
        {
            return Unknown(feed);
        }

        var types = await throughput.ReadAsync(id, range.From, range.To, range.Resolution, http.RequestAborted);
        return TypedResults.Ok(new TypedThroughputItem(range.Resolution.Width(), range.From, range.To, types));
    }

    private static async Task<Results<Ok<ThroughputItem>, ProblemHttpResult>> ReadAsync(
        HttpContext http, FeedRegistry registry, IThroughput throughput, TimeProvider time,
        string? feed, DateTimeOffset? from, DateTimeOffset? to, string? resolution)
    {
        var (range, problem) = RangeOf(from, to, resolution, time, MaxBuckets);
        if (range is null)
        {
            return problem!;
        }

        var feeds = await FeedsAsync(feed, http, registry);
        if (feeds is null)
        {
            return Unknown(feed!);
        }

        var buckets = await throughput.ReadAsync(
            new ThroughputQuery { Feeds = feeds, From = range.From, To = range.To, Resolution = range.Resolution }, http.RequestAborted);
        return TypedResults.Ok(new ThroughputItem(range.Resolution.Width(), range.From, range.To, buckets));
    }

    private static (AskedRange? Range, ProblemHttpResult? Problem) RangeOf(
        DateTimeOffset? from, DateTimeOffset? to, string? resolution, TimeProvider time, int maxBuckets)
    {
        if (Read(resolution) is not { } step)
        {
            return (null, Problems.Invalid("resolution", $"'{resolution}' is not a resolution: use PT1M, PT1H or P1D."));
        }

        var end = to ?? time.GetUtcNow();
        var start = from ?? end - DefaultRange;
        return start >= end || (end - start) / step.Width() > maxBuckets
            ? (null, Problems.Invalid("from", $"It must be before 'to', at most {maxBuckets} steps of the resolution."))
            : (new AskedRange(start, end, step), null);
    }

    private static ProblemHttpResult Unknown(string feed) =>
        TypedResults.Problem($"There is no feed '{feed}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    private static async Task<IReadOnlyList<FeedId>?> FeedsAsync(string? feed, HttpContext http, FeedRegistry registry)
    {
        var actor = http.User.ToActor();
        if (feed is null)
        {
            return [.. (await registry.ListAsync(new FeedFilter(), actor, http.RequestAborted)).Select(f => f.Id)];
        }

        var found = await registry.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        return found.Succeeded ? [found.Value.Id] : null;
    }

    private static Resolution? Read(string? text) => text switch
    {
        null or "PT1M" or "minute" => Resolution.Minute,
        "PT1H" or "hour" => Resolution.Hour,
        "P1D" or "day" => Resolution.Day,
        _ => null,
    };

    private sealed record AskedRange(DateTimeOffset From, DateTimeOffset To, Resolution Resolution);
}
