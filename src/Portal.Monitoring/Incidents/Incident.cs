using Portal.Events;
using Portal.Monitoring.Rules;

namespace Portal.Monitoring.Incidents;

/// <summary>Where an incident is in its life.</summary>
public enum IncidentState
{
    /// <summary>Nobody has taken it up.</summary>
    Open,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Resolved,
}

/// <summary>An incident: what a rule has raised until it is resolved, however often.</summary>
public sealed class Incident
{
    /// <summary>The most steps of its history; older comments give way.</summary>
    public const int MaxHistory = 200;

    /// <summary>How many of its alarms are kept with what shows them; the newest.</summary>
    public const int MaxAlarms = 50;

    /// <summary>What its first step is called, which says what the first alarm says.</summary>
    public const string Begun = "opened";

    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>The number of its rule.</summary>
    public required int Rule { get; init; }

    /// <summary>The rule's title when it was opened.</summary>
    public required string Title { get; init; }

    /// <summary>The feeds that it is about: who may see all of them sees it.</summary>
    public required IReadOnlyList<FeedId> Feeds { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Who looks after it by its rule.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Where it says what to do.</summary>
    public string Runbook { get; init; } = "";

    /// <summary>Where it is in its life.</summary>
    public IncidentState State { get; set; }

    /// <summary>When it happened first, in event time.</summary>
    public required DateTimeOffset Opened { get; init; }

    /// <summary>When it happened last.</summary>
    public required DateTimeOffset LastRaised { get; set; }

    /// <summary>How often it happened.</summary>
    public int Count { get; set; }

    /// <summary>What happened last, for people.</summary>
    public required string Text { get; set; }

    /// <summary>The newest alarms, newest last.</summary>
    public IReadOnlyList<IncidentAlarm> Alarms { get; set; } = [];

    /// <summary>What was done, oldest first.</summary>
    public IReadOnlyList<IncidentStep> History { get; set; } = [];

    /// <summary>Who looks after it; null for nobody yet.</summary>
    public string? Assignee { get; set; }

    /// <summary>Until then nobody is told of it again; null when it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    /// <summary>When it was resolved; null while it is not.</summary>
    public DateTimeOffset? Resolved { get; set; }

    /// <summary>Counts its changes, so that two people do not undo each other.</summary>
    public int Version { get; set; }

    /// <summary>Takes down a step.</summary>
    public void Note(IncidentStep step) => History = [.. History.Append(step).TakeLast(MaxHistory)];

    /// <summary>Takes in an alarm.</summary>
    public void Take(RuleSignal signal)
    {
        Count++;
        LastRaised = signal.At > LastRaised ? signal.At : LastRaised;
        Text = signal.Text;
        Alarms = [.. Alarms.Append(new IncidentAlarm(signal.At, signal.Text, signal.Feed, signal.Position?.Value) { Safe = signal.Safe }).TakeLast(MaxAlarms)];
        Version++;
    }

    /// <summary>The same in other words, for those from whom some values are hidden.</summary>
    /// <param name="instead">What stands in place of an alarm's words, by its safe words; null leaves it as it is.</param>
    public Incident InWords(Func<SafeWords?, string?> instead)
    {
        var shown = (Incident)MemberwiseClone();
        shown.Text = instead(Alarms.Count == 0 ? null : Alarms[^1].Safe) ?? Text;
        shown.Alarms = [.. Alarms.Select(alarm => alarm with { Text = instead(alarm.Safe) ?? alarm.Text })];
        shown.History = [.. History.Select(step => step.What == Begun ? step with { Text = instead(step.Safe) ?? step.Text } : step)];
        return shown;
    }

    /// <summary>Resolves it.</summary>
    public void Resolve(DateTimeOffset at, string by, string text)
    {
        State = IncidentState.Resolved;
        Resolved = at;
        SnoozedUntil = null;
        Note(new IncidentStep(at, by, "resolved", text));
        Version++;
    }
}

/// <summary>One alarm of an incident.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What happened.</param>
/// <param name="Feed">The feed of the entry that shows it.</param>
/// <param name="Position">Where that entry stands.</param>
public sealed record IncidentAlarm(DateTimeOffset At, string Text, FeedId? Feed, long? Position)
{
    /// <summary>The same without the values of fields; null when it quotes none.</summary>
    public SafeWords? Safe { get; init; }
}

/// <summary>Something that was done.</summary>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
/// <param name="What">What: opened, acknowledged, assigned, commented, snoozed, resolved.</param>
/// <param name="Text">In their words; empty when they gave none.</param>
public sealed record IncidentStep(DateTimeOffset At, string By, string What, string Text)
{
    /// <summary>The same without the values of fields; null when it quotes none.</summary>
    public SafeWords? Safe { get; init; }
}

/// <summary>A time during which rules over some feeds do not open incidents.</summary>
public sealed class MaintenanceWindow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What is done.</summary>
    public required string Title { get; init; }

    /// <summary>The begin.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end, not included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The feeds; none for all.</summary>
    public IReadOnlyList<FeedId> Feeds { get; init; } = [];

    /// <summary>Who planned it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Whether an alarm of a rule over these feeds falls into it.</summary>
    public bool Covers(DateTimeOffset at, IReadOnlyCollection<FeedId> feeds) =>
        at >= From && at < To && (Feeds.Count == 0 || feeds.Any(Feeds.Contains));
}
