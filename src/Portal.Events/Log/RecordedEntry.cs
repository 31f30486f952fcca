using Portal.Events.Entries;

namespace Portal.Events.Log;

/// <summary>An entry as the log holds it.</summary>
public sealed record RecordedEntry
{
    /// <summary>Its place in the log; a revision has a place of its own.</summary>
    public required EventPosition Position { get; init; }

    /// <summary>The feed it came in by.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The entry.</summary>
    public required Entry Entry { get; init; }

    /// <summary>When the portal took it in.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>1 for the first version of an entry, then 2, 3, ...</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Whether a later revision has replaced it.</summary>
    public bool Superseded { get; init; }

    /// <summary>What its contract said when it came in.</summary>
    public ContractVerdict Verdict { get; init; } = ContractVerdict.Unchecked;

    /// <summary>Bytes as received.</summary>
    public int Size { get; init; }

    /// <summary>What a repetition of the publication is known by; null when its publisher gave nothing.</summary>
    public string? Receipt { get; init; }
}

/// <summary>The end of one feed in the log.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Head">The position of its newest entry; 0 when it has none.</param>
/// <param name="LastReceived">When that came in; null when it has none.</param>
/// <param name="Entries">How many entries it holds, revisions not counted.</param>
public sealed record FeedTail(FeedId Feed, EventPosition Head, DateTimeOffset? LastReceived, long Entries);
