using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Publishing;

/// <summary>
/// Holds publishers to the rate that a feed takes: so many entries a minute, with a minute's worth at once at most. Counted
/// in this process; one limiter for each feed that has a limit.
/// </summary>
internal sealed class PublishRate : IDisposable
{
    private const string Policy = "entries";
    private readonly ConcurrentDictionary<FeedId, (int Limit, TokenBucketRateLimiter Bucket)> _feeds = new();

    /// <summary>Takes entries from what the feed has left; the answer when that is not enough, else null.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="entries">How many entries are to be published.</param>
    /// <param name="response">Is told what is left (draft-ietf-httpapi-ratelimit-headers).</param>
    public FeedProblem? Take(HostedFeed feed, int entries, HttpResponse response)
    {
        if (feed.MaxEntriesPerMinute is not { } limit)
        {
            return null;
        }

        response.Headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{Policy}\";q={limit};w=60");
        if (entries > limit)
        {
            return TooMany(feed, limit, $"a batch of {entries} never passes");
        }

        var bucket = BucketOf(feed.Id, limit);
        using var lease = bucket.AttemptAcquire(entries);
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 0;
        response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"{Policy}\";r={bucket.GetStatistics()?.CurrentAvailablePermits ?? 0};t={wait}");
        if (lease.IsAcquired)
        {
            return null;
        }

        response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
        return TooMany(feed, limit, $"try again in {Math.Max(1, wait)} s");
    }

    public void Dispose()
    {
        foreach (var (_, bucket) in _feeds.Values)
        {
            bucket.Dispose();
        }
    }

    private static FeedProblem TooMany(HostedFeed feed, int limit, string advice) => new(
        StatusCodes.Status429TooManyRequests, "Too many entries", $"'{feed.Id}' takes {limit} entries a minute: {advice}.");

    private TokenBucketRateLimiter BucketOf(FeedId feed, int limit) => _feeds.AddOrUpdate(
        feed,
        _ => (limit, NewBucket(limit)),
        (_, known) => known.Limit == limit ? known : (limit, NewBucket(limit))).Bucket;

    private static TokenBucketRateLimiter NewBucket(int limit)
    {
        var tokens = Math.Max(1, limit / 60);
        return new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * tokens / limit,
            QueueLimit = 0,
            AutoReplenishment = true,
        });
    }
}
