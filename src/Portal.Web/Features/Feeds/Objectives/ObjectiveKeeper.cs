using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Catalogue.Feeds;
using Portal.Events.Activity;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Objectives;
using Portal.Web.Operations;

namespace Portal.Web.Features.Feeds.Objectives;

/// <summary>
/// Looks three times a minute whether the feeds with an availability objective are there, and every few minutes whether a budget burns:
/// that is told in the portal's own feed, where alert rules hear of it. A duty of one node.
/// </summary>
internal sealed partial class ObjectiveKeeper(
    IObjectiveStore store,
    ObjectiveReader reader,
    IFeedStore feeds,
    ISubscriptions subscriptions,
    HealthCheckService health,
    IActivityLog activity,
    TimeProvider time,
    ILogger<ObjectiveKeeper> logger) : BackgroundService
{
    /// <summary>How often it looks. A restart within a minute leaves no minute without a look.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <summary>How often budgets are judged.</summary>
    public static readonly TimeSpan JudgedEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan TidiedEvery = TimeSpan.FromHours(6);

    // An hour of slack, so that the oldest day of the window is whole.
    private static readonly TimeSpan Kept = FeedObjective.Window + TimeSpan.FromHours(25);

    /// <summary>Looks once whether feeds are there.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        List<AvailabilityLook> looks = [];
        bool? serves = null;
        foreach (var objective in (await store.ListAsync(cancellationToken)).Where(objective => objective.Kind == ObjectiveKind.Availability))
        {
            // What is paused or retired is not there by intent: nobody was promised it.
            if (await feeds.FindAsync(objective.Feed, cancellationToken) is not { TakesEntries: true } feed)
            {
                continue;
            }

            if (feed.IsHosted)
            {
                serves ??= await ServesAsync(cancellationToken);
                looks.Add(new AvailabilityLook(feed.Id, serves.Value));
            }
            else if (await subscriptions.StatusAsync(feed.Id, cancellationToken) is { LastPoll: not null, State: not SubscriptionState.Paused } status)
            {
                looks.Add(new AvailabilityLook(feed.Id, status.FailuresInRow == 0 && status.State != SubscriptionState.Gone));
            }
        }

        if (looks.Count > 0)
        {
            await store.SeeAsync(looks, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Judges all budgets once and tells of those that burn.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        foreach (var objective in await store.ListAsync(cancellationToken))
        {
            if (await feeds.FindAsync(objective.Feed, cancellationToken) is not { TakesEntries: true } feed)
            {
                continue;
            }

            var standing = await reader.ReadAsync(objective, feed.IsHosted, cancellationToken);
            var (news, told) = ObjectiveNews.Decide(standing.State, objective.ToldBurning, time.GetUtcNow());
            if (news is not null)
            {
                var title = news == ObjectiveNews.BudgetBurning
                    ? ObjectiveNews.Burning(feed.Title, objective.Kind, standing)
                    : $"{feed.Title}: the error budget for {ObjectiveNews.Word(objective.Kind)} lasts again";
                await activity.RecordAsync(new ActivityEvent(news, title, feed.Id), cancellationToken);
            }

            if (told != objective.ToldBurning)
            {
                await store.ToldAsync(objective.Feed, objective.Kind, told, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var (judged, tidied) = (time.GetTimestamp(), time.GetTimestamp());
        do
        {
            try
            {
                await LookAsync(stoppingToken);
                if (time.GetElapsedTime(judged) >= JudgedEvery)
                {
                    judged = time.GetTimestamp();
                    await JudgeAsync(stoppingToken);
                }

                if (time.GetElapsedTime(tidied) >= TidiedEvery)
                {
                    tidied = time.GetTimestamp();
                    await store.TidyAsync(time.GetUtcNow() - Kept, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next look is in a moment; a minute that nobody saw is said as such.
                LogInterrupted(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> ServesAsync(CancellationToken cancellationToken) =>
        (await health.CheckHealthAsync(check => check.Tags.Contains(PortalHealth.Ready), cancellationToken)).Status != HealthStatus.Unhealthy;

    [LoggerMessage(EventId = 1511, Level = LogLevel.Error, Message = "Looking at the objectives of feeds was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
