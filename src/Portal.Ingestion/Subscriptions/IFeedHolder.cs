using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Who follows the feeds of a database.</summary>
/// <param name="IsShared">
/// Whether several processes share them: then this one follows only what it is given through <see cref="IFeedHolder"/>.
/// Alone it follows all of them from its start.
/// </param>
public sealed record FollowingScope(bool IsShared);

/// <summary>The feeds that this process follows, where several processes share them.</summary>
public interface IFeedHolder
{
    /// <summary>Whether this process follows a feed.</summary>
    bool Holds(FeedId feed);

    /// <summary>
    /// Takes a feed over as it is stored: its polls, and its subscriptions at hubs. False when there is nothing to follow
    /// and no hub to be told. No other process may hold it.
    /// </summary>
    Task<bool> HoldAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Gives a feed up. Returns when no poll of it is under way; what it found is stored.</summary>
    Task ReleaseAsync(FeedId feed, CancellationToken cancellationToken = default);
}
