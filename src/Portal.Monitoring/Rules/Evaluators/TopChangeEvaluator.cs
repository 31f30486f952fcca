using Portal.Events.Payloads;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>Compares the leading groups of a KPI from one window to the next, at the end of each. Windows begin at midnight UTC.</summary>
internal sealed class TopChangeEvaluator(KpiDefinition definition, TimeSpan length, int top, string name) : IRuleEvaluator, IKpiSink
{
    private readonly KpiPlan _plan = new(definition);
    private readonly KpiProblems _problems = new();
    private readonly long _minutes = Math.Max(1, (long)length.TotalMinutes);
    private KpiGroups _groups = new(definition);
    private List<string> _leading = [];
    private bool _isPartial = true;
    private long _window = -1;

    public IReadOnlyCollection<FeedId> Feeds => definition.Feeds;

    public IReadOnlyList<FieldPath> Paths => _plan.Paths;

    public void Apply(EntryView entry, RuleAlarms alarms) => _plan.Measure(entry, this, _problems);

    public void Take(DateTimeOffset time, string group, bool isPer, in Measured measured)
    {
        if (BucketTime.Minute(time) / _minutes == _window)
        {
            var one = new KpiCell(definition);
            one.Add(isPer, measured);
            _groups.Merge(group, one);
        }
    }

    public void Advance(DateTimeOffset now, RuleAlarms alarms)
    {
        var window = BucketTime.Minute(now) / _minutes;
        if (window == _window)
        {
            return;
        }

        if (_window >= 0 && !_isPartial)
        {
            Compare(BucketTime.Time((_window + 1) * _minutes), alarms);
        }

        // The first window was not watched from its begin; one in which nothing came in leads nobody.
        (_isPartial, _window) = (_window < 0, window);
        _groups = new KpiGroups(definition);
    }

    public void Save(BinaryWriter to)
    {
        to.Write7BitEncodedInt64(_window);
        to.Write(_isPartial);
        to.Write7BitEncodedInt(_leading.Count);
        _leading.ForEach(to.Write);
        _groups.Write(to);
    }

    public void Load(ref StoredReader from)
    {
        (_window, _isPartial) = (from.ReadShortInt64(), from.ReadBoolean());
        for (var left = from.ReadShortInt(); left > 0; left--)
        {
            _leading.Add(from.ReadString());
        }

        _groups = new KpiGroups(definition).Read(ref from);
    }

    private void Compare(DateTimeOffset at, RuleAlarms alarms)
    {
        var leading = _groups.Cells.Where(group => group.Value.Value is not null)
            .OrderByDescending(group => group.Value.Value).ThenBy(group => group.Key, StringComparer.Ordinal).Take(top).Select(group => group.Key).ToList();
        if (leading.Count == 0)
        {
            return;
        }

        if (_leading.Count > 0 && leading.Except(_leading).Any())
        {
            var (came, went) = (leading.Except(_leading).Select(Shown), _leading.Except(leading).Select(Shown));
            alarms.Raise(
                at,
                RuleWords.Top(name, came, went),
                safe: new SafeWords(RuleWords.Top(name, came.Select(_ => SafeWords.Hidden), went.Select(_ => SafeWords.Hidden)), definition.Dimensions));
        }

        _leading = leading;
    }

    private static string Shown(string key) => key.Length == 0 ? "(none)" : key.Replace(KpiGroups.Separator, '/');
}
