using Portal.Events.Payloads;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>Raises when nothing has come in for so long, business hours counted only. The next entry ends it.</summary>
internal sealed class SilenceEvaluator : IRuleEvaluator
{
    private readonly RuleDefinition _rule;
    private readonly FieldSlots _slots = new();
    private readonly ConditionPlan _where;
    private DateTimeOffset _last;
    private DateTimeOffset _due = DateTimeOffset.MaxValue;

    public SilenceEvaluator(RuleDefinition rule)
    {
        _rule = rule;
        _where = new ConditionPlan(rule.Where, _slots);
    }

    public IReadOnlyCollection<FeedId> Feeds => _rule.Feeds;

    public IReadOnlyList<FieldPath> Paths => _slots.Paths;

    private TimeSpan Within => _rule.Within!.Value;

    public void Apply(EntryView entry, RuleAlarms alarms)
    {
        if (_where.Matches(entry))
        {
            Heard(entry.Recorded.Received);
            alarms.Set(holds: false, entry.Recorded.Received, () => "");
        }
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms)
    {
        // What was before the rule looked is not known: it waits once before it complains.
        if (_last == default)
        {
            Heard(now);
        }

        if (now >= _due)
        {
            alarms.Set(holds: true, _due, () => RuleWords.Silence(string.Join(", ", _rule.Feeds), Within));
        }
    }

    public void Save(BinaryWriter to) => to.Write(_last.UtcTicks);

    public void Load(ref StoredReader from) => Heard(new DateTimeOffset(from.ReadInt64(), TimeSpan.Zero));

    private void Heard(DateTimeOffset at)
    {
        _last = at;
        _due = at == default ? DateTimeOffset.MaxValue : _rule.Hours?.After(at, Within) ?? at + Within;
    }
}
