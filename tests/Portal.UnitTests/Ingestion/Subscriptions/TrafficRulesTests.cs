using FsCheck.Xunit;
using Portal.Events.Entries;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class TrafficRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Of_EvenTraffic_IsTheTimeBetweenTheFirstAndTheLast() =>
        Assert.Equal(new PageDates(40, TimeSpan.FromSeconds(39 * 5), Noon, false), PageDates.Of(PageOf(Enumerable.Range(0, 40).Select(i => 5 * i))));

    [Fact]
    public void Of_AnOldEntryPinnedToTheTop_IsNotTakenForALongPage() =>
        Assert.Equal(TimeSpan.FromSeconds(15), PageDates.Of(PageOf([100_000_000, 0, 5, 10, 15])).Span!.Value + TimeSpan.FromSeconds(-5));

    [Fact]
    public void Of_EverythingStampedAlike_DoesNotTell() => Assert.Null(PageDates.Of(PageOf([0, 0, 0, 0])).Span);

    [Fact]
    public void Of_TwoEntries_DoesNotTell() => Assert.Null(PageDates.Of(PageOf([0, 5])).Span);

    [Fact]
    public void After_FirstPollOfABusyPage_IsWhatItsDatesSay() =>
        Assert.Equal(new PageTraffic(40, 3 * Minute), TrafficRules.After(null, Facts(Page(40, 3 * Minute), 40, elapsed: null), Noon));

    [Fact]
    public void After_FirstPollOfAQuietPage_CountsTheQuiet() =>
        Assert.Equal(
            new PageTraffic(40, 63 * Minute),
            TrafficRules.After(null, Facts(Page(40, 3 * Minute) with { Newest = Noon.AddHours(-1) }, 40, elapsed: null), Noon));

    [Fact]
    public void After_EverythingStampedAnew_BelievesWhatThePollsSaw() =>
        Assert.Equal(
            new PageTraffic(40, 100 * Minute),
            TrafficRules.After(null, Facts(Page(40, TimeSpan.FromSeconds(2)), 2, 5 * Minute), Noon));

    [Fact]
    public void After_OverrunPage_HoldsAtMostTheTimeBetweenThePolls() =>
        Assert.Equal(new PageTraffic(40, 5 * Minute), TrafficRules.After(null, Facts(Page(40, 900 * Minute), 40, 5 * Minute), Noon));

    [Fact]
    public void After_OldDatesOnNewEntries_BelievesWhatThePollsSaw() =>
        Assert.Equal(new PageTraffic(40, 10 * Minute), TrafficRules.After(null, Facts(Page(40, 9000 * Minute), 20, 5 * Minute), Noon));

    [Fact]
    public void After_CalmAfterARush_ReliesOnItByDoublings() =>
        Assert.Equal(
            new PageTraffic(40, 6 * Minute), TrafficRules.After(new PageTraffic(40, 3 * Minute), Facts(Page(40, 900 * Minute), 1, 5 * Minute), Noon));

    [Fact]
    public void After_NothingNew_StaysAsItWas() =>
        Assert.Equal(
            new PageTraffic(40, 3 * Minute), TrafficRules.After(new PageTraffic(40, 3 * Minute), Facts(Page(40, Minute), 0, 5 * Minute), Noon));

    [Fact]
    public void After_OlderPagesAreThere_NothingIsAtRisk() =>
        Assert.Null(TrafficRules.After(new PageTraffic(40, Minute), Facts(Page(40, Minute) with { LosesNothing = true }, 40, 5 * Minute), Noon));

    [Fact]
    public void HeldBy_WhileNothingComes_Grows() =>
        Assert.Equal(8 * Minute, TrafficRules.HeldBy(new PageTraffic(40, 3 * Minute), Noon - (5 * Minute), Noon));

    [Property]
    public bool After_AnyFacts_IsPositiveAndBounded(
        int before, int entries, ulong span, int added, long? elapsed, DateTime newest, DateTime now, bool pushed)
    {
        var page = new PageDates(entries & 0xFFFF, new TimeSpan((long)(span >> 1) + 1), new DateTimeOffset(newest.Ticks, TimeSpan.Zero), false);
        var known = before < 0 ? null : new PageTraffic(10, TimeSpan.FromSeconds(1 + before) < TrafficRules.MaxSpan ? TimeSpan.FromSeconds(1 + before) : TrafficRules.MaxSpan);
        TimeSpan? since = elapsed is { } ticks ? new TimeSpan((ticks & 0x0FFF_FFFF_FFFF_FFFF) + 1) : null;
        var moment = new DateTimeOffset(now.Ticks, TimeSpan.Zero);
        var traffic = TrafficRules.After(known, new TrafficFacts(page, added & 0xFFFF, since, pushed), moment);
        var held = TrafficRules.HeldBy(traffic, page.Newest, moment);
        return traffic is null
            ? held is null
            : traffic.Span > TimeSpan.Zero && traffic.Span <= TrafficRules.MaxSpan && held >= traffic.Span && held <= TrafficRules.MaxSpan;
    }

    private static TrafficFacts Facts(PageDates page, int added, TimeSpan? elapsed) => new(page, added, elapsed, false);

    private static PageDates Page(int entries, TimeSpan span) => new(entries, span, Noon, false);

    private static FeedPage PageOf(IEnumerable<int> secondsAgo) => new()
    {
        Source = new SourceDescription("Lines", null, null, null, null),
        Entries = [.. secondsAgo.Select((seconds, i) => new Entry { Id = $"{i}", Title = EntryText.Empty, Updated = Noon.AddSeconds(-seconds) })],
    };
}
