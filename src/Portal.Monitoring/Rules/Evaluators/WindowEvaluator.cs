using Portal.Events.Log;
using Portal.Events.Payloads;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>
/// Looks at the running window of a KPI: at every entry for what a single entry can bring about, and whenever a step of time
/// is over for what only its end shows.
/// </summary>
internal abstract class WindowEvaluator(KpiDefinition definition, TimeSpan length, int windows) : IRuleEvaluator
{
    private readonly KpiPlan _plan = new(definition);
    private readonly KpiProblems _problems = new();
    private long _first;

    public IReadOnlyCollection<FeedId> Feeds => definition.Feeds;

    public IReadOnlyList<FieldPath> Paths => _plan.Paths;

    protected CellWindow Window { get; } = new(definition, length, windows);

    /// <summary>Whether everything that is compared has been watched from its begin.</summary>
    protected bool IsWarm => Window.Now - _first >= Window.Kept;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        _plan.Measure(entry, Window, _problems);
        Look(entry.Recorded.Received, entry.Recorded, isStepOver: false, alarms);
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms)
    {
        var step = Window.StepOf(now);
        if (Window.Now == 0)
        {
            _first = step;
            Window.MoveTo(step);
            return;
        }

        // Beyond all that is kept nothing changes any more.
        for (var left = Window.Kept + 1; Window.Now < step && left > 0; left--)
        {
            Look(Window.TimeOf(Window.Now + 1), null, isStepOver: true, alarms);
            Window.MoveTo(Window.Now + 1);
        }

        Window.MoveTo(step);
    }

    public virtual void Save(BinaryWriter to)
    {
        to.Write7BitEncodedInt64(_first);
        Window.Save(to);
    }

    public virtual void Load(ref StoredReader from)
    {
        _first = from.ReadShortInt64();
        Window.Load(ref from);
    }

    /// <summary>Looks whether it holds.</summary>
    /// <param name="at">When.</param>
    /// <param name="entry">The entry that has come in; null when a step is over.</param>
    /// <param name="isStepOver">Whether the running step is over.</param>
    /// <param name="alarms">Takes what is found.</param>
    protected abstract void Look(DateTimeOffset at, RecordedEntry? entry, bool isStepOver, RuleAlarms alarms);
}

internal sealed class ThresholdEvaluator(KpiDefinition definition, TimeSpan length, double limit, bool below, int atLeast, string name)
    : WindowEvaluator(definition, length, windows: 1)
{
    protected override void Look(DateTimeOffset at, RecordedEntry? entry, bool isStepOver, RuleAlarms alarms)
    {
        // A window that is not full yet is always low: only a full one tells that.
        if (below && !(isStepOver && IsWarm))
        {
            return;
        }

        var cell = Window.Current;
        var value = cell.Count >= atLeast || atLeast <= 1 ? cell.Value : null;
        var holds = value is { } figure && (below ? figure < limit : figure > limit);
        alarms.Set(holds, at, () => RuleWords.Threshold(name, value!.Value, limit, below), entry);
    }
}

internal sealed class RateOfChangeEvaluator(KpiDefinition definition, TimeSpan length, double percent, bool below, int atLeast, string name)
    : WindowEvaluator(definition, length, windows: 2)
{
    protected override void Look(DateTimeOffset at, RecordedEntry? entry, bool isStepOver, RuleAlarms alarms)
    {
        if (!isStepOver || !IsWarm)
        {
            return;
        }

        var (now, before) = (Window.Current, Window.Before);
        var change = before.Count >= atLeast && before.Value is { } was and not 0 && now.Value is { } figure ? (figure - was) / Math.Abs(was) * 100 : (double?)null;
        var holds = change is { } moved && (below ? moved <= -percent : moved >= percent);
        alarms.Set(holds, at, () => RuleWords.RateOfChange(name, change!.Value, now.Value!.Value, before.Value!.Value), entry);
    }
}
