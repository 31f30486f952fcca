using Portal.Events;
using Portal.Events.Entries;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using static Portal.UnitTests.Monitoring.Kpis.Measuring;

namespace Portal.UnitTests.Monitoring.Kpis;

public sealed class KpiMeasureTests
{
    private static readonly string[] Totals =
        ["""{"total":0.1,"country":"NL"}""", """{"total":0.2,"country":"NL"}""", """{"total":"0.4","country":"DE"}""", """{"total":-1,"country":"DE"}"""];

    [Theory]
    [InlineData(AggregateKind.Count, 4)]
    [InlineData(AggregateKind.Sum, -0.3)]
    [InlineData(AggregateKind.Average, -0.075)]
    [InlineData(AggregateKind.Minimum, -1)]
    [InlineData(AggregateKind.Maximum, 0.4)]
    [InlineData(AggregateKind.Distinct, 4)]
    [InlineData(AggregateKind.Last, -1)]
    public async Task Measure_OfNumbers_IsExact(AggregateKind kind, double expected)
    {
        var definition = Of(kind, Total);

        var whole = await Measure(definition, Totals.Select((json, i) => At(i + 1, json, TimeSpan.FromMinutes(i)))).WholeAsync(definition);

        Assert.Equal((expected, 4L), (whole.Whole.Value, whole.Whole.Count));
    }

    [Fact]
    public async Task Measure_Quotient_DividesOneByTheOther()
    {
        var definition = Of(AggregateKind.Count) with
        {
            Measure = new KpiMeasure(AggregateKind.Count) { Where = [new FieldCondition(EntryField.Json("/country"), Comparison.Is, "de")] },
            Per = new KpiMeasure(AggregateKind.Count),
            IsPercent = true,
        };

        var whole = await Measure(definition, Totals.Select((json, i) => At(i + 1, json))).WholeAsync(definition);

        Assert.Equal(50, whole.Whole.Value);
    }

    [Fact]
    public async Task Measure_QuotientByNothing_IsNoFigure()
    {
        var definition = Of(AggregateKind.Sum, Total) with { Per = new KpiMeasure(AggregateKind.Sum, EntryField.Json("/missing")) };

        var whole = await Measure(definition, Totals.Select((json, i) => At(i + 1, json))).WholeAsync(definition);

        Assert.Null(whole.Whole.Value);
    }

    [Fact]
    public async Task Measure_ItemsWithDimensionBesideThem_GoesByItem()
    {
        var definition = Of(AggregateKind.Sum, EntryField.Json("/lines/*/quantity")) with
        {
            Dimensions = [EntryField.Json("/lines/*/sku"), EntryField.Json("/currency")],
        };
        string[] orders =
        [
            """{"currency":"EUR","lines":[{"sku":"A","quantity":2},{"sku":"B","quantity":3}]}""",
            """{"currency":"USD","lines":[{"sku":"A","quantity":5}]}""",
            """{"lines":[{"sku":"A","quantity":7}]}""",
        ];

        var whole = await Measure(definition, orders.Select((json, i) => At(i + 1, json))).WholeAsync(definition);

        Assert.Equal(
            ["A/:7", "A/USD:5", "B/EUR:3", "A/EUR:2"], whole.Groups.Select(group => $"{string.Join('/', group.Values)}:{group.Value}"));
    }

    [Theory]
    [InlineData(Comparison.Is, "nl,fr", 2)]
    [InlineData(Comparison.IsNot, "NL", 2)]
    [InlineData(Comparison.Contains, "l", 2)]
    [InlineData(Comparison.Exists, "", 4)]
    [InlineData(Comparison.Missing, "", 0)]
    public async Task Where_OnATextField_LetsThroughWhatMeetsIt(Comparison comparison, string values, int expected)
    {
        var condition = new FieldCondition(EntryField.Json("/country"), comparison, values.Length == 0 ? [] : values.Split(','));
        var definition = Of(AggregateKind.Count) with { Where = [condition] };

        var whole = await Measure(definition, Totals.Select((json, i) => At(i + 1, json))).WholeAsync(definition);

        Assert.Equal((null, (double?)expected), (condition.Problem, whole.Whole.Value));
    }

    [Theory]
    [InlineData(Comparison.Above, "0.2", 1)]
    [InlineData(Comparison.AtLeast, "0.2", 2)]
    [InlineData(Comparison.Below, "0.1", 1)]
    [InlineData(Comparison.AtMost, "0.10", 2)]
    [InlineData(Comparison.Is, "0.10", 1)]
    public async Task Where_OnANumber_ComparesNumbers(Comparison comparison, string value, int expected)
    {
        var definition = Of(AggregateKind.Count) with { Where = [new FieldCondition(Total, comparison, value)] };

        var whole = await Measure(definition, Totals.Select((json, i) => At(i + 1, json))).WholeAsync(definition);

        Assert.Equal(expected, whole.Whole.Value);
    }

    [Fact]
    public async Task Where_OnTypeAndConformance_LooksAtTheEntry()
    {
        var definition = Of(AggregateKind.Count) with
        {
            Where =
            [
                new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, "OrderPlaced"),
                new FieldCondition(new EntryField(EntryFieldKind.Conformance), Comparison.Is, "invalid"),
            ],
        };
        var invalid = new ContractVerdict(Conformance.Invalid, "1.0.0", []);

        var whole = await Measure(
            definition, [At(1, "{}") with { Verdict = invalid }, At(2, "{}"), At(3, "{}", type: "OrderPicked") with { Verdict = invalid }]).WholeAsync(definition);

