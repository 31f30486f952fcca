using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>Where drafts of contract versions are kept.</summary>
public interface IDraftStore
{
    /// <summary>The drafts of a feed, the last saved first.</summary>
    Task<IReadOnlyList<StoredDraft>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>One draft; null when there is none.</summary>
    Task<StoredDraft?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default);

    /// <summary>Keeps a new draft.</summary>
    Task AddAsync(StoredDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Saves a draft, whose revision has grown by one; false when it is not what it grew from any more.</summary>
    Task<bool> SaveAsync(StoredDraft draft, CancellationToken cancellationToken = default);

    /// <summary>Removes a draft; false when it is not at this revision any more.</summary>
    Task<bool> RemoveAsync(DraftRevision draft, CancellationToken cancellationToken = default);
}
