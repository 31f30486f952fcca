using Portal.Events.Entries;

namespace Portal.Catalogue.Contracts.History;

/// <summary>What a contract says of recorded entries. What was said when they came in stays as it is.</summary>
public sealed record HistoryFindings
{
    /// <summary>The most paths that are ranked.</summary>
    public const int MaxPaths = 100;

    /// <summary>The most entries that are named.</summary>
    public const int MaxEntries = 100;

    /// <summary>Nothing found yet.</summary>
    public static HistoryFindings None { get; } = new();

    /// <summary>How many entries were read.</summary>
    public int Read { get; init; }

    /// <summary>How many of them the contract judges.</summary>
    public int Judged { get; init; }

    /// <summary>How many break it.</summary>
    public int Failing { get; init; }

    /// <summary>How many break it that were not found invalid when they came in.</summary>
    public int NewlyFailing { get; init; }

    /// <summary>How many meet it that were found invalid when they came in.</summary>
    public int NewlyValid { get; init; }

    /// <summary>When the oldest entry that was read came in; null when there is none.</summary>
    public DateTimeOffset? Back { get; init; }

    /// <summary>Whether the most entries were read before the time in question was reached.</summary>
    public bool IsCut { get; init; }

    /// <summary>What is broken, the most often first.</summary>
    public IReadOnlyList<BrokenPath> Paths { get; init; } = [];

    /// <summary>The newest entries that break it.</summary>
    public IReadOnlyList<FailingEntry> Entries { get; init; } = [];
}

/// <summary>A place in payloads where a contract is broken.</summary>
/// <param name="Path">The place, with <c>*</c> for any item.</param>
/// <param name="Rule">The keyword or rule; null when it has no name.</param>
/// <param name="Entries">How many entries break it there.</param>
/// <param name="Example">The position of one of them.</param>
/// <param name="Message">What is wrong with that one.</param>
public sealed record BrokenPath(string Path, string? Rule, int Entries, long Example, string Message);

/// <summary>An entry that breaks a contract.</summary>
/// <param name="Position">Its position in the log.</param>
/// <param name="EntryId">Its id.</param>
/// <param name="Received">When it came in.</param>
/// <param name="Before">What was found when it came in.</param>
/// <param name="Message">The first violation.</param>
public sealed record FailingEntry(long Position, string EntryId, DateTimeOffset Received, Conformance Before, string Message);
