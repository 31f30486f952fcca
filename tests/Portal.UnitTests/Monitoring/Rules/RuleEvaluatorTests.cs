using Portal.Events.Activity;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Objectives;
using Portal.Monitoring.Rules;
using static Portal.UnitTests.Monitoring.Rules.Alarming;

namespace Portal.UnitTests.Monitoring.Rules;

public sealed class RuleEvaluatorTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Threshold_Above_RaisesAtTheEntryAndPassesWhenTheWindowHasMoved()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Threshold, Kpi = "kpi", Limit = 2 };

        var signals = Run(rule, Kpi(AggregateKind.Count, Minutes(10)), [At(1, Minutes(0)), At(2, Minutes(1)), At(3, Minutes(2)), At(4, Minutes(3))], Day);

        Assert.Equal("+2 Orders is 3, above 2 | -12", signals.Text());
        Assert.Equal((Orders, 3L), (signals[0].Feed, signals[0].Position!.Value.Value));
    }

    [Fact]
    public void Threshold_Below_WaitsForAFullWindow()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Threshold, Kpi = "kpi", Limit = 1, Below = true };

        var signals = Run(rule, Kpi(AggregateKind.Count, Minutes(10)), [At(1, Minutes(0)), At(2, Minutes(5)), At(3, Minutes(40))], Minutes(60));

        Assert.Equal("+16 Orders is 0, below 1 | -41 | +51 Orders is 0, below 1", signals.Text());
    }

    [Fact]
    public void Threshold_RestingOnTooFewValues_SaysNothing()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Threshold, Kpi = "kpi", Limit = 10, AtLeast = 3 };

        var signals = Run(rule, Kpi(AggregateKind.Average, Minutes(10), "/total"), [At(1, Minutes(0), """{"total":90}"""), At(2, Minutes(1), """{"total":90}""")], Day);

        Assert.Empty(signals);
    }

    [Fact]
    public void RateOfChange_Doubled_RaisesAtTheEndOfTheMinute()
    {
        var rule = new RuleDefinition { Kind = RuleKind.RateOfChange, Kpi = "kpi", Limit = 100 };
        var entries = Enumerable.Range(0, 60).Select(i => At(i + 1, Minutes(i))).Concat(Enumerable.Range(0, 30).Select(i => At(i + 61, Minutes(60) + TimeSpan.FromSeconds(i)))).ToList();

        var signals = Run(rule, Kpi(AggregateKind.Count, Minutes(10)), entries, Minutes(62));

        Assert.Equal("+61 Orders rose by 290%, from 10 to 39", signals.Text());
    }

    [Fact]
    public void Unusual_AnHourUnlikeThoseOfOtherWeeks_RaisesAtItsEnd()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Unusual, Kpi = "kpi", Limit = 3 };
        var entries = Enumerable.Range(0, 6).SelectMany(week => Enumerable.Range(0, week == 5 ? 50 : 10).Select(i => TimeSpan.FromDays(7 * week) + Minutes(2) + TimeSpan.FromSeconds(i)))
            .Select((after, i) => At(i + 1, after)).ToList();

        var signals = Run(rule, Kpi(AggregateKind.Count, Minutes(60)), [At(0, -TimeSpan.FromHours(3)), .. entries], TimeSpan.FromDays(35) + Minutes(70));

        Assert.Equal([TimeSpan.FromDays(35) + Minutes(60)], signals.Where(signal => signal.Raised).Select(signal => signal.At - Noon));
    }

    [Fact]
    public void TopChange_AnotherLeads_SaysWhoCameAndWentOnce()
    {
        var rule = new RuleDefinition { Kind = RuleKind.TopChange, Kpi = "kpi", Limit = 1, Within = TimeSpan.FromHours(1) };
        string[] hours = ["A A B", "A A B", "A B B", "B B"];
        var entries = hours.SelectMany((hour, h) => hour.Split(' ').Select((sku, i) => (After: TimeSpan.FromHours(h) + Minutes(i), sku)))
            .Select((one, i) => At(i + 1, one.After, $$"""{"sku":"{{one.sku}}"}""")).ToList();

        var signals = Run(rule, Kpi(AggregateKind.Count, Minutes(60), dimension: "/sku"), [At(0, -Minutes(61)), .. entries], TimeSpan.FromHours(4));

        Assert.Equal("+180 The leading groups of Orders changed: B came in, A fell out", signals.Where(signal => signal.Raised).Text());
        Assert.Equal("The leading groups of Orders changed: *** came in, *** fell out (/sku)", Safe(signals.First(signal => signal.Raised)));
    }

    [Fact]
    public void Silence_NothingForSoLong_RaisesThenAndPassesWithTheNextEntry()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Orders], Within = Minutes(15) };

        var signals = Run(rule, null, [At(1, Minutes(0)), At(2, Minutes(10)), At(3, Minutes(90))], Minutes(100));

        Assert.Equal("+25 Nothing came in by orders for 15 min | -90", signals.Text());
    }

    [Fact]
    public void Silence_MoreOftenInOneStepThanItsBound_SaysOfEachThatItBeganAndPassed()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Orders], Within = Minutes(15) };
        var projection = new RuleProjection("rule:1:1:0", 1, rule, RuleCompiler.Compile(rule, null), Noon);
        var fields = new SharedFields();
        var paths = fields.Add(projection.Paths);

        for (var entry = 0; entry <= 250; entry++)
        {
            projection.Apply(new EntryView(fields.Read(At(entry + 1, Minutes(entry * 20))), paths));
        }

        Assert.Equal(Enumerable.Range(0, 500).Select(n => n % 2 == 0), projection.TakeOutput(isDue: false)!.Signals.Select(signal => signal.Raised));
    }

    [Fact]
    public void Silence_OutsideBusinessHours_IsNotCounted()
    {
        var hours = new BusinessHours([DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(9, 0), new TimeOnly(13, 0), "UTC", []);
        var rule = new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Orders], Within = TimeSpan.FromHours(2), Hours = hours };

        // Monday noon: an hour is left on Monday, the other one is on Tuesday from nine on.
        var signals = Run(rule, null, [At(1, Minutes(0))], TimeSpan.FromDays(2));

        Assert.Equal([TimeSpan.FromHours(22)], signals.Select(signal => signal.At - Noon));
    }

    [Fact]
    public void Duplicates_SameKeyWithinTheTime_RaisesWithTheEntry()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Duplicates, Feeds = [Orders], Key = EntryField.Json("/number"), Within = TimeSpan.FromHours(1), ResolveAfter = null };

        var signals = Run(
            rule, null,
            [
                At(1, Minutes(0), """{"number":"A"}"""), At(2, Minutes(1), """{"number":"B"}"""), At(3, Minutes(2), """{"number":"A"}"""),
                At(4, Minutes(3), """{"number":"A"}""") with { Revision = 2 }, At(5, Minutes(90), """{"number":"A"}"""),
            ],
            Day);

        Assert.Equal("+2 number A came in again, last seen 2026-03-02 12:00:00 UTC", signals.Text());
        Assert.Equal("number *** came in again, last seen 2026-03-02 12:00:00 UTC (/number)", Safe(signals[0]));
    }

    [Fact]
    public void Conformance_TooLargeAShare_Raises()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Conformance, Feeds = [Orders], Limit = 30, Within = Minutes(30), AtLeast = 3 };

        var signals = Run(
            rule, null,
            [
                At(1, Minutes(0), conformance: Conformance.Invalid), At(2, Minutes(1), conformance: Conformance.Valid), At(3, Minutes(2)),
                At(4, Minutes(3), conformance: Conformance.Invalid),
            ],
            Minutes(4));

        Assert.Equal("+3 The share of invalid entries in percent is 66.667, above 30", signals.Text());
    }

    [Fact]
    public void Gap_OfAFeed_RaisesForThatFeedAlone()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Gap, Feeds = [Orders], ResolveAfter = null };
        var gap = At(1, Minutes(1), feed: IActivityLog.Feed);
        gap = gap with { Entry = gap.Entry with { Title = EntryText.Plain("orders has a gap"), Categories = [new Category("subscription.gap.found"), new Category("orders", "urn:portal:feed")] } };
        var other = gap with { Position = new(2), Entry = gap.Entry with { Categories = [new Category("subscription.gap.found"), new Category("invoices", "urn:portal:feed")] } };

        Assert.Equal("+1 orders has a gap", Run(rule, null, [gap, other], Day).Text());
    }

    [Fact]
    public void BudgetBurn_OfAFeed_RaisesForThatFeedWhileItBurns()
    {
        var rule = new RuleDefinition { Kind = RuleKind.BudgetBurn, Feeds = [Orders], ResolveAfter = Minutes(90) };
        var signals = Run(
            rule, null,
            [Budget(1, 1, ObjectiveNews.BudgetBurning, "orders"), Budget(2, 2, ObjectiveNews.BudgetBurning, "invoices"), Budget(3, 61, ObjectiveNews.BudgetBurning, "orders"), Budget(4, 70, ObjectiveNews.BudgetRecovered, "orders")],
            Day);

        Assert.Equal("+1 orders burns | +61 orders burns | -151", signals.Text());
    }

    [Fact]
    public void Sequence_AllStepsOfAKeyInTime_Raises()
    {
        var rule = new RuleDefinition
        {
            Kind = RuleKind.Sequence,
            Within = Minutes(10),
            Steps = [new RuleStep(Orders, EntryField.Json("/number"), []), new RuleStep(Shipments, EntryField.Json("/order"), []), new RuleStep(Orders, EntryField.Json("/cancelled"), [])],
            ResolveAfter = null,
        };

        var signals = Run(
            rule, null,
            [
                At(1, Minutes(0), """{"number":"A"}"""), At(2, Minutes(1), """{"number":"B"}"""), At(3, Minutes(2), """{"order":"A"}""", Shipments),
                At(4, Minutes(3), """{"cancelled":"B"}"""), At(5, Minutes(4), """{"cancelled":"A"}"""), At(6, Minutes(5), """{"order":"B"}""", Shipments),
                At(7, Minutes(30), """{"cancelled":"B"}"""),
            ],
            Day);

        Assert.Equal("+4 A: all 3 steps happened within 4 min", signals.Text());
        Assert.Equal("***: all 3 steps happened within 4 min (/number, /order, /cancelled)", Safe(signals[0]));
    }

    [Fact]
    public void MissingFollowUp_NothingFollowsAKey_RaisesAtTheLimitWithWhatBeganIt()
    {
        var rule = new RuleDefinition
        {
            Kind = RuleKind.MissingFollowUp,
            Within = Minutes(10),
            Steps = [new RuleStep(Orders, EntryField.Json("/number"), []), new RuleStep(Shipments, EntryField.Json("/order"), [])],
            ResolveAfter = TimeSpan.FromHours(1),
        };

        var signals = Run(
            rule, null,
            [
                At(1, Minutes(0), """{"order":"C"}""", Shipments), At(2, Minutes(0), """{"number":"A"}"""), At(3, Minutes(1), """{"number":"B"}"""),
                At(4, Minutes(2), """{"number":"C"}"""), At(5, Minutes(9), """{"order":"A"}""", Shipments),
            ],
            Day);

        Assert.Equal("+11 B: nothing followed in shipments within 10 min | -71", signals.Text());
        Assert.Equal("***: nothing followed in shipments within 10 min (/number, /order)", Safe(signals[0]));
        Assert.Equal((Orders, 3L), (signals[0].Feed, signals[0].Position!.Value.Value));
    }

    [Fact]
    public void Raise_BeforeTheRuleWasMade_IsOnlyLearnedFrom()
    {
        var rule = new RuleDefinition { Kind = RuleKind.Duplicates, Feeds = [Orders], Key = EntryField.Json("/number"), Within = TimeSpan.FromHours(1), ResolveAfter = null };

        var signals = Run(
            rule, null,
            [At(1, Minutes(0), """{"number":"A"}"""), At(2, Minutes(1), """{"number":"A"}"""), At(3, Minutes(3), """{"number":"A"}""")], Day, since: Noon + Minutes(2));

        Assert.Equal([3.0], signals.Select(signal => (signal.At - Noon).TotalMinutes));
    }

    private static string Safe(RuleSignal signal) => $"{signal.Safe!.Text} ({string.Join(", ", signal.Safe.Fields.Select(field => field.Path))})";

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static RecordedEntry Budget(long position, int minutes, string kind, string feed)
    {
        var at = At(position, Minutes(minutes), feed: IActivityLog.Feed);
        return at with { Entry = at.Entry with { Title = EntryText.Plain($"{feed} burns"), Categories = [new Category(kind), new Category(feed, "urn:portal:feed")] } };
    }
}
