using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.Storage.EventLog;

namespace Portal.UnitTests.Storage;

public sealed class AppendPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 30, TimeSpan.Zero);
    private static readonly Dictionary<EntryKey, KnownEntry> Nothing = [];

    [Fact]
    public void Add_NewEntries_GetThePositionsThatFollow()
    {
        var plan = new AppendPlan(10, Noon);

        var result = plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1"), ("b", "1")), Nothing);

        Assert.Equal(
            [new AppendedEntry("a", new EventPosition(11), AppendOutcome.Appended), new AppendedEntry("b", new EventPosition(12), AppendOutcome.Appended)],
            result.Entries);
        Assert.Equal((12L, 2L), (plan.Head, plan.Moves[1].NewEntries));
    }

    [Fact]
    public void Add_RefusingWithATakenId_StoresNothingOfTheBatch()
    {
        var plan = new AppendPlan(10, Noon);
        var known = new Dictionary<EntryKey, KnownEntry> { [EntryKey.Of("b")] = new(3, 1, 0) };

        var result = plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1"), ("b", "1")), known);

        Assert.False(result.Stored);
        Assert.Equal([AppendOutcome.Refused, AppendOutcome.Duplicate], result.Entries.Select(e => e.Outcome));
        Assert.Equal(new EventPosition(3), result.Entries[1].Position);
        Assert.Empty(plan.Rows);
        Assert.Equal(10, plan.Head);
    }

    [Fact]
    public void Add_RefusingWithAnIdTwiceInTheBatch_StoresNothing()
    {
        var plan = new AppendPlan(0, Noon);

        var result = plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1"), ("a", "2")), Nothing);

        Assert.Equal([AppendOutcome.Refused, AppendOutcome.Duplicate], result.Entries.Select(e => e.Outcome));
        Assert.Empty(plan.Rows);
    }

    [Fact]
    public void Add_IdTakenByABatchBeforeItInTheSameCommit_IsADuplicate()
    {
        var plan = new AppendPlan(0, Noon);
        plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1")), Nothing);

        var result = plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1")), Nothing);

        Assert.Equal([new AppendedEntry("a", new EventPosition(1), AppendOutcome.Duplicate)], result.Entries);
    }

    [Fact]
    public void Add_SameIdInAnotherFeed_IsNew()
    {
        var plan = new AppendPlan(0, Noon);
        plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1")), Nothing);

        Assert.True(plan.Add(2, Batch(DuplicatePolicy.Refuse, ("a", "1")), Nothing).Stored);
    }

    [Fact]
    public void Add_RevisingWithTheSameContent_StoresNothingNew()
    {
        var batch = Batch(DuplicatePolicy.Revise, ("a", "1"));
        var known = new Dictionary<EntryKey, KnownEntry> { [EntryKey.Of("a")] = new(7, 1, batch.Entries[0].Hash) };
        var plan = new AppendPlan(10, Noon);

        var result = plan.Add(1, batch, known);

        Assert.Equal([new AppendedEntry("a", new EventPosition(7), AppendOutcome.Unchanged)], result.Entries);
        Assert.Empty(plan.Rows);
    }

    [Fact]
    public void Add_RevisingWithChangedContent_ReplacesTheRevisionBefore()
    {
        var known = new Dictionary<EntryKey, KnownEntry> { [EntryKey.Of("a")] = new(7, 2, 12345) };
        var plan = new AppendPlan(10, Noon);

        var result = plan.Add(1, Batch(DuplicatePolicy.Revise, ("a", "new")), known);

        Assert.Equal([new AppendedEntry("a", new EventPosition(11), AppendOutcome.Revised)], result.Entries);
        Assert.Equal((3, 7L), (plan.Rows[0].Revision, plan.Rows[0].Replaces));
        Assert.Equal(0, plan.Moves[1].NewEntries);
    }

    [Fact]
    public void Add_CountsEachEntryInEveryResolution()
    {
        var plan = new AppendPlan(0, Noon);

        plan.Add(1, Batch(DuplicatePolicy.Refuse, ("a", "1"), ("b", "1")), Nothing);

        foreach (var resolution in Resolutions.All)
        {
            var counts = plan.Buckets[new BucketKey(1, resolution, resolution.Floor(Noon))];
            Assert.Equal((2L, 200L, 0L, 0L), (counts.Entries, counts.Bytes, counts.Invalid, counts.Errors));
        }

        Assert.Equal(6, plan.Latencies.Values.Sum());
    }

    [Fact]
    public void Add_WhatWasPublishedBeforeAnybodyLooked_HasNoLatency()
    {
        var plan = new AppendPlan(0, Noon);
        var batch = Batch(DuplicatePolicy.Refuse, ("a", "1"), ("b", "1"));
        var first = batch.Batch with { Entries = [batch.Batch.Entries[0] with { IsBacklog = true }, batch.Batch.Entries[1]] };

        plan.Add(1, batch with { Batch = first }, Nothing);

        Assert.Equal((3L, 6L), (plan.Latencies.Values.Sum(), plan.Buckets.Values.Sum(bucket => bucket.Entries)));
    }

    [Fact]
    public void Add_EntriesOfEventTypes_AreCountedByTypeAndLatency()
    {
        var plan = new AppendPlan(0, Noon);
        var batch = Batch(DuplicatePolicy.Refuse, ("a", "1"), ("b", "1"), ("c", "1"));
        NewEntry[] typed = [.. batch.Batch.Entries.Zip(["placed", "placed", null], (entry, type) =>
            type is null ? entry : entry with { Entry = entry.Entry with { Categories = [new Category(type), new Category("of no matter")] } })];

        plan.Add(1, batch with { Batch = batch.Batch with { Entries = typed } }, Nothing);

        var (key, counts) = Assert.Single(plan.Types);
        Assert.Equal(new TypeName(1, "placed", LatencyHistogram.BucketOf(1)), key);
        Assert.Equal((2L, 200L), (counts.Entries, counts.Bytes));
    }

    [Fact]
    public void Add_KeepsTheLastCheckpointOfAName()
    {
        var plan = new AppendPlan(0, Noon);
        plan.Add(1, WithCheckpoint("1"), Nothing);
        plan.Add(1, WithCheckpoint("2"), Nothing);

        Assert.Equal("2", plan.Checkpoints["c"]);
    }

    private static EncodedBatch WithCheckpoint(string state) =>
        new(new AppendBatch { Feed = FeedId.Parse("f"), Entries = [], Checkpoint = new Checkpoint("c", state) }, []);

    private static EncodedBatch Batch(DuplicatePolicy policy, params (string Id, string Title)[] entries)
    {
        var batch = new AppendBatch
        {
            Feed = FeedId.Parse("f"),
            Duplicates = policy,
            Entries = [.. entries.Select(e => new NewEntry(
                new Entry { Id = e.Id, Title = EntryText.Plain(e.Title), Published = Noon.AddSeconds(-1) }, ContractVerdict.Unchecked, 100))],
        };
        return new EncodedBatch(batch, [.. batch.Entries.Select(e => EntryCodec.Encode(e.Entry, e.Verdict))]);
    }
}
