using Portal.Events.Log;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules.Evaluators;

/// <summary>
/// Compares each hour of a KPI with the same hour of the same weekday (UTC) in the eight weeks before. At least three of them must
/// be known. An hour that differs raises at its end. State: 1,344 numbers at most.
/// </summary>
internal sealed class UnusualEvaluator(KpiDefinition definition, double deviations, string name)
    : WindowEvaluator(definition, TimeSpan.FromHours(1), windows: 1)
{
    /// <summary>How many weeks are remembered.</summary>
    public const int Weeks = 8;

    private const int LeastKnown = 3;
    private const int HoursOfWeek = 7 * 24;

    // Where hours hardly differ, a small difference is nothing unusual yet.
    private const double LeastSpread = 0.05;

    private readonly List<double>[] _usual = [.. Enumerable.Range(0, HoursOfWeek).Select(_ => new List<double>())];

    public override void Save(BinaryWriter to)
    {
        base.Save(to);
        foreach (var hour in _usual)
        {
            to.Write7BitEncodedInt(hour.Count);
            hour.ForEach(to.Write);
        }
    }

    public override void Load(ref StoredReader from)
    {
        base.Load(ref from);
        foreach (var hour in _usual)
        {
            for (var left = from.ReadShortInt(); left > 0; left--)
            {
                hour.Add(from.ReadDouble());
            }
        }
    }

    protected override void Look(DateTimeOffset at, RecordedEntry? entry, bool isStepOver, RuleAlarms alarms)
    {
        if (!isStepOver || !IsWarm || at.Minute != 0)
        {
            return;
        }

        var begin = at.AddHours(-1).UtcDateTime;
        var usual = _usual[((int)begin.DayOfWeek * 24) + begin.Hour];
        var value = Window.Current.Value ?? 0;
        if (usual.Count >= LeastKnown)
        {
            var mean = usual.Average();
            var spread = Math.Max(Math.Sqrt(usual.Average(one => (one - mean) * (one - mean))), Math.Max(Math.Abs(mean) * LeastSpread, 1e-9));
            var far = Math.Abs(value - mean) / spread;
            alarms.Set(far > deviations, at, () => RuleWords.Unusual(name, value, mean, far));
        }

        usual.Add(value);
        if (usual.Count > Weeks)
        {
            usual.RemoveAt(0);
        }
    }
}
