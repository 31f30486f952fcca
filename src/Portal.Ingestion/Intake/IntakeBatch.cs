using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Ingestion.Intake;

/// <summary>An entry as a channel read it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Size">Bytes as received.</param>
public sealed record IncomingEntry(Entry Entry, int Size)
{
    /// <summary>What a repetition of the publication is known by; null when its publisher gave nothing.</summary>
    public string? Receipt { get; init; }
}

/// <summary>What a channel hands to the intake: entries of one feed, oldest first, taken in together or not at all.</summary>
public sealed record IntakeBatch
{
    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The entries, oldest first.</summary>
    public required IReadOnlyList<IncomingEntry> Entries { get; init; }

    /// <summary>What happens to an id that the log has already.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Refuse;

    /// <summary>The position of the revision that the batch's only entry replaces; null when nothing is edited.</summary>
    public EventPosition? Replaces { get; init; }

    /// <summary>
    /// Whether a contract with enforcement <c>reject</c> refuses the batch. Followed feeds are never refused,
    /// only flagged: what was published has happened.
    /// </summary>
    public bool MayReject { get; init; }

    /// <summary>Since when the feed is looked at: how soon an older entry is seen says nothing of it. Null when it always was.</summary>
    public DateTimeOffset? LookedAtSince { get; init; }

    /// <summary>Saved in the same transaction as the entries.</summary>
    public Checkpoint? Checkpoint { get; init; }
}

/// <summary>What became of a batch.</summary>
public enum IntakeOutcome
{
    /// <summary>Stored and durable.</summary>
    Stored,

    /// <summary>An id is taken; nothing was stored.</summary>
    Duplicate,

    /// <summary>The revision to be replaced is not the current one; nothing was stored.</summary>
    Stale,

    /// <summary>An entry breaks its contract and the contract rejects; nothing was stored.</summary>
    Invalid,
}

/// <summary>The outcome with its details.</summary>
/// <param name="Outcome">What became of the batch.</param>
/// <param name="Verdicts">One verdict for each entry, in order.</param>
/// <param name="Append">What the log says; null when the contract refused the batch.</param>
public sealed record IntakeResult(IntakeOutcome Outcome, IReadOnlyList<ContractVerdict> Verdicts, AppendResult? Append);
