using FsCheck.Xunit;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class ContinuityRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Unbroken_FirstPoll_IsCompleteSinceThen() =>
        Assert.Equal(new Continuity(Noon, []), ContinuityRules.Unbroken(Continuity.Unknown, Noon));

    [Fact]
    public void Unbroken_LaterPoll_ChangesNothing()
    {
        var before = new Continuity(Noon, []);

        Assert.Same(before, ContinuityRules.Unbroken(before, Noon.AddHours(1)));
    }

    [Fact]
    public void Broken_DatedEntries_EstimatesFromTheirRate()
    {
        // 5 entries within 4 minutes, the oldest of them 10 minutes after the last poll.
        var polled = Noon.AddMinutes(15);
        DateTimeOffset[] dates = [.. Enumerable.Range(10, 5).Select(minute => Noon.AddMinutes(minute))];

        var after = ContinuityRules.Broken(new Continuity(Noon.AddHours(-1), []), new PageFacts(polled, Noon, dates, 5, null));

        var gap = new Gap(
            "gap-20260301T120000.000Z", Noon, Noon.AddMinutes(10), 10, GapStatus.Open, null, 5, TimeSpan.FromMinutes(4))
        {
            FoundAt = polled,
        };
        Assert.Equal(new Continuity(Noon.AddMinutes(10), [gap]) { FollowedSince = Noon.AddHours(-1) }, after);
    }

    [Fact]
    public void Broken_DatesOutsideThePolls_EndsWithThePollAndDoesNotGuess()
    {
        var polled = Noon.AddMinutes(15);

        var after = ContinuityRules.Broken(
            new Continuity(Noon, []), new PageFacts(polled, Noon, [Noon.AddYears(-1)], 1, "https://example.org/2"));

        var gap = new Gap("gap-20260301T120000.000Z", Noon, polled, null, GapStatus.Open, "https://example.org/2", 1, null) { FoundAt = polled };
        Assert.Equal(new Continuity(polled, [gap]), after);
    }

    [Fact]
    public void Broken_SameGapAgain_IsRecordedOnce()
    {
        var page = new PageFacts(Noon.AddMinutes(1), Noon, [], 3, null);

        var once = ContinuityRules.Broken(new Continuity(Noon, []), page);

        Assert.Equal(once, ContinuityRules.Broken(once, page));
    }

    [Fact]
    public void Broken_PageOfOneEntryEachTime_IsOneGapThatGrows()
    {
        var once = ContinuityRules.Broken(new Continuity(Noon, []), Single(1));
        var later = ContinuityRules.Broken(ContinuityRules.Broken(once, Single(2)), Single(9));

        Assert.Equal(new Continuity(Noon.AddMinutes(9), [once.Gaps[0] with { To = Noon.AddMinutes(9), FoundAt = Noon.AddMinutes(9) }]), later);
    }

    [Fact]
    public void Broken_PageOfOneEntryAfterOneOfSeveralOrAClosedGap_IsAGapOfItsOwn()
    {
        var several = ContinuityRules.Broken(new Continuity(Noon, []), Single(1) with { Entries = 2 });
        var single = ContinuityRules.Broken(several, Single(2));
        var closed = single with { Gaps = [.. single.Gaps.Select(gap => gap with { Status = GapStatus.BackFilled })] };

        Assert.Equal((2, 3), (single.Gaps.Count, ContinuityRules.Broken(closed, Single(3)).Gaps.Count));
        Assert.Equal(3, ContinuityRules.Broken(single, Single(3) with { Entries = 2 }).Gaps.Count);
        Assert.Equal(3, ContinuityRules.Broken(single, Single(3) with { OlderPage = "http://source.example/?2" }).Gaps.Count);
    }

    [Property]
    public bool Broken_AgainAndAgain_StaysBoundedAndCoversEverything(byte times)
    {
        var continuity = new Continuity(Noon, []);
        for (var i = 0; i < times; i++)
        {
            continuity = ContinuityRules.Broken(
                continuity, new PageFacts(Noon.AddMinutes(i + 1), Noon.AddMinutes(i), [], 2, null));
        }

        return continuity.Gaps.Count == Math.Min((int)times, ContinuityRules.MaxGaps)
            && (times == 0 || (continuity.Gaps[0].From == Noon && continuity.Gaps[^1].To == Noon.AddMinutes(times)))
            && continuity.Gaps.Zip(continuity.Gaps.Skip(1)).All(pair => pair.First.To == pair.Second.From);
    }

    private static PageFacts Single(int minute) => new(Noon.AddMinutes(minute), Noon.AddMinutes(minute - 1), [], 1, null);

    [Fact]
    public void With_LastGapBackFilled_IsCompleteSinceTheOneBefore()
    {
        Gap[] gaps = [GapAt(1), GapAt(3), GapAt(5)];
        var before = new Continuity(Noon.AddHours(6), gaps) { FollowedSince = Noon };

        var after = ContinuityRules.With(before, gaps[2] with { Status = GapStatus.BackFilled });
        after = ContinuityRules.With(after, gaps[0] with { Status = GapStatus.BackFilled });

        Assert.Equal(Noon.AddHours(4), after.CompleteSince);
        Assert.Equal(Noon, ContinuityRules.With(after, gaps[1] with { Status = GapStatus.BackFilled }).CompleteSince);
        Assert.Equal(Noon.AddHours(4), ContinuityRules.With(after, gaps[1] with { Status = GapStatus.Accepted }).CompleteSince);
    }

    [Fact]
    public void Broken_ManyGaps_ForgetsABackFilledOneFirst()
    {
        List<Gap> gaps = [.. Enumerable.Range(0, ContinuityRules.MaxGaps).Select(GapAt)];
        gaps[7] = gaps[7] with { Status = GapStatus.BackFilled };

        var after = ContinuityRules.Broken(new Continuity(Noon, gaps), new PageFacts(Noon.AddDays(9), Noon.AddDays(8), [], 3, null));

        Assert.Equal(gaps.Where(gap => gap != gaps[7]), after.Gaps.SkipLast(1));
    }

    private static Gap GapAt(int hour) => new($"gap-{hour}", Noon.AddHours(hour), Noon.AddHours(hour + 1), 3, GapStatus.Open);
}
