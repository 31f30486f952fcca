using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Web.Figures;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Health;

/// <summary>A feed with its figures, and where its subscription stands when it is followed.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Figures">What was measured of it.</param>
/// <param name="Status">Where its subscription stands; null for hosted feeds.</param>
public sealed record FeedHealthRow(Feed Feed, FeedFigures Figures, SubscriptionStatus? Status)
{
    /// <summary>The host that it is followed from; empty for hosted feeds.</summary>
    public string Host { get; } = Feed.Channel is FeedChannel.Http http && Uri.TryCreate(http.Url, UriKind.Absolute, out var address) ? address.Authority : "";

    /// <summary>Whether somebody should look.</summary>
    public bool IsTroubled => Figures.Health is not (FeedHealth.Healthy or FeedHealth.Paused);
}

/// <summary>One of the checks that <c>/health/ready</c> makes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">Its verdict.</param>
/// <param name="Description">The verdict in words.</param>
public sealed record ProcessCheck(string Name, PortalState State, string Description);

/// <summary>How the portal and the reader's feeds are.</summary>
internal sealed record HealthView(
    IReadOnlyList<FeedHealthRow> Followed,
    IReadOnlyList<FeedHealthRow> Hosted,
    IReadOnlyList<ProcessCheck> Checks,
    IReadOnlyList<double> Seconds,
    long Head,
    long Errors,
    long Invalid)
{
    /// <summary>How followed feeds have been; empty for whom that is not.</summary>
    public IReadOnlyList<HealthSample> Trend { get; init; } = [];

    public double PerSecond => Seconds.Count == 0 ? 0 : Seconds.Average();
}

/// <summary>Gathers what the page shows, among the feeds that the reader may see; what is troubled comes first.</summary>
internal sealed class HealthReader(
    FeedRegistry registry,
    IFeedFigures figures,
    ISubscriptions subscriptions,
    IThroughput throughput,
    IEventLog log,
    ILiveEntries live,
    HealthCheckService checks,
    HealthTrend trend,
    TimeProvider time)
{
    private const int RateSeconds = 60;

    public async Task<HealthView> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var feeds = await registry.ListAsync(new FeedFilter { TakesEntries = true }, actor, cancellationToken);
        var ids = feeds.Select(f => f.Id).ToList();
        var measured = await figures.ReadAsync(ids, cancellationToken);
        List<FeedHealthRow> rows = [];
        foreach (var feed in feeds)
        {
            rows.Add(new FeedHealthRow(feed, measured[feed.Id], await subscriptions.StatusAsync(feed.Id, cancellationToken)));
        }

        var troubledFirst = rows.OrderBy(r => !r.IsTroubled).ToList();
        var now = time.GetUtcNow();
        var hour = await throughput.SumAsync(new ThroughputQuery { Feeds = ids, From = now.AddHours(-1), To = now }, cancellationToken);
        var report = await checks.CheckHealthAsync(cancellationToken);
        return new HealthView(
            [.. troubledFirst.Where(r => !r.Feed.IsHosted)],
            [.. troubledFirst.Where(r => r.Feed.IsHosted)],
            [.. report.Entries.Select(e => new ProcessCheck(e.Key, StateOf(e.Value.Status), e.Value.Description ?? ""))],
            [.. live.Rates(ids, RateSeconds).Select(r => (double)r.Entries)],
            (await log.HeadAsync(cancellationToken)).Value,
            hour.Errors,
            hour.Invalid)
        {
            // It counts feeds of all teams.
            Trend = actor.IsOperator ? trend.Samples : [],
        };
    }

    private static PortalState StateOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => PortalState.Healthy,
        HealthStatus.Degraded => PortalState.Late,
        _ => PortalState.Failing,
    };
}
