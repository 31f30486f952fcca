namespace Portal.Events.Log;

/// <summary>Which way to read the log.</summary>
public enum ReadDirection
{
    /// <summary>Oldest first, after <see cref="EventQuery.From"/>.</summary>
    Forward,

    /// <summary>Newest first, before <see cref="EventQuery.From"/>.</summary>
    Backward,
}

/// <summary>A range of the log.</summary>
public sealed record EventQuery
{
    /// <summary>The most entries of one read.</summary>
    public const int MaxLimit = 2000;

    /// <summary>Only these feeds; null reads all of them, an empty list none.</summary>
    public IReadOnlyCollection<FeedId>? Feeds { get; init; }

    /// <summary>Which way.</summary>
    public ReadDirection Direction { get; init; }

    /// <summary>
    /// Where to begin, not included. Forward from <see cref="EventPosition.Start"/> reads from the first entry;
    /// null reads from the first (forward) or from the newest (backward).
    /// </summary>
    public EventPosition? From { get; init; }

    /// <summary>How many at most, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Also entries that a later revision has replaced: the log as it happened.</summary>
    public bool IncludeSuperseded { get; init; }

    /// <summary>Only entries whose categories meet this; the query must be about exactly one feed and newest revisions.</summary>
    public CategoryCondition? Where { get; init; }
}
