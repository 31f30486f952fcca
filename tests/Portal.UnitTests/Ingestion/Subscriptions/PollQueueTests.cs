using FsCheck.Xunit;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class PollQueueTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_NotDue_GivesNothing()
    {
        var queue = new PollQueue(16, 4);
        queue.Schedule(Feed("a"), "h", Now.AddSeconds(1));

        Assert.Empty(queue.Take(Now));
        Assert.Equal(Now.AddSeconds(1), queue.NextDue);
    }

    [Fact]
    public void Take_Due_GivesEachOnceInOrder()
    {
        var queue = new PollQueue(16, 4);
        queue.Schedule(Feed("late"), "h", Now);
        queue.Schedule(Feed("early"), "h", Now.AddSeconds(-1));

        Assert.Equal([Feed("early"), Feed("late")], queue.Take(Now));
        Assert.Empty(queue.Take(Now));
    }

    [Fact]
    public void Take_HostIsFull_LetsOthersPass()
    {
        var queue = new PollQueue(3, 2);
        foreach (var name in new[] { "a1", "a2", "a3", "a4", "b1" })
        {
            queue.Schedule(Feed(name), name[..1], Now);
        }

        var first = queue.Take(Now);
        queue.Finished(first[0]);

        Assert.Equal([Feed("a1"), Feed("b1"), Feed("a2")], first);
        Assert.Equal([Feed("a3")], queue.Take(Now));
    }

    [Fact]
    public void Take_HostWithAPause_GivesOneOfItsFeedsAtATimeAndOthersAtOnce()
    {
        var queue = new PollQueue(9, 4, TimeSpan.FromSeconds(1));
        foreach (var name in new[] { "a1", "a2", "a3", "b1" })
        {
            queue.Schedule(Feed(name), name[..1], Now);
        }

        Assert.Equal([Feed("a1"), Feed("b1")], queue.Take(Now));
        Assert.Equal(Now.AddSeconds(1), queue.NextDue);
        Assert.Empty(queue.Take(Now.AddSeconds(0.9)));
        Assert.Equal([Feed("a2")], queue.Take(Now.AddSeconds(1)));
        Assert.Equal(Now.AddSeconds(2), queue.NextDue);
        Assert.Equal([Feed("a3")], queue.Take(Now.AddSeconds(2)));
        Assert.Null(queue.NextDue);
    }

    [Fact]
    public void Take_ClockSetBackWithinAPause_DoesNotWaitForIt()
    {
        var queue = new PollQueue(9, 4, TimeSpan.FromSeconds(1));
        queue.Schedule(Feed("a1"), "a", Now);
        queue.Schedule(Feed("a2"), "a", Now.AddDays(-2));
        queue.Take(Now);

        Assert.Equal([Feed("a1")], queue.Take(Now.AddDays(-1)));
    }

    [Fact]
    public void Take_PollFinishedWithinThePause_PausesAllTheSame()
    {
        var queue = new PollQueue(9, 4, TimeSpan.FromSeconds(1));
        queue.Schedule(Feed("a1"), "a", Now);
        queue.Take(Now);
        queue.Finished(Feed("a1"));
        queue.Schedule(Feed("a2"), "a", Now);

        Assert.Empty(queue.Take(Now));
        Assert.Equal([Feed("a2")], queue.Take(Now.AddSeconds(1)));
    }

    [Fact]
    public void Schedule_WhilePolled_IsTakenAfterwardsOnly()
    {
        var queue = new PollQueue(16, 4);
        queue.Schedule(Feed("a"), "h", Now);
        queue.Take(Now);
        queue.Schedule(Feed("a"), "h", Now);

        Assert.Empty(queue.Take(Now));
        queue.Finished(Feed("a"));
        Assert.Equal([Feed("a")], queue.Take(Now));
    }

    [Fact]
    public void Schedule_WhileWaitingForAPlace_Postpones()
    {
        var queue = new PollQueue(1, 1);
        queue.Schedule(Feed("a"), "h", Now.AddSeconds(-1));
        queue.Schedule(Feed("b"), "h", Now);
        queue.Take(Now);
        queue.Schedule(Feed("b"), "h", Now.AddMinutes(1));
        queue.Finished(Feed("a"));

        Assert.Empty(queue.Take(Now));
        Assert.Equal([Feed("b")], queue.Take(Now.AddMinutes(1)));
    }

    [Fact]
    public void Remove_WaitingOrPolled_IsNotTakenAgain()
    {
        var queue = new PollQueue(1, 1);
        queue.Schedule(Feed("a"), "h", Now.AddSeconds(-1));
        queue.Schedule(Feed("b"), "h", Now);
        queue.Take(Now);
        queue.Schedule(Feed("a"), "h", Now);
        queue.Remove(Feed("a"));
        queue.Remove(Feed("b"));
        queue.Finished(Feed("a"));

        Assert.Empty(queue.Take(Now.AddDays(1)));
        Assert.Null(queue.NextDue);
    }

    /// <summary>Any sequence of calls keeps the bounds, never polls a feed twice at a time, and starves nobody.</summary>
    [Property(MaxTest = 300)]
    public bool Queue_AnySequence_KeepsItsBounds(byte[] steps)
    {
        var queue = new PollQueue(5, 2);
        HashSet<FeedId> wanted = [];
        List<FeedId> running = [];
        foreach (var step in steps)
        {
            var feed = Feed($"f{step % 8}");
            switch (step / 64)
            {
                case 0:
                    queue.Schedule(feed, HostOf(feed), Now);
                    wanted.Add(feed);
                    break;
                case 1:
                    queue.Remove(feed);
                    wanted.Remove(feed);
                    break;
                case 2 when running.Count > 0:
                    queue.Finished(running[0]);
                    running.RemoveAt(0);
                    break;
                default:
                    if (!TakeAll())
                    {
                        return false;
                    }

                    break;
            }
        }

        while (running.Count > 0 || wanted.Count > 0)
        {
            if (!TakeAll() || running.Count == 0)
            {
                return false;
            }

            queue.Finished(running[0]);
            running.RemoveAt(0);
        }

        return queue.NextDue is null;

        bool TakeAll()
        {
            foreach (var taken in queue.Take(Now))
            {
                if (running.Contains(taken) || !wanted.Remove(taken))
                {
                    return false;
                }

                running.Add(taken);
            }

            return running.Count <= 5 && running.CountBy(HostOf).All(host => host.Value <= 2);
        }

        static string HostOf(FeedId feed) => feed.Value[1] % 2 == 0 ? "even" : "odd";
    }

    private static FeedId Feed(string name) => FeedId.Parse(name);
}
