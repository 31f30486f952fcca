using FsCheck.Xunit;
using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;

namespace Portal.UnitTests.Monitoring.Objectives;

public sealed class ObjectiveMinutesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedId Orders = FeedId.Parse("orders");

    [Fact]
    public void Cadence_AfterAnEntry_IsKeptForSoLong() =>
        Assert.Equal("1110", Text(ObjectiveMinutes.Cadence([At(-1)], Noon.AddMinutes(-1), Noon.AddMinutes(3), TimeSpan.FromMinutes(3), Noon)));

    [Fact]
    public void Cadence_WithoutAnyEntry_CountsFromWhenTheTimeIsUp() =>
        Assert.Equal("000", Text(ObjectiveMinutes.Cadence([], Noon.AddDays(-1), Noon.AddMinutes(5), TimeSpan.FromMinutes(2), Noon)));

    [Fact]
    public void Cadence_BeforeTheFirstEntry_IsNotJudged() =>
        Assert.Equal("11", Text(ObjectiveMinutes.Cadence([At(3)], Noon, Noon.AddMinutes(5), TimeSpan.FromMinutes(10), Noon)));

    [Property]
    public bool Cadence_OfAnyEntries_IsWhatLookingBackFromEachMinuteSays(ushort[] minutes, byte within)
    {
        var span = TimeSpan.FromMinutes(within + 1);
        DateTimeOffset[] busy = [.. minutes.Select(m => At(m % 600)).Distinct().Order()];

        return ObjectiveMinutes.Cadence(busy, Noon, Noon.AddMinutes(600), span, Noon.AddDays(1))
            .SequenceEqual(Enumerable.Range(0, 600).Select(At).Where(at => busy.Any(b => b <= at))
                .Select(at => new ObjectivePoint(at, busy.Any(b => b <= at && at - b < span) ? 1 : 0, 1)));
    }

    [Fact]
    public void Availability_MinutesWithoutALook_AreBadOnlyForWhatThePortalServes()
    {
        var hour = new AvailabilityHour { Feed = Orders, Start = Noon };
        hour.See(At(1).AddSeconds(20), isGood: true);
        hour.See(At(1).AddSeconds(40), isGood: true);
        hour.See(At(2), isGood: true);
        hour.See(At(2).AddSeconds(20), isGood: false);
        hour.See(At(4), isGood: true);

        Assert.Equal("10010", Text(ObjectiveMinutes.Availability([hour], Noon.AddDays(-1), At(6), missingIsBad: true)));
        Assert.Equal("101", Text(ObjectiveMinutes.Availability([hour], Noon.AddDays(-1), At(6), missingIsBad: false)));
        Assert.Empty(ObjectiveMinutes.Availability([], Noon, At(6), missingIsBad: true));
    }

    [Property]
    public bool Availability_OfAnyLooks_HasAMinuteForEachThatWasLookedAt((byte Minute, bool IsGood)[] looks)
    {
        var hour = new AvailabilityHour { Feed = Orders, Start = Noon };
        foreach (var look in looks)
        {
            hour.See(At(look.Minute % 60), look.IsGood);
        }

        return ObjectiveMinutes.Availability(looks.Length == 0 ? [] : [hour], Noon, Noon.AddHours(1), missingIsBad: false)
            .SequenceEqual(looks.GroupBy(look => look.Minute % 60).OrderBy(g => g.Key).Select(g => new ObjectivePoint(At(g.Key), g.All(l => l.IsGood) ? 1 : 0, 1)));
    }

    [Property]
    public bool WholeBuckets_OfAnyTime_HoldNothingAboveIt(ushort milliseconds)
    {
        var seconds = milliseconds / 1000.0;
        var bucket = LatencyHistogram.WholeBucketsWithin(seconds);

        return (bucket < 0 || LatencyHistogram.UpperEnd(bucket) <= seconds * 1.0001) && LatencyHistogram.UpperEnd(bucket + 1) > seconds;
    }

    private static DateTimeOffset At(int minute) => Noon.AddMinutes(minute);

    private static string Text(IEnumerable<ObjectivePoint> points) => string.Concat(points.Select(point => point.Good));
}
