using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;

namespace Portal.Monitoring.Projections;

/// <summary>
/// What is worked out from the log, entry by entry, and saved together with how far it got. It keeps in memory what it has not
/// saved yet and what it needs to go on; it does no I/O and has no clock.
/// </summary>
public interface IProjection
{
    /// <summary>Its name; a changed definition has another one.</summary>
    string Name { get; }

    /// <summary>The feeds whose entries it takes.</summary>
    IReadOnlyCollection<FeedId> Feeds { get; }

    /// <summary>The paths that it reads from their payloads.</summary>
    IReadOnlyList<FieldPath> Paths { get; }

    /// <summary>Goes on from a saved state; null at the very begin.</summary>
    void Restore(byte[]? state);

    /// <summary>Takes the next entry of its feeds.</summary>
    void Apply(EntryView entry);

    /// <summary>Time has passed with nothing else happening up to this moment.</summary>
    void Advance(DateTimeOffset now);

    /// <summary>
    /// What is to be saved since the last call; null when nothing is. A projection whose state is large may keep it until it
    /// is due, and is read again from where it was saved. After a failed save it is made anew.
    /// </summary>
    /// <param name="isDue">Whether whatever has changed must be given now.</param>
    ProjectionOutput? TakeOutput(bool isDue);

    /// <summary>Whether something has changed that was not given yet.</summary>
    bool IsChanged { get; }
}

/// <summary>What a projection has worked out.</summary>
public sealed record ProjectionOutput
{
    /// <summary>The state to go on from.</summary>
    public required byte[] State { get; init; }

    /// <summary>What is added to buckets of KPIs.</summary>
    public IReadOnlyList<Kpis.BucketChange> Buckets { get; init; } = [];

    /// <summary>What happened to the keys of processes; of several marks of a step the earliest counts.</summary>
    public IReadOnlyList<Processes.ProcessMark> Marks { get; init; } = [];

    /// <summary>What an alert rule has to say, in order.</summary>
    public IReadOnlyList<Rules.RuleSignal> Signals { get; init; } = [];
}
