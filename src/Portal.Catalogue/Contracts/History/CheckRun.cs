using Portal.Events;

namespace Portal.Catalogue.Contracts.History;

/// <summary>Where a check of recorded entries stands.</summary>
public enum CheckState
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>It reads.</summary>
    Running,

    /// <summary>It has read all that was asked for.</summary>
    Done,

    /// <summary>Somebody ended it; what was found until then stays.</summary>
    Cancelled,

    /// <summary>The process that ran it has ended; what was found until then stays.</summary>
    Interrupted,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>A check of recorded entries against a version or a draft, with what it found.</summary>
public sealed class CheckRun
{
    // A running check says so every page, well within a second; after so long without a word nobody runs it any more.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>Names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The version; null for a draft.</summary>
    public string? Version { get; init; }

    /// <summary>The event type of the version or draft.</summary>
    public string? EventType { get; init; }

    /// <summary>The draft; null for a version.</summary>
    public Guid? Draft { get; init; }

    /// <summary>The draft's revision; null for a version.</summary>
    public int? Revision { get; init; }

    /// <summary>Entries that came in before are left out.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Where it stands, as it was last told.</summary>
    public CheckState State { get; set; }

    /// <summary>What it found so far.</summary>
    public HistoryFindings Findings { get; set; } = HistoryFindings.None;

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who asked.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it last said something.</summary>
    public required DateTimeOffset Told { get; set; }

    /// <summary>Whether it waits or reads.</summary>
    public bool IsOpen => State is CheckState.Waiting or CheckState.Running;

    /// <summary>Where it stands now: a check that has gone silent was interrupted.</summary>
    public CheckState StateAt(DateTimeOffset now) => State == CheckState.Running && now - Told > Silence ? CheckState.Interrupted : State;

    /// <summary>How much of the time in question has been read, 0 to 1.</summary>
    public double Progress => State == CheckState.Done ? 1
        : Findings.Back is { } back && Created > Since ? Math.Clamp((Created - back) / (Created - Since), 0, 1) : 0;
}
