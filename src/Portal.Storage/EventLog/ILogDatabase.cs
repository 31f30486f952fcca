using System.Data.Common;
using Portal.Events;

namespace Portal.Storage.EventLog;

/// <summary>What differs between the databases that the log can be in.</summary>
internal interface ILogDatabase : IAsyncDisposable
{
    /// <summary>Makes the tables that are not there yet. May be called again.</summary>
    /// <exception cref="IOException">The database cannot be opened or written.</exception>
    /// <exception cref="InvalidOperationException">Its tables are of another version of the portal.</exception>
    Task EnsureCreatedAsync(CancellationToken cancellationToken);

    /// <summary>A connection for reading, from a pool. Its statements are read-only.</summary>
    ValueTask<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>Begins the transaction of one commit. Until it ends no other process has one.</summary>
    /// <param name="durable">
    /// Whether its commit has to survive a power cut. Without it the database is as whole as ever afterwards, and the next durable commit
    /// brings this one to the disk with itself.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ILogTransaction> BeginAsync(bool durable, CancellationToken cancellationToken);

    /// <summary>Ends when another process may have written, or after a while. Databases of one process never end it before.</summary>
    Task WaitForOthersAsync(CancellationToken cancellationToken);
}

/// <summary>The transaction of one commit. Disposing it without a commit rolls back.</summary>
internal interface ILogTransaction : IAsyncDisposable
{
    /// <summary>The newest position.</summary>
    ValueTask<long> HeadAsync();

    /// <summary>The keys of feeds, which are made for those that have none yet.</summary>
    ValueTask<IReadOnlyDictionary<FeedId, int>> FeedKeysAsync(IReadOnlyCollection<FeedId> feeds);

    /// <summary>What is known of these entries, by feed; feeds and entries without anything known are missing.</summary>
    ValueTask<KnownEntries> KnownAsync(IReadOnlyList<(int Feed, EntryKey Key)> entries);

    /// <summary>Writes everything that was planned.</summary>
    ValueTask WriteAsync(AppendPlan plan);

    /// <summary>How many parameters a statement should carry: many where each round trip costs, few where each is looked up by name.</summary>
    int MaxParameters { get; }

    /// <summary>A command in this transaction, for what is written beside entries.</summary>
    DbCommand CreateCommand();

    /// <summary>Says that ids of a feed are known only from what was purged.</summary>
    void NotePurged(int feed);

    /// <summary>Makes it durable.</summary>
    ValueTask CommitAsync();
}
