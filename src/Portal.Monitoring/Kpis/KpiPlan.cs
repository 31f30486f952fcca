using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.Monitoring.Kpis;

/// <summary>Takes what was measured.</summary>
public interface IKpiSink
{
    /// <summary>A value.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="group">The key of its group; empty without dimensions.</param>
    /// <param name="isPer">Whether it belongs to what the measure is divided by.</param>
    /// <param name="measured">The value.</param>
    void Take(DateTimeOffset time, string group, bool isPer, in Measured measured);
}

/// <summary>Measures entries as a definition says. Pure, and the only place where it is done: live, from history and in back-tests.</summary>
public sealed class KpiPlan
{
    private readonly FieldSlots _slots = new();
    private readonly ConditionPlan _where;
    private readonly Part _main;
    private readonly Part? _per;
    private readonly FieldSlot[] _dimensions;

    /// <summary>Prepares a definition.</summary>
    public KpiPlan(KpiDefinition definition)
    {
        Definition = definition;
        _where = new ConditionPlan(definition.Where, _slots);
        _main = new Part(definition.Measure, _slots);
        _per = definition.Per is { } per ? new Part(per, _slots) : null;
        _dimensions = [.. definition.Dimensions.Select(_slots.Of)];
    }

    /// <summary>The definition.</summary>
    public KpiDefinition Definition { get; }

    /// <summary>The paths that it reads.</summary>
    public IReadOnlyList<Events.Payloads.FieldPath> Paths => _slots.Paths;

    /// <summary>Measures an entry of one of its feeds.</summary>
    public void Measure(EntryView entry, IKpiSink sink, KpiProblems problems)
    {
        var recorded = entry.Recorded;
        if (recorded.Entry.IsTombstone || (recorded.Revision > 1 && !Definition.CountRevisions))
        {
            return;
        }

        var time = EventTime.Of(recorded);
        if (recorded.Received - time > Definition.Lateness)
        {
            problems.Late++;
            return;
        }

        if (!_where.Matches(entry))
        {
            return;
        }

        problems.Measured++;
        problems.Future += EventTime.IsFuture(recorded) ? 1 : 0;
        problems.Unreadable += entry.Problem is null ? 0 : 1;
        Measure(_main, isPer: false, entry, time, sink, problems);
        if (_per is not null)
        {
            Measure(_per, isPer: true, entry, time, sink, problems);
        }
    }

    private void Measure(Part part, bool isPer, EntryView entry, DateTimeOffset time, IKpiSink sink, KpiProblems problems)
    {
        if (!part.Where.Matches(entry))
        {
            return;
        }

        if (part.Slot is not { } slot)
        {
            sink.Take(time, GroupOf(entry, 0), isPer, new Measured(0, 0, time.UtcTicks, entry.Recorded.Position.Value));
            return;
        }

        var values = entry.Values(slot);
        var isWrong = false;
        foreach (var value in values)
        {
            Int128 number = 0;
            if (part.NeedsNumbers && !(value.TryNumber(out var parsed) && ExactNumber.TryOf(parsed, out number)))
            {
                isWrong = true;
                continue;
            }

            var hash = part.NeedsHash ? value.Hash : 0;
            sink.Take(time, GroupOf(entry, value.Item), isPer, new Measured(number, hash, time.UtcTicks, entry.Recorded.Position.Value));
        }

        problems.Missing += values.Length == 0 ? 1 : 0;
        problems.WrongType += isWrong ? 1 : 0;
    }

    private string GroupOf(EntryView entry, int item)
    {
        if (_dimensions.Length == 0)
        {
            return "";
        }

        if (_dimensions.Length == 1)
        {
            return ValueOf(entry, _dimensions[0], item);
        }

        return string.Join(KpiGroups.Separator, Values(_dimensions, entry, item));

        static IEnumerable<string> Values(FieldSlot[] dimensions, EntryView entry, int item)
        {
            foreach (var dimension in dimensions)
            {
                yield return ValueOf(entry, dimension, item);
            }
        }
    }

    // The separator is of no use in a value, and would make two groups of one.
    private static string ValueOf(EntryView entry, FieldSlot dimension, int item)
    {
        var text = entry.Beside(dimension, item)?.Text ?? "";
        text = text.Length > KpiGroups.MaxValueLength ? text[..KpiGroups.MaxValueLength] : text;
        return text.Contains(KpiGroups.Separator, StringComparison.Ordinal) ? text.Replace(KpiGroups.Separator, ' ') : text;
    }

    private sealed class Part(KpiMeasure measure, FieldSlots slots)
    {
        public ConditionPlan Where { get; } = new(measure.Where, slots);

        public FieldSlot? Slot { get; } = measure.Field is { } field ? slots.Of(field) : null;

        public bool NeedsNumbers { get; } = measure.NeedsNumbers;

        public bool NeedsHash { get; } = measure.Kind == AggregateKind.Distinct;
    }
}
