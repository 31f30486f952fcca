using FsCheck.Xunit;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class PollRunsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_PollThatEndsAlike_IsOfTheSameRun()
    {
        var first = PollRuns.After(null, Poll(0) with { Took = TimeSpan.FromMilliseconds(30), Slowest = TimeSpan.FromMilliseconds(30), Bytes = 7 });

        var run = PollRuns.After(first, Poll(1) with { Took = TimeSpan.FromMilliseconds(10), Slowest = TimeSpan.FromMilliseconds(10), Bytes = 3 });

        Assert.Equal(
            new PollRun
            {
                Number = 1,
                First = Noon,
                Last = Noon.AddMinutes(1),
                Polls = 2,
                Outcome = PollOutcome.NotModified,
                Bytes = 10,
                Took = TimeSpan.FromMilliseconds(40),
                Slowest = TimeSpan.FromMilliseconds(30),
            },
            run);
    }

    [Fact]
    public void After_PollWithNews_IsARunOfItsOwn()
    {
        var first = PollRuns.After(null, Poll(0) with { Outcome = PollOutcome.Fetched, NewEntries = 1 });

        Assert.Equal((2L, 1), (PollRuns.After(first, Poll(1) with { Outcome = PollOutcome.Fetched, NewEntries = 1 }) is var second ? second.Number : 0, second.Polls));
    }

    [Theory]
    [InlineData(PollOutcome.Unreachable, null, null)]
    [InlineData(PollOutcome.NotModified, 200, null)]
    [InlineData(PollOutcome.NotModified, null, "Something")]
    public void After_PollThatEndsOtherwise_IsARunOfItsOwn(PollOutcome outcome, int? status, string? detail) =>
        Assert.Equal(2, PollRuns.After(PollRuns.After(null, Poll(0)), Poll(1) with { Outcome = outcome, HttpStatus = status, Detail = detail }).Number);

    [Fact]
    public void After_LongDetail_IsCutAndStillAlike()
    {
        var poll = Poll(0) with { Outcome = PollOutcome.Malformed, Detail = new string('x', 5000) };

        var run = PollRuns.After(PollRuns.After(null, poll), poll);

        Assert.Equal((400, 2), (run.Detail!.Length, run.Polls));
    }

    [Property]
    public void After_AnyPolls_LosesNone(bool[] finds)
    {
        List<PollRun> ended = [];
        PollRun? running = null;
        for (var minute = 0; minute < finds.Length; minute++)
        {
            var before = running;
            running = PollRuns.After(before, Poll(minute) with { NewEntries = finds[minute] ? 1 : 0, Outcome = finds[minute] ? PollOutcome.Fetched : PollOutcome.NotModified });
            if (before is not null && before.Number != running.Number)
            {
                ended.Insert(0, before);
            }
        }

        var all = PollRuns.With(ended, running);

        Assert.Equal((finds.Length, finds.Count(found => found)), (all.Sum(run => run.Polls), all.Sum(run => run.NewEntries)));
        Assert.Equal(all.OrderByDescending(run => run.Number), all);
    }

    private static PollRun Poll(int minute) => new()
    {
        Number = 0,
        First = Noon.AddMinutes(minute),
        Last = Noon.AddMinutes(minute),
        Outcome = PollOutcome.NotModified,
    };
}
