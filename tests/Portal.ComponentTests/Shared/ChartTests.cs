using System.Text.Json;
using Bunit;
using Portal.Web.Shared.Figures;

namespace Portal.ComponentTests.Shared;

public sealed class ChartTests : ComponentTest
{
    [Fact]
    public void Chart_WithoutPoints_SaysThatTheWindowIsEmpty()
    {
        var chart = RenderChart([new ChartSeries("entries", [])]);

        Assert.Equal("Nothing in this window.", chart.Find(".plot.empty").TextContent);
        Assert.Empty(JSInterop.Invocations["import"]);
    }

    [Fact]
    public void Chart_WithPoints_IsSummedUpInWords() =>
        Assert.Equal("Entries a minute, last 60 min: entries 3 now, 1 to 3", RenderChart([Entries(1, 2, 3)]).Find("[role=img]").GetAttribute("aria-label"));

    [Fact]
    public async Task Chart_AskedForItsTable_ShowsItNewestFirst()
    {
        var chart = RenderChart([Entries(1, 2.5)]);

        await chart.Find("button[aria-pressed]").ClickAsync(new());

        Assert.Equal("true", chart.Find("button[aria-pressed]").GetAttribute("aria-pressed"));
        Assert.Equal(["14:33:00 2.5", "14:32:00 1"],
            chart.FindAll(".scroll tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
    }

    [Fact]
    public void Chart_MovingOn_SendsOnlyWhatIsNew()
    {
        var module = JSInterop.SetupModule("./lib/chart.js");
        var drawn = module.SetupModule("create", _ => true);
        drawn.Mode = JSRuntimeMode.Loose;
        var chart = RenderChart([Entries(1, 2, 3)]);

        chart.Render(p => p.Add(c => c.Series, [Entries(2, 3, 4, 5).From(1)]));

        var step = Assert.IsType<ChartStep>(drawn.Invocations["append"].Single().Arguments[0]);
        Assert.Equal([[4d, 5d]], step.Added.Select(points => points.Select(point => point[1]!.Value)));
    }

    [Fact]
    public void Chart_OfOtherSeries_IsDrawnAnew()
    {
        var module = JSInterop.SetupModule("./lib/chart.js");
        var drawn = module.SetupModule("create", _ => true);
        drawn.Mode = JSRuntimeMode.Loose;
        var chart = RenderChart([Entries(1, 2, 3)]);

        chart.Render(p => p.Add(c => c.Series, [Entries(1, 2, 3), Entries(1, 1, 1) with { Name = "before" }]));

        Assert.Single(drawn.Invocations["update"]);
        Assert.Empty(drawn.Invocations["append"]);
    }

    [Fact]
    public void ChartData_OfValuesThatAreNoNumbers_CanBeSent()
    {
        var data = ChartData.Of("a minute", false, [Entries(1, double.NaN, double.PositiveInfinity)], 10);

        Assert.Equal("[1,null,null]", JsonSerializer.Serialize(data.Series[0].Points.Select(point => point[1])));
    }

    [Fact]
    public void ChartData_OfTooManyPoints_KeepsTheNewest()
    {
        var data = ChartData.Of("", false, [Entries([.. Enumerable.Range(0, 50).Select(i => (double)i)])], 10);

        Assert.Equal(Enumerable.Range(40, 10).Select(i => (double?)i), data.Series[0].Points.Select(point => point[1]));
    }

    [Fact]
    public void Step_WhenOnlyTheLastPointGrew_CarriesThatPoint()
    {
        var step = ChartStep.Between(Data(Entries(1, 2, 3)), Data(Entries(1, 2, 7)));

        Assert.Equal([7d], step!.Added[0].Select(point => point[1]!.Value));
    }

    [Fact]
    public void Step_WhenThePastChanged_CarriesEverythingAfterIt()
    {
        var step = ChartStep.Between(Data(Entries(1, 2, 3)), Data(Entries(1, 9, 3)));

        Assert.Equal([9d, 3d], step!.Added[0].Select(point => point[1]!.Value));
    }

    [Fact]
    public void Step_WhenNothingIsShared_IsNone() =>
        Assert.Null(ChartStep.Between(Data(Entries(1, 2)), Data(Entries(7, 8))));

    [Fact]
    public void Step_WhenNothingChanged_CarriesNothing() =>
        Assert.Empty(ChartStep.Between(Data(Entries(1, 2)), Data(Entries(1, 2)))!.Added[0]);

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new double[] { 5 }, "")]
    [InlineData(new double[] { 0, 0 }, "M0 96L100 96")]
    [InlineData(new double[] { 0, 10 }, "M0 96L100 4")]
    [InlineData(new[] { 0, double.NaN, 10 }, "M0 96L100 4")]
    public void SparklinePath_OfValues_IsALine(double[] values, string path) => Assert.Equal(path, SparklinePath.Line(values));

    [Fact]
    public void SparklinePath_OfManyValues_KeepsEveryPeak()
    {
        var values = new double[10_000];
        values[7_777] = 100;

        var path = SparklinePath.Line(values);

        Assert.Equal((SparklinePath.MaxPoints - 1, true), (path.Count(c => c == 'L'), path.Contains(" 4L", StringComparison.Ordinal)));
    }

    private IRenderedComponent<ThroughputChart> RenderChart(IReadOnlyList<ChartSeries> series) => Render<ThroughputChart>(p => p
        .Add(c => c.Title, "Entries").Add(c => c.Unit, "a minute").Add(c => c.Window, "last 60 min").Add(c => c.Series, series));

    private static ChartData Data(ChartSeries series) => ChartData.Of("a minute", false, [series], 100);

    private static ChartSeries Entries(params double[] values) =>
        new("entries", [.. values.Select((value, i) => new ChartPoint(Now.AddMinutes(i), value))]);
}

internal static class ChartSeriesExtensions
{
    /// <summary>The series, so many minutes later.</summary>
    public static ChartSeries From(this ChartSeries series, int minutes) =>
        series with { Points = [.. series.Points.Select(point => point with { At = point.At.AddMinutes(minutes) })] };
}
