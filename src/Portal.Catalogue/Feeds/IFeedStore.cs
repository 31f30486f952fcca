using Portal.Events;

namespace Portal.Catalogue.Feeds;

/// <summary>Where the catalogue's feeds are kept.</summary>
public interface IFeedStore
{
    /// <summary>A feed, for reading only; null when there is none. Answered from memory while nothing has changed.</summary>
    ValueTask<Feed?> FindAsync(FeedId id, CancellationToken cancellationToken = default);

    /// <summary>All feeds, by title, for reading only. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<Feed>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a feed; false when its id is taken.</summary>
    Task<bool> AddAsync(Feed feed, CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes a feed in one transaction; null when there is none. The change is made again, on what is there by then, when
    /// another one was faster.
    /// </summary>
    Task<Feed?> UpdateAsync(FeedId id, Action<Feed> change, CancellationToken cancellationToken = default);

    /// <summary>Removes a feed with its contracts, without a trace.</summary>
    Task RemoveAsync(FeedId id, CancellationToken cancellationToken = default);
}
