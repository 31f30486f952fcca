using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.UnitTests.Monitoring;

public sealed class EntryRingTests
{
    private static readonly FeedId A = FeedId.Parse("a");
    private static readonly FeedId B = FeedId.Parse("b");

    [Fact]
    public void ReadAfter_WithinReach_GivesWhatFollows()
    {
        var ring = Ring(capacity: 10, At(1, A), At(2, B), At(3, A));

        var page = ring.ReadAfter(null, new EventPosition(1), 10)!;

        Assert.Equal([2L, 3L], page.Entries.Select(e => e.Position.Value));
        Assert.Equal((new EventPosition(3), false), (page.Position, page.HasMore));
    }

    [Fact]
    public void ReadAfter_BeforeWhatTheRingHolds_IsTheLogsBusiness()
    {
        var ring = Ring(capacity: 2, At(1, A), At(2, A), At(3, A));

        Assert.Null(ring.ReadAfter(null, EventPosition.Start, 10));
        Assert.Equal([2L, 3L], ring.ReadAfter(null, new EventPosition(1), 10)!.Entries.Select(e => e.Position.Value));
    }

    [Fact]
    public void ReadAfter_OneFeed_MovesOnPastTheOthers()
    {
        var ring = Ring(capacity: 10, At(1, A), At(2, B), At(3, B));

        var page = ring.ReadAfter(new HashSet<FeedId> { A }, new EventPosition(1), 10)!;

        Assert.Empty(page.Entries);
        Assert.Equal(new EventPosition(3), page.Position);
    }

    [Fact]
    public void ReadAfter_MoreThanTheLimit_SaysSoAndSkipsNothing()
    {
        var ring = Ring(capacity: 10, At(1, A), At(2, A), At(3, A));

        var first = ring.ReadAfter(null, EventPosition.Start, 2)!;
        var second = ring.ReadAfter(null, first.Position, 2)!;

        Assert.True(first.HasMore);
        Assert.Equal([1L, 2L, 3L], first.Entries.Concat(second.Entries).Select(e => e.Position.Value));
        Assert.False(second.HasMore);
    }

    private static EntryRing Ring(int capacity, params RecordedEntry[] entries)
    {
        var ring = new EntryRing(capacity);
        ring.StartAt(EventPosition.Start);
        ring.Add(entries);
        return ring;
    }

    private static RecordedEntry At(long position, FeedId feed) => new()
    {
        Position = new EventPosition(position),
        Feed = feed,
        Entry = new Entry { Id = $"urn:{position}" },
        Received = DateTimeOffset.UnixEpoch,
    };
}
