using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using static Portal.UnitTests.Monitoring.Kpis.Measuring;

namespace Portal.UnitTests.Monitoring.Kpis;

public sealed class KpiRulesTests
{
    public static TheoryData<string, KpiDefinition> Bad() => new()
    {
        { "feeds", Of(AggregateKind.Count) with { Feeds = [] } },
        { "measure", Of(AggregateKind.Sum) },
        { "measure", Of(AggregateKind.Sum, EntryField.Json("total")) },
        { "measure", Of(AggregateKind.Percentile, Total) },
        { "measure", Of(AggregateKind.Percentile, Total, 101) },
        { "measure", Of(AggregateKind.Sum, Total, 50) },
        { "window", Of(AggregateKind.Count) with { Window = new KpiWindow(KpiWindowKind.Sliding, TimeSpan.Zero) } },
        { "window", Of(AggregateKind.Count) with { Window = new KpiWindow(KpiWindowKind.Tumbling, TimeSpan.FromSeconds(90)) } },
        { "window", Of(AggregateKind.Count) with { Window = new KpiWindow(KpiWindowKind.Sliding, TimeSpan.FromDays(32)) } },
        { "lateness", Of(AggregateKind.Count) with { Lateness = TimeSpan.FromDays(8) } },
        { "isPercent", Of(AggregateKind.Count) with { IsPercent = true } },
        { "dimensions", Of(AggregateKind.Count) with { Dimensions = [Total, EntryField.Json("/a"), EntryField.Json("/b"), EntryField.Json("/c")] } },
        { "where", Of(AggregateKind.Count) with { Where = [new FieldCondition(Total, Comparison.Above, "much")] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_ABrokenRule_NamesTheField(string field, KpiDefinition definition) => Assert.Equal([field], KpiRules.Check(definition).Keys);

    [Fact]
    public void Check_AGoodDefinition_FindsNothing() => Assert.Empty(KpiRules.Check(Of(AggregateKind.Sum, Total)));

    [Theory]
    [InlineData(100, 80, 100, KpiJudgement.Good)]
    [InlineData(100, 80, 90, KpiJudgement.Watch)]
    [InlineData(100, 80, 80, KpiJudgement.Bad)]
    [InlineData(5, 10, 5, KpiJudgement.Good)]
    [InlineData(5, 10, 7, KpiJudgement.Watch)]
    [InlineData(5, 10, 11, KpiJudgement.Bad)]
    public void Judge_AFigure_SaysWhatItMeans(double target, double bad, double figure, KpiJudgement expected) =>
        Assert.Equal(expected, new KpiGoal(target, bad).Judge(figure));

    [Fact]
    public void Judge_NoFigure_MeansNothing() => Assert.Equal(KpiJudgement.None, new KpiGoal(1, 0).Judge(null));

    [Theory]
    [InlineData(KpiWindowKind.Sliding, 60, "11:01", "12:01")]
    [InlineData(KpiWindowKind.Tumbling, 60, "12:00", "13:00")]
    [InlineData(KpiWindowKind.Tumbling, 1440, "00:00", "00:00")]
    [InlineData(KpiWindowKind.Sliding, 4320, "12:00", "12:01")]
    public void Window_AtNoon_IsWhereItShouldBe(KpiWindowKind kind, int minutes, string from, string to)
    {
        var window = KpiFigures.WindowAt(new KpiWindow(kind, TimeSpan.FromMinutes(minutes)), Noon.AddSeconds(30));

        Assert.Equal((from, to), ($"{BucketTime.Time(window.From):HH:mm}", $"{BucketTime.Time(window.To):HH:mm}"));
    }

    [Fact]
    public void MeasuresAs_AnotherTitleOrWindow_IsTheSameMeasure()
    {
        var one = Of(AggregateKind.Sum, Total) with { Where = [new FieldCondition(Total, Comparison.Above, "1")] };
        var same = Of(AggregateKind.Sum, Total) with
        {
            Where = [new FieldCondition(Total, Comparison.Above, "1")],
            Window = new KpiWindow(KpiWindowKind.Tumbling, TimeSpan.FromDays(1)),
        };

        Assert.Equal((true, false), (one.MeasuresAs(same), one.MeasuresAs(same with { Where = [] })));
    }
}
