using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Metrics;

namespace Portal.Web.Figures;

/// <summary>Puts a feed's figures together from the throughput buckets, the log's ends and its subscription.</summary>
internal sealed class FeedFiguresReader(
    IFeedStore feeds, IEventLog log, IThroughput throughput, ISubscriptions subscriptions, TimeProvider time)
    : IFeedFigures
{
    private const int Minutes = 60;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async Task<IReadOnlyDictionary<FeedId, FeedFigures>> ReadAsync(
        IReadOnlyCollection<FeedId> feedIds, CancellationToken cancellationToken = default)
    {
        var tails = await log.TailsAsync(feedIds, cancellationToken);
        Dictionary<FeedId, FeedFigures> figures = [];
        foreach (var id in feedIds)
        {
            figures[id] = await ReadAsync(id, tails.GetValueOrDefault(id), cancellationToken);
        }

        return figures;
    }

    private async Task<FeedFigures> ReadAsync(FeedId id, FeedTail? tail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (health, diagnosis) = await JudgeAsync(id, now, cancellationToken);
        if (tail is null or { Entries: 0 })
        {
            return new FeedFigures { Health = health, Diagnosis = diagnosis, PerMinute = new int[Minutes] };
        }

        var minutes = await throughput.ReadAsync(Query(id, now - Hour, now, Resolution.Minute), cancellationToken);
        var hour = await throughput.SumAsync(Query(id, now - Hour, now, Resolution.Minute), cancellationToken);
        return new FeedFigures
        {
            Health = health,
            Diagnosis = diagnosis,
            LastReceived = tail.LastReceived,
            Entries = tail.Entries,
            PerMinute = PerMinute.Series(minutes, now, Minutes),
            EntriesPerMinute = PerMinute.Mean(minutes, now, Minutes),
            ConformancePercent = await ConformanceAsync(id, now, cancellationToken),
            LatencyP50 = hour.LatencyP50,
            LatencyP95 = hour.LatencyP95,
        };
    }

    private async Task<double?> ConformanceAsync(FeedId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = await throughput.SumAsync(Query(id, now - Day, now, Resolution.Hour), cancellationToken);
        return day.Checked == 0 ? null : Math.Round(100.0 * (day.Checked - day.Invalid) / day.Checked, 2);
    }

    private async Task<(FeedHealth Health, string? Diagnosis)> JudgeAsync(FeedId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var feed = await feeds.FindAsync(id, cancellationToken);
        if (feed is { TakesEntries: false })
        {
            return (FeedHealth.Paused, feed.State == LifeCycle.Retired
                ? "The feed is retired: it takes no more entries in."
                : "The feed is proposed: it takes entries once it is active.");
        }

        if (feed?.Channel is not FeedChannel.Http http || await subscriptions.StatusAsync(id, cancellationToken) is not { } status)
        {
            return (FeedHealth.Healthy, null);
        }

        var subscription = new Subscription { Feed = id, Url = http.Url, PollInterval = http.PollInterval, Paused = http.Paused, Status = status };
        return SubscriptionHealth.Judge(subscription, now);
    }

    private static ThroughputQuery Query(FeedId id, DateTimeOffset from, DateTimeOffset to, Resolution resolution) =>
        new() { Feeds = [id], From = from, To = to, Resolution = resolution };
}

internal static class FiguresServices
{
    public static IServiceCollection AddPortalFigures(this IServiceCollection services) => services.AddSingleton<IFeedFigures, FeedFiguresReader>();
}
