using FsCheck.Xunit;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Rules;
using static Portal.UnitTests.Monitoring.Rules.Alarming;

namespace Portal.UnitTests.Monitoring.Rules;

/// <summary>Wherever a rule is interrupted and at whatever moments it is told the time: it says the same, once.</summary>
public sealed class RuleRestartPropertyTests
{
    [Property(MaxTest = 400)]
    public void Restart_Anywhere_NeitherMissesNorDoublesAnAlarm(int seed, int other)
    {
        var random = new Random(unchecked((seed * 7919) + other));
        var (rule, kpi) = Rule(random);
        var entries = Entries(random);
        var until = entries[^1].Received - Noon + TimeSpan.FromHours(random.Next(1, 60));

        var whole = Run(rule, kpi, entries, until).Text();
        var interrupted = Run(rule, kpi, entries, until, restarts: [.. Enumerable.Range(0, 100).Select(_ => random.Next(1, 30))], ticks: random).Text();

        Assert.Equal(whole, interrupted);
    }

    private static (RuleDefinition Rule, Kpi? Kpi) Rule(Random random)
    {
        var kind = (RuleKind)random.Next(10);
        var within = TimeSpan.FromMinutes(random.Next(1, 90));
        Kpi? kpi = !RuleRules.IsAboutKpi(kind) ? null
            : random.Next(2) == 0 ? Kpi(AggregateKind.Count, within, dimension: "/key") : Kpi(AggregateKind.Average, within, "/total", "/key");
        var rule = new RuleDefinition
        {
            Kind = kind,
            Kpi = kpi?.Id,
            Feeds = kpi is null ? [Orders] : [],
            Limit = kind switch { RuleKind.TopChange => random.Next(1, 4), RuleKind.Unusual => 1.5, RuleKind.Conformance => 30, RuleKind.RateOfChange => 40, _ => random.Next(1, 20) },
            Below = random.Next(2) == 0,
            Within = within,
            AtLeast = random.Next(1, 4),
            Key = EntryField.Json("/key"),
            Steps = RuleRules.HasSteps(kind) ? [new RuleStep(Orders, EntryField.Json("/key"), []), new RuleStep(Shipments, EntryField.Json("/key"), [])] : [],
            Hours = random.Next(3) > 0 ? null : new BusinessHours([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday], new TimeOnly(8, 0), new TimeOnly(16, 0), "UTC", []),
            ResolveAfter = random.Next(3) == 0 ? null : TimeSpan.FromMinutes(random.Next(1, 200)),
        };
        Assert.Empty(RuleRules.Check(rule, kpi));
        return (rule, kpi);
    }

    private static List<RecordedEntry> Entries(Random random)
    {
        var at = TimeSpan.Zero;
        return
        [
            .. Enumerable.Range(1, random.Next(2, 250)).Select(position =>
            {
                at += TimeSpan.FromSeconds(random.Next(6) == 0 ? random.Next(1, 20_000) : random.Next(0, 300));
                return At(
                    position, at, $$"""{"key":"k{{random.Next(12)}}","total":{{random.Next(30)}}}""", random.Next(3) == 0 ? Shipments : Orders,
                    random.Next(3) switch { 0 => Conformance.Invalid, 1 => Conformance.Valid, _ => Conformance.Unchecked });
            }),
        ];
    }
}