        Assert.Equal(1, whole.Whole.Value);
    }

    [Fact]
    public void Measure_WhatIsNotAsExpected_IsCounted()
    {
        var definition = Of(AggregateKind.Sum, Total) with { Lateness = TimeSpan.FromMinutes(10) };

        var problems = Measure(
            definition,
            [
                At(1, """{"total":1}"""),
                At(2, """{"amount":1}"""),
                At(3, """{"total":"many"}"""),
                At(4, """{"total":1e30}"""),
                At(5, """{"total":null}"""),
                At(6, """{"total":1,"country":"""),
                At(7, """{"total":1}""", late: TimeSpan.FromMinutes(11)),
                At(8, """{"total":1}""", after: TimeSpan.FromDays(2)) with { Received = Noon },
            ]).Problems;

        Assert.Equal(
            (7L, 2L, 2L, 1L, 1L, 1L),
            (problems.Measured, problems.Missing, problems.WrongType, problems.Future, problems.Unreadable, problems.Late));
    }

    [Fact]
    public async Task Measure_FutureDate_CountsAsOfWhenItCameIn()
    {
        var definition = Of(AggregateKind.Count);

        var whole = await Measure(definition, [At(1, "{}", after: TimeSpan.FromDays(400)) with { Received = Noon }]).WholeAsync(definition);

        Assert.Equal([Noon], whole.Points.Select(point => point.Start));
    }

    [Fact]
    public async Task Measure_RevisionsAndTombstones_AreMeasuredOnlyWhenWanted()
    {
        var once = Of(AggregateKind.Count);
        var gone = At(3, "{}");
        Portal.Events.Log.RecordedEntry[] entries =
            [At(1, "{}") with { Superseded = true }, At(2, "{}") with { Revision = 2 }, gone with { Revision = 3, Entry = gone.Entry.ToTombstone(Noon) }];

        var first = await Measure(once, entries).WholeAsync(once);
        var all = await Measure(once with { CountRevisions = true }, entries).WholeAsync(once);

        Assert.Equal((1.0, 2.0), (first.Whole.Value, all.Whole.Value));
    }

    [Fact]
    public async Task Groups_HundredThousandValues_AreBoundedWithTheRestAsOther()
    {
        var definition = Of(AggregateKind.Count) with { Dimensions = [EntryField.Json("/id")] };

        var buckets = Measure(definition, Enumerable.Range(0, 100_000).Select(i => At(i + 1, $$"""{"id":"{{i}}"}""")), [.. Enumerable.Repeat(1000, 100)]);
        var whole = await buckets.WholeAsync(definition, groups: 1000);

        Assert.Equal(
            (100_000L, KpiGroups.Max, KpiGroups.Max, 100_000L - KpiGroups.Max),
            (whole.Whole.Count, whole.Groups.Count, whole.GroupCount, whole.Other!.Count));
    }

    [Fact]
    public async Task Read_OnlyOneValueOfADimension_LeavesOutTheOthers()
    {
        var definition = Of(AggregateKind.Sum, Total) with { Dimensions = [EntryField.Json("/country")] };
        var buckets = Measure(definition, Totals.Select((json, i) => At(i + 1, json, TimeSpan.FromMinutes(i))));

        var history = await new Portal.Monitoring.Kpis.Figures.KpiFigures(buckets, TimeProvider.System).ReadAsync(
            1,
            definition,
            new Portal.Monitoring.Kpis.Figures.KpiRange
            {
                From = Noon,
                To = Noon.AddHours(1),
                Groups = 10,
                Lines = 1,
                Only = new Dictionary<int, string> { [0] = "NL" },
            });

        Assert.Equal((0.3, 2, "NL"), (history.Whole.Value!.Value, history.Points.Count, history.Groups.Single().Values.Single()));
        Assert.Equal([0.1, 0.2], history.Lines.Single().Points.Select(point => point.Value!.Value));
    }

    [Fact]
    public async Task Read_InStepsOfSeveralBuckets_MergesThemFromTheBeginOfTheRange()
    {
        var definition = Of(AggregateKind.Average, Total);
        var buckets = Measure(definition, new[] { 1, 3, 8 }.Select((total, i) => At(i + 1, $$"""{"total":{{total}}}""", TimeSpan.FromMinutes(i * 4))));

        var history = await new Portal.Monitoring.Kpis.Figures.KpiFigures(buckets, TimeProvider.System).ReadAsync(
            1, definition, new Portal.Monitoring.Kpis.Figures.KpiRange { From = Noon, To = Noon.AddMinutes(15), Step = TimeSpan.FromMinutes(5) });

        Assert.Equal([(Noon, 2.0, 2L), (Noon.AddMinutes(5), 8.0, 1L)], history.Points.Select(point => (point.Start, point.Value!.Value, point.Count)));
    }

    [Fact]
    public async Task At_AMomentInThePast_IsTheWindowThatRanThenOfTheGroupThatIsAsked()
    {
        var definition = Of(AggregateKind.Count) with { Dimensions = [EntryField.Json("/country")] };
        var countries = new[] { "NL", "DE", "NL", "NL" };
        var buckets = Measure(definition, countries.Select((country, i) => At(i + 1, $$"""{"country":"{{country}}"}""", TimeSpan.FromMinutes(i * 40))));
        var figures = new Portal.Monitoring.Kpis.Figures.KpiFigures(buckets, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Noon.AddHours(5)));

        var all = await figures.AtAsync(1, definition, Noon.AddMinutes(90), new Dictionary<int, string>());
        var one = await figures.AtAsync(1, definition, Noon.AddMinutes(90), new Dictionary<int, string> { [0] = "NL" });

        Assert.Equal((2.0, 1.0, 1.0, 1.0), (all.Value, all.Before, one.Value, one.Before));
    }
}
