using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Publishing;

/// <summary>
/// Holds publishers to the rate that a feed takes and to that of their key: so many entries a minute, with a minute's worth at
/// once at most. Counted in this process; one limiter for each feed and each key that has a limit.
/// </summary>
internal sealed class PublishRate : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Limit, TokenBucketRateLimiter Bucket)> _buckets = new();

    /// <summary>Takes entries from what key and feed have left; the answer when that is not enough, else null.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="entries">How many entries are to be published.</param>
    /// <param name="response">Is told what is left (draft-ietf-httpapi-ratelimit-headers).</param>
    public FeedProblem? Take(HostedFeed feed, int entries, HttpResponse response)
    {
        List<(string Policy, string Key, string Name, int Limit)> limits = [];
        if (feed.CallerRate is { } caller)
        {
            limits.Add(("key", "key:" + caller.Caller, "This key", caller.EntriesPerMinute));
        }

        if (feed.MaxEntriesPerMinute is { } perMinute)
        {
            limits.Add(("entries", "feed:" + feed.Id, $"'{feed.Id}'", perMinute));
        }

        List<string> left = [];
        foreach (var (policy, key, name, limit) in limits)
        {
            response.Headers.Append("RateLimit-Policy", string.Create(CultureInfo.InvariantCulture, $"\"{policy}\";q={limit};w=60"));
            if (entries > limit)
            {
                return TooMany(name, limit, $"a batch of {entries} never passes");
            }

            var bucket = BucketOf(key, limit);
            using var lease = bucket.AttemptAcquire(entries);
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 0;
            left.Add(string.Create(
                CultureInfo.InvariantCulture, $"\"{policy}\";r={bucket.GetStatistics()?.CurrentAvailablePermits ?? 0};t={wait}"));
            response.Headers["RateLimit"] = string.Join(", ", left);
            if (!lease.IsAcquired)
            {
                response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
                return TooMany(name, limit, $"try again in {Math.Max(1, wait)} s");
            }
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var (_, bucket) in _buckets.Values)
        {
            bucket.Dispose();
        }
    }

    private static FeedProblem TooMany(string name, int limit, string advice) => new(
        StatusCodes.Status429TooManyRequests, "Too many entries", $"{name} takes {limit} entries a minute: {advice}.");

    private TokenBucketRateLimiter BucketOf(string key, int limit) => _buckets.AddOrUpdate(
        key,
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
