using Portal.Events.Payloads;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>Raises when the same key comes in again within some time.</summary>
internal sealed class DuplicatesEvaluator : IRuleEvaluator
{
    private readonly RuleDefinition _rule;
    private readonly FieldSlots _slots = new();
    private readonly ConditionPlan _where;
    private readonly FieldSlot _key;
    private readonly RecentKeys _keys = new();

    public DuplicatesEvaluator(RuleDefinition rule)
    {
        _rule = rule;
        _where = new ConditionPlan(rule.Where, _slots);
        _key = _slots.Of(rule.Key!);
    }

    public IReadOnlyCollection<FeedId> Feeds => _rule.Feeds;

    public IReadOnlyList<FieldPath> Paths => _slots.Paths;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        // A revision is the same entry once more, and is meant to have the same key.
        if (entry.Recorded.Revision > 1 || entry.Recorded.Entry.IsTombstone || !_where.Matches(entry) || entry.Beside(_key, 0) is not { } value)
        {
            return;
        }

        var (key, at) = (RecentKeys.Cut(value.Text), entry.Recorded.Received);
        if (_keys.Find(key) is { } before)
        {
            var (text, safe) = RuleWords.OfKey(key, shown => RuleWords.Duplicate(_rule.Key!.Name, shown, before.Since), _rule.Key!);
            alarms.Raise(at, text, entry.Recorded, safe);
        }

        _keys.Set(key, new KeyState(0, at, entry.Recorded.Position.Value));
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms) => _keys.TakeBefore(now - _rule.Within!.Value);

    public void Save(BinaryWriter to) => _keys.Save(to);

    public void Load(ref StoredReader from) => _keys.Load(ref from);
}

/// <summary>The steps of a rule, ready to be asked.</summary>
internal sealed class StepPlan
{
    private readonly (FeedId Feed, FieldSlot Key, ConditionPlan Where)[] _steps;

    public StepPlan(IReadOnlyList<RuleStep> steps)
    {
        var slots = new FieldSlots();
        _steps = [.. steps.Select(step => (step.Feed, slots.Of(step.Key), new ConditionPlan(step.Where, slots)))];
        Paths = slots.Paths;
        Keys = [.. steps.Select(step => step.Key).Distinct()];
        Feeds = steps.Select(step => step.Feed).ToHashSet();
    }

    public IReadOnlyCollection<FeedId> Feeds { get; }

    public IReadOnlyList<FieldPath> Paths { get; }

    public IReadOnlyList<EntryField> Keys { get; }

    public int Count => _steps.Length;

    public FeedId FeedOf(int step) => _steps[step].Feed;

    /// <summary>The key of an entry as this step has it; null when the entry is not this step.</summary>
    public string? KeyOf(EntryView entry, int step)
    {
        var (feed, key, where) = _steps[step];
        return entry.Recorded.Feed == feed && !entry.Recorded.Entry.IsTombstone && where.Matches(entry) && entry.Beside(key, 0) is { } value
            ? RecentKeys.Cut(value.Text)
            : null;
    }
}

/// <summary>Raises when all steps have happened to a key one after the other, within some time.</summary>
internal sealed class SequenceEvaluator(RuleDefinition rule) : IRuleEvaluator
{
    private readonly StepPlan _steps = new(rule.Steps);
    private readonly RecentKeys _keys = new();

    public IReadOnlyCollection<FeedId> Feeds => _steps.Feeds;

    public IReadOnlyList<FieldPath> Paths => _steps.Paths;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        var at = entry.Recorded.Received;

        // The later step first: what one entry has brought forward it does not bring forward twice.
        for (var step = _steps.Count - 1; step >= 0; step--)
        {
            if (_steps.KeyOf(entry, step) is not { } key)
            {
                continue;
            }

            var known = _keys.Find(key);
            if (step == 0)
            {
                if (known is null)
                {
                    _keys.Set(key, new KeyState(1, at, entry.Recorded.Position.Value));
                }
            }
            else if (known is { } begun && begun.Step == step)
            {
                if (step == _steps.Count - 1)
                {
                    _keys.Remove(key);
                    var (text, safe) = RuleWords.OfKey(key, shown => RuleWords.Sequence(shown, _steps.Count, at - begun.Since), _steps.Keys);
                    alarms.Raise(at, text, entry.Recorded, safe);
                    return;
                }

                // In its place: how long it may take counts from the first step on.
                _keys.Advance(key, begun with { Step = step + 1 });
                return;
            }
        }
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms) => _keys.TakeBefore(now - rule.Within!.Value);

    public void Save(BinaryWriter to) => _keys.Save(to);

    public void Load(ref StoredReader from) => _keys.Load(ref from);
}

/// <summary>Raises when something has happened to a key and what should follow has not within some time.</summary>
internal sealed class MissingFollowUpEvaluator(RuleDefinition rule) : IRuleEvaluator
{
    private readonly StepPlan _steps = new(rule.Steps);
    private readonly RecentKeys _waiting = new();

    // What should follow may have come in a little earlier, by another feed.
    private readonly RecentKeys _followed = new();

    public IReadOnlyCollection<FeedId> Feeds => _steps.Feeds;

    public IReadOnlyList<FieldPath> Paths => _steps.Paths;

    private TimeSpan Within => rule.Within!.Value;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        var at = entry.Recorded.Received;
        if (_steps.KeyOf(entry, 1) is { } followed)
        {
            _waiting.Remove(followed);
            _followed.Set(followed, new KeyState(1, at, entry.Recorded.Position.Value));
        }

        if (_steps.KeyOf(entry, 0) is { } key && _waiting.Find(key) is null && _followed.Find(key) is null)
        {
            _waiting.Set(key, new KeyState(0, at, entry.Recorded.Position.Value));
        }
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms)
    {
        _followed.TakeBefore(now - Within);
        foreach (var (key, state) in _waiting.TakeBefore(now - Within))
        {
            var (text, safe) = RuleWords.OfKey(key, shown => RuleWords.Missing(shown, _steps.FeedOf(1).Value, Within), _steps.Keys);
            alarms.Said.Add(new Alarm(state.Since + Within, text, _steps.FeedOf(0), new EventPosition(state.Position)) { Safe = safe });
        }
    }

    public void Save(BinaryWriter to)
    {
        _waiting.Save(to);
        _followed.Save(to);
    }

    public void Load(ref StoredReader from)
    {
        _waiting.Load(ref from);
        _followed.Load(ref from);
    }
}

/// <summary>Raises for each entry that meets the conditions.</summary>
internal sealed class OccurrenceEvaluator : IRuleEvaluator
{
    private readonly IReadOnlyCollection<FeedId> _feeds;
    private readonly FieldSlots _slots = new();
    private readonly ConditionPlan _where;

    public OccurrenceEvaluator(IReadOnlyCollection<FeedId> feeds, IReadOnlyList<FieldCondition> where)
    {
        _feeds = feeds;
        _where = new ConditionPlan(where, _slots);
    }

    public IReadOnlyCollection<FeedId> Feeds => _feeds;

    public IReadOnlyList<FieldPath> Paths => _slots.Paths;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        if (_where.Matches(entry))
        {
            alarms.Raise(entry.Recorded.Received, entry.Recorded.Entry.Title.Value, entry.Recorded);
        }
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms)
    {
        // Only entries raise.
    }

    public void Save(BinaryWriter to)
    {
        // Remembers nothing.
    }

    public void Load(ref StoredReader from)
    {
        // Remembers nothing.
    }
}
