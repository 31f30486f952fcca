using FsCheck.Xunit;
using Portal.Monitoring.Objectives;

namespace Portal.UnitTests.Monitoring.Objectives;

public sealed class ObjectiveStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Standing_WithoutPoints_IsUnknown()
    {
        var standing = ObjectiveStanding.Of(99, [], Now);

        Assert.Equal(ObjectiveState.Unknown, standing.State);
        Assert.Equal((null, null, null, null), (standing.Attained, standing.BudgetLeft, standing.BurnHour, standing.BurnSixHours));
        Assert.Equal(31, standing.Days.Count);
        Assert.All(standing.Days, day => Assert.Null(day.Attained));
    }

    [Fact]
    public void Standing_HalfOfTheBudgetGone_SaysSo()
    {
        var standing = ObjectiveStanding.Of(99, [new(Now.AddDays(-10), 995, 1000)], Now);

        Assert.Equal((ObjectiveState.Met, 0.995), (standing.State, standing.Attained));
        Assert.Equal(0.5, standing.BudgetLeft!.Value, 9);
        Assert.Null(standing.BurnHour);
    }

    [Theory]
    [InlineData(0, ObjectiveState.Met)]
    [InlineData(5, ObjectiveState.Met)]
    [InlineData(7, ObjectiveState.Burning)]
    public void Standing_BurningForSixHours_IsSaidWhileItLasts(int badInAHundred, ObjectiveState expected)
    {
        var hours = Enumerable.Range(0, 6).Select(i => new ObjectivePoint(Now.AddHours(-i), 100 - badInAHundred, 100)).Prepend(new(Now.AddDays(-20), 100_000, 100_000));

        Assert.Equal(expected, ObjectiveStanding.Of(99, hours, Now).State);
    }

    [Fact]
    public void Standing_BurnedAndStopped_IsMet() => Assert.Equal(
        ObjectiveState.Met,
        ObjectiveStanding.Of(99, [new(Now.AddDays(-20), 100_000, 100_000), new(Now.AddHours(-3), 50, 100), new(Now.AddMinutes(-30), 100, 100)], Now).State);

    [Fact]
    public void Standing_MoreThanTheBudgetGone_IsSpent()
    {
        var standing = ObjectiveStanding.Of(99, [new(Now.AddDays(-3), 97, 100)], Now);

        Assert.Equal(ObjectiveState.Spent, standing.State);
        Assert.Equal(-2, standing.BudgetLeft!.Value, 9);
    }

    [Property]
    public bool Standing_OfAnyPoints_IsWithinItsBounds((ushort Minutes, byte Good, byte Bad)[] points, byte target)
    {
        var percent = 50 + (target % 50);
        var measured = points.Select(p => new ObjectivePoint(Now.AddMinutes(-p.Minutes), p.Good, p.Good + p.Bad)).ToList();
        var standing = ObjectiveStanding.Of(percent, measured, Now);
        var inWindow = measured.Where(p => p.Start >= Now - FeedObjective.Window).ToList();

        return standing.All == inWindow.Sum(p => p.All)
            && standing.Good == inWindow.Sum(p => p.Good)
            && (standing.Attained is null) == (standing.State == ObjectiveState.Unknown)
            && (standing.Attained is null || Math.Abs(standing.BudgetLeft!.Value - (1 - ((1 - standing.Attained.Value) / (1 - (percent / 100.0))))) < 1e-9)
            && (standing.State == ObjectiveState.Spent) == (standing.BudgetLeft <= 0)
            && standing.BurnHour is not < 0 && !(standing.BurnHour > (1 / (1 - (percent / 100.0))) + 1e-9);
    }

    [Property]
    public bool Standing_OfTheSamePointsInAnotherOrder_IsTheSame((ushort Minutes, byte Good, byte Bad)[] points)
    {
        var measured = points.Select(p => new ObjectivePoint(Now.AddMinutes(-p.Minutes), p.Good, p.Good + p.Bad)).ToList();
        var (one, other) = (ObjectiveStanding.Of(99, measured, Now), ObjectiveStanding.Of(99, Enumerable.Reverse(measured), Now));

        return one with { Days = [] } == other with { Days = [] } && one.Days.SequenceEqual(other.Days);
    }

    [Theory]
    [InlineData(ObjectiveKind.Cadence, 0, 99, "within")]
    [InlineData(ObjectiveKind.Cadence, 8 * 24 * 60, 99, "within")]
    [InlineData(ObjectiveKind.Delay, 0, 99, "within")]
    [InlineData(ObjectiveKind.Availability, 5, 99, "within")]
    [InlineData(ObjectiveKind.Cadence, 5, 100, "target")]
    [InlineData(ObjectiveKind.Cadence, 5, 49.9, "target")]
    [InlineData(ObjectiveKind.Cadence, 5, double.NaN, "target")]
    [InlineData((ObjectiveKind)9, 5, 99, "kind")]
    public void Check_OfWhatDoesNotFit_NamesTheField(ObjectiveKind kind, int minutes, double target, string field) =>
        Assert.Equal([field], FeedObjective.Check(kind, TimeSpan.FromMinutes(minutes), target).Keys);

    [Fact]
    public void News_WhileItBurns_AreToldOnceAnHourAndWhenItEnds()
    {
        Assert.Equal((ObjectiveNews.BudgetBurning, Now), ObjectiveNews.Decide(ObjectiveState.Burning, null, Now));
        Assert.Equal((null, Now), ObjectiveNews.Decide(ObjectiveState.Spent, Now, Now.AddMinutes(59)));
        Assert.Equal((ObjectiveNews.BudgetBurning, Now.AddHours(1)), ObjectiveNews.Decide(ObjectiveState.Burning, Now, Now.AddHours(1)));
        Assert.Equal((ObjectiveNews.BudgetRecovered, null), ObjectiveNews.Decide(ObjectiveState.Met, Now, Now.AddMinutes(5)));
        Assert.Equal((null, null), ObjectiveNews.Decide(ObjectiveState.Met, null, Now));
    }
}
