using Portal.Catalogue.Dashboards;
using Portal.Monitoring.Metrics;
using Portal.Web.Features.Dashboards;
using Portal.Web.Features.Dashboards.Editing;

namespace Portal.ComponentTests.Dashboards;

/// <summary>The pure parts of dashboards: time, measures, heat, arrangement.</summary>
public sealed class DashboardRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 32, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("1h", "2026-11-23T13:33:00Z", "2026-11-23T14:33:00Z", 60, Resolution.Minute)]
    [InlineData("24h", "2026-11-22T14:45:00Z", "2026-11-23T14:45:00Z", 96, Resolution.Minute)]
    [InlineData("7d", "2026-11-16T16:00:00Z", "2026-11-23T16:00:00Z", 84, Resolution.Hour)]
    [InlineData("90d", "2026-08-26T00:00:00Z", "2026-11-24T00:00:00Z", 90, Resolution.Day)]
    [InlineData("no-such", "2026-11-22T14:45:00Z", "2026-11-23T14:45:00Z", 96, Resolution.Minute)]
    public void Range_Preset_EndsWithTheRunningStep(string id, string from, string to, int steps, Resolution resolution)
    {
        var range = DashboardRange.Read(id, null, null, Now);

        Assert.Equal((Time(from), Time(to), steps, resolution, true), (range.From, range.To, range.Steps.Count, range.Resolution, range.IsLive));
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-01T03:00:00Z", 180)]
    [InlineData("2026-11-01T00:00:30Z", "2026-11-01T00:10:10Z", 11)]
    [InlineData("2026-01-01T00:00:00Z", "2026-12-31T00:00:00Z", 182)]
    public void Range_OfItsOwn_CoversItInAtMost200Steps(string from, string to, int steps)
    {
        var range = DashboardRange.Read(DashboardRange.Custom, from, to, Now);

        Assert.True(range.From <= Time(from) && range.To >= Time(to) && !range.IsLive);
        Assert.Equal(steps, range.Steps.Count);
    }

    [Theory]
    [InlineData("2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-02T00:00:00Z", "2026-11-01T00:00:00Z")]
    [InlineData("yesterday", "today")]
    [InlineData("0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z")]
    public void Range_ThatIsNone_IsTheLastDay(string from, string to) =>
        Assert.Equal("24h", DashboardRange.Read(DashboardRange.Custom, from, to, Now).Id);

    [Fact]
    public void Replay_GoesThroughItsRangeFasterAndNoFurther()
    {
        var clock = ReplayClock.Start(Now.AddHours(-3), Now.AddHours(-2), 100, Now)!;

        Assert.Equal(
            [Now.AddHours(-3), Now.AddHours(-3).AddMinutes(10), Now.AddHours(-2)],
            new[] { 0, 6, 60 }.Select(seconds => clock.At(Now.AddSeconds(seconds))));
        Assert.Equal((false, true), (clock.HasEnded(Now.AddSeconds(35)), clock.HasEnded(Now.AddSeconds(36))));
        var slower = clock.Faster(10, Now.AddSeconds(6));
        Assert.Equal((Now.AddHours(-3).AddMinutes(10), Now.AddHours(-3).AddMinutes(11)), (slower.At(Now.AddSeconds(6)), slower.At(Now.AddSeconds(12))));
        Assert.Equal(clock.From, slower.Again(Now.AddSeconds(30)).At(Now.AddSeconds(30)));
    }

    [Fact]
    public void Replay_ThatCatchesUpWithThePresent_GoesNoFurther() =>
        Assert.Equal(Now.AddMinutes(1), ReplayClock.Start(Now.AddMinutes(-5), Now.AddHours(1), 100, Now)!.At(Now.AddMinutes(1)));

    [Theory]
    [InlineData(-1, 0, 5)]
    [InlineData(-25, 0, 10)]
    [InlineData(1, 2, 10)]
    [InlineData(0, -1, 10)]
    public void Replay_OfAnotherSpeedOrARangeThatIsNone_IsNone(int from, int to, int speed) =>
        Assert.Null(ReplayClock.Start(Now.AddHours(from), Now.AddHours(to), speed, Now));

    [Fact]
    public void Range_OfAReplay_EndsWithTheMinuteThatItHasComeTo()
    {
        var clock = ReplayClock.Start(new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero), new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), 10, Now)!;

        var range = DashboardRange.OfReplay(clock, new(2026, 11, 23, 2, 7, 30, TimeSpan.Zero));

        Assert.Equal(
            (clock.From, clock.From.AddMinutes(7), TimeSpan.FromMinutes(5), 2, false),
            (range.From, range.To, range.Step, range.Steps.Count, range.IsLive));
        var points = MeasureRules.Points(TileMeasure.Entries, [Bucket(range.From, 3), Bucket(range.From.AddMinutes(6), 4)], range);
        Assert.Equal([3, 4], points.Select(point => point.Value));
    }

    [Fact]
    public void Points_SumTheBucketsOfEachStep()
    {
        var range = DashboardRange.Read("6h", null, null, Now);
        var buckets = new[] { Bucket(range.From, 3), Bucket(range.From.AddMinutes(4), 4), Bucket(range.From.AddMinutes(5), 5), Bucket(range.To, 100) };

        var points = MeasureRules.Points(TileMeasure.Entries, buckets, range);

        Assert.Equal((72, 7d, 5d, 12d), (points.Count, points[0].Value, points[1].Value, points.Sum(p => p.Value)));
    }

    [Fact]
    public void Points_OfPercentiles_AreNotAddedUp()
    {
        var range = DashboardRange.Read("6h", null, null, Now);

        var points = MeasureRules.Points(TileMeasure.LatencyP95, [Bucket(range.From, 3) with { LatencyP95 = 0.5 }], range);

        Assert.Equal((360, 0.5, true), (points.Count, points[0].Value, double.IsNaN(points[1].Value)));
    }

    [Fact]
    public void Heat_IsTheMeanOfTheHoursThatHavePassed()
    {
        var to = new DateTimeOffset(2026, 11, 23, 15, 0, 0, TimeSpan.Zero);

        var cells = HeatRules.Cells(TileMeasure.Entries, [Bucket(to.AddDays(-14), 10), Bucket(to.AddDays(-7), 30)], to.AddDays(-14), to, Now);

        var mondayAt15 = cells.Single(c => c is { Day: 0, Hour: 15 });
        Assert.Equal((168, 20d, true), (cells.Count, mondayAt15.Value, cells.Single(c => c.IsNow) is { Day: 0, Hour: 14 }));
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(null, 10, 0)]
    [InlineData(1, 100, 1)]
    [InlineData(100, 100, 7)]
    [InlineData(5, 0, 0)]
    public void Shade_GrowsWithTheValue(int? value, double largest, int shade) => Assert.Equal(shade, HeatRules.Shade(value, largest));

    [Theory]
    [InlineData("a", "c", "bac")]
    [InlineData("a", null, "bca")]
    [InlineData("c", "a", "cab")]
    [InlineData("a", "b", "abc")]
    [InlineData("a", "a", "abc")]
    [InlineData("x", "a", "abc")]
    [InlineData("a", "x", "bca")]
    public void Moved_StandsBeforeTheOther(string tile, string? before, string order) =>
        Assert.Equal(order, Order(Arrangement.MovedBefore(Body(), tile, before)));

    [Theory]
    [InlineData("a", 1, "bac")]
    [InlineData("a", -1, "abc")]
    [InlineData("c", 1, "abc")]
    [InlineData("c", -1, "acb")]
    public void Shifted_StaysWithinTheDashboard(string tile, int places, string order) =>
        Assert.Equal(order, Order(Arrangement.Shifted(Body(), tile, places)));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(-1, 3)]
    [InlineData(-5, 3)]
    [InlineData(50, 12)]
    public void Widened_StaysWithinTheColumns(int by, int columns) =>
        Assert.Equal(columns, Arrangement.Widened(Body(), "b", by).Tiles[1].Columns);

    [Fact]
    public void Heightened_ComesRound()
    {
        var body = Body();
        Assert.Equal(body.Tiles[0].Height, Arrangement.Heightened(Arrangement.Heightened(Arrangement.Heightened(body, "a"), "a"), "a").Tiles[0].Height);
    }

    [Fact]
    public void NewId_IsOneThatNoTileHas() => Assert.Equal("t2", DashboardStarter.NewId(new DashboardBody { Tiles = [Tile("t1"), Tile("t3")] }));

    private static DashboardBody Body() => new() { Title = "x", Tiles = [Tile("a"), Tile("b"), Tile("c")] };

    private static DashboardTile Tile(string id) => new() { Id = id, Kind = TileKind.Number };

    private static string Order(DashboardBody body) => string.Concat(body.Tiles.Select(t => t.Id));

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ThroughputBucket Bucket(DateTimeOffset at, long entries) => new(at, entries, 0, 0, 0, 0, null, null, null);
}
