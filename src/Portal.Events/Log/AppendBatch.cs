using Portal.Events.Entries;

namespace Portal.Events.Log;

/// <summary>What happens when the log already holds an entry with the same id in the same feed.</summary>
public enum DuplicatePolicy
{
    /// <summary>The whole batch is refused and nothing of it is stored (hosted feeds: 409).</summary>
    Refuse,

    /// <summary>Same content: nothing new. Changed content: a revision (followed feeds).</summary>
    Revise,
}

/// <summary>An entry on its way into the log.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Verdict">What its contract said.</param>
/// <param name="Size">Bytes as received, for the throughput figures.</param>
public sealed record NewEntry(Entry Entry, ContractVerdict Verdict, int Size)
{
    /// <summary>What a repetition of the publication is known by; null when its publisher gave nothing.</summary>
    public string? Receipt { get; init; }

    /// <summary>Whether it was published before anybody here looked: how long it took to be seen says nothing of the feed.</summary>
    public bool IsBacklog { get; init; }
}

/// <summary>A named state saved together with the entries that it covers.</summary>
/// <param name="Name">Who it belongs to, for example <c>subscription:orders</c>.</param>
/// <param name="State">Its state, as JSON.</param>
public sealed record Checkpoint(string Name, string State)
{
    /// <summary>The name of the checkpoint of a feed's subscription; it goes when the feed is removed.</summary>
    public static string OfSubscription(FeedId feed) => $"subscription:{feed}";
}

/// <summary>Entries of one feed that are stored together or not at all, oldest first.</summary>
public sealed record AppendBatch
{
    /// <summary>The most entries of one batch; callers split longer runs.</summary>
    public const int MaxEntries = 2000;

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The entries, oldest first; empty when only the checkpoint moves.</summary>
    public required IReadOnlyList<NewEntry> Entries { get; init; }

    /// <summary>What happens to an id that is there already.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Refuse;

    /// <summary>
    /// The position of the current revision that the batch's only entry replaces, whatever <see cref="Duplicates"/>
    /// says; when another revision is current by then, nothing is stored. Null when nothing is edited.
    /// </summary>
    public EventPosition? Replaces { get; init; }

    /// <summary>Saved in the same transaction as the entries; null when there is none.</summary>
    public Checkpoint? Checkpoint { get; init; }
}

/// <summary>What became of one entry of a batch.</summary>
public enum AppendOutcome
{
    /// <summary>Stored as a new entry.</summary>
    Appended,

    /// <summary>Stored as a new revision of an entry known before.</summary>
    Revised,

    /// <summary>Known with the same content; nothing was stored.</summary>
    Unchanged,

    /// <summary>Its id is taken (also: twice in the batch); the batch was refused.</summary>
    Duplicate,

    /// <summary>Nothing wrong with it, but its batch was refused.</summary>
    Refused,

    /// <summary>The revision that it should replace is not the current one; nothing was stored.</summary>
    Stale,
}

/// <summary>One entry's result.</summary>
/// <param name="EntryId">The entry's id.</param>
/// <param name="Position">
/// Where it is stored; for <see cref="AppendOutcome.Duplicate"/>, <see cref="AppendOutcome.Unchanged"/> and
/// <see cref="AppendOutcome.Stale"/> where the entry known before is; 0 for <see cref="AppendOutcome.Refused"/> and for an id given twice in one batch.
/// </param>
/// <param name="Outcome">What became of it.</param>
public sealed record AppendedEntry(string EntryId, EventPosition Position, AppendOutcome Outcome);

/// <summary>The result of an append. Returned only once everything in it is durable.</summary>
/// <param name="Stored">False when the batch was refused because of a duplicate.</param>
/// <param name="Received">The commit time stamped on the stored entries.</param>
/// <param name="Entries">One result for each entry of the batch, in its order.</param>
public sealed record AppendResult(bool Stored, DateTimeOffset Received, IReadOnlyList<AppendedEntry> Entries);
