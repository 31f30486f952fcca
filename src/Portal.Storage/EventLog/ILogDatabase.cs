using System.Data.Common;
using Portal.Events;

namespace Portal.Storage.EventLog;

/// <summary>What differs between the databases that the log can be in.</summary>
internal interface ILogDatabase : IAsyncDisposable
{
    /// <summary>Makes the tables that are not there yet.</summary>
    Task EnsureCreatedAsync(CancellationToken cancellationToken);

    /// <summary>A connection for reading, from a pool. Its statements are read-only.</summary>
    ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of one commit. Until it ends no other process has one.</summary>
    ValueTask<ILogTransaction> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Ends when another process may have written, or after a while. Databases of one process never end it before.</summary>
    Task WaitForOthersAsync(CancellationToken cancellationToken);
}

/// <summary>The transaction of one commit. Disposing it without a commit rolls back.</summary>
internal interface ILogTransaction : IAsyncDisposable
{
    /// <summary>The newest position.</summary>
    ValueTask<long> HeadAsync();

    /// <summary>The key of a feed, which is made when it is not there yet.</summary>
    ValueTask<int> FeedKeyAsync(FeedId feed);

    /// <summary>What is known of these ids of a feed.</summary>
    ValueTask<IReadOnlyDictionary<string, KnownEntry>> KnownAsync(int feed, IReadOnlyCollection<string> entryIds);

    /// <summary>Writes everything that was planned.</summary>
    ValueTask WriteAsync(AppendPlan plan);

    /// <summary>Removes all that belongs to a feed.</summary>
    ValueTask RemoveAsync(FeedId feed, string checkpoint);

    /// <summary>Makes it durable.</summary>
    ValueTask CommitAsync();
}
