using FsCheck.Xunit;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog;

namespace Portal.UnitTests.Storage;

/// <summary>What was committed a moment ago, read from memory: everything after a position, or nothing at all.</summary>
public sealed class RecentEntriesTests
{
    [Property]
    public bool ReadAfter_AnyCommits_IsAllThatCameAfterOrNotKnown(byte[] commits, byte from, byte limit)
    {
        var recent = new RecentEntries();
        List<long> all = [];
        var head = 0L;
        foreach (var size in commits)
        {
            var before = head;
            var positions = Enumerable.Range(1, 1 + (size % 5)).Select(i => before + (i * (1 + (size % 2)))).ToList();
            head = positions[^1];
            all.AddRange(positions);
            recent.Add(new Committed(before, head, [.. positions.Select(p => At(p, 1))]));
        }

        var most = 1 + (limit % 7);
        var expected = all.Where(position => position > from).Take(most).ToList();
        return (recent.ReadAfter(from, most) ?? []).Select(entry => entry.Position.Value).SequenceEqual(expected);
    }

    [Fact]
    public void ReadAfter_MoreThanIsKept_SaysThatItIsNotKnown()
    {
        var recent = new RecentEntries();
        for (var i = 0; i < 10_000; i++)
        {
            recent.Add(new Committed(i, i + 1, [At(i + 1, 1)]));
        }

        Assert.Null(recent.ReadAfter(5_999, 10));
        Assert.Equal(Enumerable.Range(6_001, 10).Select(i => (long)i), recent.ReadAfter(6_000, 10)!.Select(entry => entry.Position.Value));
        Assert.Null(recent.ReadAfter(10_000, 10));
    }

    [Fact]
    public void ReadAfter_MoreBytesThanAreKept_SaysThatItIsNotKnown()
    {
        var recent = new RecentEntries();
        for (var i = 0; i < 40; i++)
        {
            recent.Add(new Committed(i, i + 1, [At(i + 1, 1024 * 1024)]));
        }

        Assert.Null(recent.ReadAfter(23, 100));
        Assert.Equal(16, recent.ReadAfter(24, 100)!.Count);
    }

    [Fact]
    public void Add_AfterAnotherProcess_ForgetsWhatCameBefore()
    {
        var recent = new RecentEntries();
        recent.Add(new Committed(0, 1, [At(1, 1)]));
        recent.Add(new Committed(5, 6, [At(6, 1)]));

        Assert.Null(recent.ReadAfter(0, 10));
        Assert.Equal(6, Assert.Single(recent.ReadAfter(5, 10)!).Position.Value);
    }

    private static RecordedEntry At(long position, int size) => new()
    {
        Position = new EventPosition(position),
        Feed = FeedId.Parse("orders"),
        Entry = new Entry { Id = "urn:e:" + position, Title = EntryText.Plain("An entry") },
        Revision = 1,
        Received = DateTimeOffset.UnixEpoch,
        Size = size,
        Verdict = ContractVerdict.Unchecked,
    };
}
