using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Objectives;

/// <summary>Where objectives and the availability of their feeds are kept. Both go with their feed.</summary>
public interface IObjectiveStore
{
    /// <summary>All of them.</summary>
    Task<IReadOnlyList<FeedObjective>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Those of a feed.</summary>
    Task<IReadOnlyList<FeedObjective>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Adds one, or changes the one of its feed and kind; what comes back is stored.</summary>
    Task<FeedObjective> SaveAsync(FeedObjective objective, CancellationToken cancellationToken = default);

    /// <summary>Takes down whether it was told that the budget burns.</summary>
    Task ToldAsync(FeedId feed, ObjectiveKind kind, DateTimeOffset? at, CancellationToken cancellationToken = default);

    /// <summary>Removes one, and with availability what was seen for it; false when there is none.</summary>
    Task<bool> RemoveAsync(FeedId feed, ObjectiveKind kind, CancellationToken cancellationToken = default);

    /// <summary>Takes down looks at feeds.</summary>
    Task SeeAsync(IReadOnlyList<AvailabilityLook> looks, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>What was seen of a feed.</summary>
    Task<IReadOnlyList<AvailabilityHour>> HoursAsync(FeedId feed, DateTimeOffset from, CancellationToken cancellationToken = default);

    /// <summary>Removes what was seen before a moment.</summary>
    Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>What the throughput of a feed says of its objectives.</summary>
public interface IObjectiveFigures
{
    /// <summary>The begins of the minutes in which entries came, in order.</summary>
    Task<IReadOnlyList<DateTimeOffset>> BusyMinutesAsync(FeedId feed, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>How many entries of each bucket were stored within so long of being published.</summary>
    Task<IReadOnlyList<ObjectivePoint>> DelaysAsync(
        FeedId feed, TimeSpan within, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default);
}
