using Portal.Events.Log;
using Portal.Events.Payloads;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules;

/// <summary>
/// Looks for one thing in the entries of some feeds, in the order of the log, with no I/O and no clock: the same entries give the
/// same alarms, live, after a restart, and in a back-test.
/// </summary>
internal interface IRuleEvaluator
{
    /// <summary>The feeds.</summary>
    IReadOnlyCollection<FeedId> Feeds { get; }

    /// <summary>The paths that it reads.</summary>
    IReadOnlyList<FieldPath> Paths { get; }

    /// <summary>Takes the next entry. <see cref="Advance"/> was called with its time before.</summary>
    void Apply(EntryView entry, RuleAlarms alarms);

    /// <summary>Nothing else has happened up to this moment. Called with any steps: what it finds does not depend on them.</summary>
    void Advance(DateTimeOffset now, RuleAlarms alarms);

    /// <summary>Writes the state.</summary>
    void Save(BinaryWriter to);

    /// <summary>Reads the state into a new one.</summary>
    void Load(ref StoredReader from);
}

/// <summary>Takes alarms, and that they have passed, in the order in which it happened.</summary>
internal sealed class RuleAlarms
{
    /// <summary>What was said since it was last taken, in order.</summary>
    public List<Alarm> Said { get; } = [];

    /// <summary>Whether the condition holds; null for rules about occurrences, which do not last.</summary>
    public bool? Holds { get; set; }

    /// <summary>Something has happened.</summary>
    public void Raise(DateTimeOffset at, string text, RecordedEntry? entry = null, SafeWords? safe = null) =>
        Said.Add(new Alarm(at, text, entry?.Feed, entry?.Position) { Safe = safe });

    /// <summary>A condition holds, or holds no longer: said when that changes.</summary>
    public void Set(bool holds, DateTimeOffset at, Func<string> text, RecordedEntry? entry = null)
    {
        if (holds && Holds != true)
        {
            Raise(at, text(), entry);
        }
        else if (!holds && Holds == true)
        {
            Said.Add(new Alarm(at, "", null, null) { HasPassed = true });
        }

        Holds = holds;
    }
}

/// <summary>An alarm, or that it has passed.</summary>
internal sealed record Alarm(DateTimeOffset At, string Text, FeedId? Feed, EventPosition? Position)
{
    /// <summary>Whether it has passed.</summary>
    public bool HasPassed { get; init; }

    /// <summary>The same without the values of fields; null when it quotes none.</summary>
    public SafeWords? Safe { get; init; }
}
