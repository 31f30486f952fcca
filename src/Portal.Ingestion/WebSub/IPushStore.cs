using Portal.Events;

namespace Portal.Ingestion.WebSub;

/// <summary>Keeps the subscriptions at hubs.</summary>
public interface IPushStore
{
    /// <summary>All of them, those of retired feeds too.</summary>
    ValueTask<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Those of one feed.</summary>
    ValueTask<IReadOnlyList<PushSubscription>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Whose subscription has this token; null when there is none.</summary>
    ValueTask<FeedId?> FindFeedAsync(string token, CancellationToken cancellationToken = default);

    /// <summary>The feeds that have any, retired ones too.</summary>
    ValueTask<IReadOnlyList<FeedId>> FeedsAsync(CancellationToken cancellationToken = default);

    /// <summary>Saves some as they are now and forgets others: together or not at all.</summary>
    /// <param name="changed">New and changed ones.</param>
    /// <param name="forgotten">The tokens of those to forget.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask SaveAsync(
        IReadOnlyList<PushSubscription> changed, IReadOnlyList<string> forgotten, CancellationToken cancellationToken = default);
}
