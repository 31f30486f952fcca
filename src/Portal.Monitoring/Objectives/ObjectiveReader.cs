using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Objectives;

/// <summary>Measures objectives: cadence and delay by the throughput that was kept anyway, availability by what was seen.</summary>
public sealed class ObjectiveReader(IObjectiveStore store, IObjectiveFigures figures, TimeProvider time)
{
    /// <summary>How long after a minute all looks at it are taken down, also when another node has just taken over.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <summary>How an objective stands now.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="isHosted">Whether its feed is served by this portal: it is not there while the portal is not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ObjectiveStanding> ReadAsync(FeedObjective objective, bool isHosted, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        return ObjectiveStanding.Of(objective.Target, await PointsAsync(objective, isHosted, now, cancellationToken), now);
    }

    private async Task<IEnumerable<ObjectivePoint>> PointsAsync(FeedObjective objective, bool isHosted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = now - FeedObjective.Window;
        switch (objective.Kind)
        {
            case ObjectiveKind.Cadence:
                var within = objective.Within!.Value;
                var busy = await figures.BusyMinutesAsync(objective.Feed, from - within, now, cancellationToken);
                return ObjectiveMinutes.Cadence(busy, from, now, within, objective.Since);
            case ObjectiveKind.Delay:
                // Hours, and minutes where the burn rate asks for them.
                var recent = Resolution.Hour.Floor(now.AddHours(-7));
                var hours = await figures.DelaysAsync(objective.Feed, objective.Within!.Value, from, recent, Resolution.Hour, cancellationToken);
                var minutes = await figures.DelaysAsync(objective.Feed, objective.Within!.Value, recent, now, Resolution.Minute, cancellationToken);
                return hours.Concat(minutes);
            default:
                return ObjectiveMinutes.Availability(await store.HoursAsync(objective.Feed, from, cancellationToken), from, now - Settled, isHosted);
        }
    }
}
