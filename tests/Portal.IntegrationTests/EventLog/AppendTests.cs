using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.TestKit.Databases;

namespace Portal.IntegrationTests.EventLog;

public sealed class SqliteAppendTests() : AppendTests(NewSqlite);

public sealed class PostgresAppendTests(PostgresServer server) : AppendTests(server.CreateDatabaseAsync);

/// <summary>What becomes of a batch.</summary>
public abstract class AppendTests(Func<Task<ITestDatabase>> createDatabase) : EventLogTest(createDatabase)
{
    [Fact]
    public async Task Append_NewEntries_AreStoredInOrder()
    {
        var result = await Log.AppendAsync(Batch(Orders, New("a"), New("b")), Stop);

        Assert.Equal((true, Noon), (result.Stored, result.Received));
        Assert.Equal([Result("a", 1, AppendOutcome.Appended), Result("b", 2, AppendOutcome.Appended)], result.Entries);
        Assert.Equal("1:a 2:b", await ReadAsync(new EventQuery()));
    }

    [Fact]
    public async Task Append_WholeEntry_ComesBackAsItWas()
    {
        var entry = Entries.WithEverything("urn:x:1");
        var verdict = new ContractVerdict(Conformance.Invalid, "2.4.0", [new Violation("/total", 7, "is negative", "minimum"), new Violation("", null, "bad")]);
        await Log.AppendAsync(Batch(Orders, new NewEntry(entry, verdict, 1234)), Stop);

        var stored = Assert.Single(await Log.ReadAsync(new EventQuery(), Stop));

        Assert.Equivalent(entry, stored.Entry, strict: true);
        Assert.Equivalent(verdict, stored.Verdict, strict: true);
        Assert.Equal(entry.Published!.Value.Offset, stored.Entry.Published!.Value.Offset);
        Assert.Equal(
            (new EventPosition(1), Orders, Noon, 1, false, 1234),
            (stored.Position, stored.Feed, stored.Received, stored.Revision, stored.Superseded, stored.Size));
    }

    [Fact]
    public async Task Append_TakenId_RefusesTheWholeBatch()
    {
        await AppendAsync(Orders, "a");

        var result = await Log.AppendAsync(Batch(Orders, New("b"), New("a", "changed")), Stop);

        Assert.False(result.Stored);
        Assert.Equal([Result("b", 0, AppendOutcome.Refused), Result("a", 1, AppendOutcome.Duplicate)], result.Entries);
        Assert.Equal("1:a", await ReadAsync(new EventQuery { IncludeSuperseded = true }));
    }

    [Fact]
    public async Task Append_IdTwiceInTheBatch_RefusesTheWholeBatch()
    {
        var result = await Log.AppendAsync(Batch(Orders, New("a"), New("a")), Stop);

        Assert.Equal([Result("a", 0, AppendOutcome.Refused), Result("a", 0, AppendOutcome.Duplicate)], result.Entries);
        Assert.Equal("", await ReadAsync(new EventQuery()));
    }

    [Fact]
    public async Task Append_SameIdInAnotherFeed_IsStored()
    {
        await AppendAsync(Orders, "a");
        await AppendAsync(Invoices, "a");

        Assert.Equal("1:a 2:a", await ReadAsync(new EventQuery()));
    }

    [Fact]
    public async Task Append_ChangedContent_IsARevision()
    {
        await AppendAsync(Orders, "a", "b");

        var result = await Log.AppendAsync(Revising(Orders, New("a", "changed"), New("b"), New("c")), Stop);

        Assert.Equal(
            [Result("a", 3, AppendOutcome.Revised), Result("b", 2, AppendOutcome.Unchanged), Result("c", 4, AppendOutcome.Appended)], result.Entries);
        Assert.Equal("2:b 3:a 4:c", await ReadAsync(new EventQuery()));
        Assert.Equal("1:a! 2:b 3:a 4:c", await ReadAsync(new EventQuery { IncludeSuperseded = true }));
        var found = await Log.FindAsync(Orders, "a", Stop);
        Assert.Equal((new EventPosition(3), 2, "changed"), (found!.Position, found.Revision, found.Entry.Title.Value));
    }

    [Fact]
    public async Task Append_OnlyDatesOrVerdictChanged_IsUnchanged()
    {
        await Log.AppendAsync(Batch(Orders, New("a", published: Noon)), Stop);

        var result = await Log.AppendAsync(Revising(Orders, New("a", published: Noon.AddHours(1), conformance: Conformance.Valid)), Stop);

        Assert.Equal([Result("a", 1, AppendOutcome.Unchanged)], result.Entries);
    }

    [Fact]
    public async Task Append_SameIdRevisedWithinTheBatch_KeepsEachRevision()
    {
        var result = await Log.AppendAsync(Revising(Orders, New("a", "1"), New("a", "1"), New("a", "2"), New("a", "3")), Stop);

        Assert.Equal(
            [AppendOutcome.Appended, AppendOutcome.Unchanged, AppendOutcome.Revised, AppendOutcome.Revised], result.Entries.Select(e => e.Outcome));
        Assert.Equal("1:a! 2:a! 3:a", await ReadAsync(new EventQuery { IncludeSuperseded = true }));
        Assert.Equal([Result("a", 3, AppendOutcome.Unchanged)], (await Log.AppendAsync(Revising(Orders, New("a", "3")), Stop)).Entries);
    }

    [Fact]
    public async Task Append_SameIdFromManyCallersAtOnce_IsStoredOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Log.AppendAsync(Batch(Orders, New($"own-{i}"), New("shared")), Stop).AsTask()));

        var winner = Assert.Single(results, r => r.Stored);
        Assert.All(results.Where(r => !r.Stored), r => Assert.Equal(winner.Entries[1].Position, r.Entries[1].Position));
        Assert.Equal(2, (await Log.ReadAsync(new EventQuery(), Stop)).Count);
    }

    [Fact]
    public async Task Append_TooManyEntries_IsAnError()
    {
        var batch = Batch(Orders, [.. Enumerable.Range(0, AppendBatch.MaxEntries + 1).Select(i => New($"{i}"))]);

        await Assert.ThrowsAsync<ArgumentException>(async () => await Log.AppendAsync(batch, Stop));
    }

    [Fact]
    public async Task Append_WithCheckpoint_SavesItWithTheEntries()
    {
        await Log.AppendAsync(Batch(Orders, New("a")) with { Checkpoint = new Checkpoint("subscription:orders", "{\"n\":1}") }, Stop);
        await Log.AppendAsync(Batch(Orders) with { Checkpoint = new Checkpoint("subscription:orders", "{\"n\":2}") }, Stop);

        Assert.Equal(new Checkpoint("subscription:orders", "{\"n\":2}"), await Log.FindCheckpointAsync("subscription:orders", Stop));
        Assert.Null(await Log.FindCheckpointAsync("subscription:invoices", Stop));
    }

    [Fact]
    public async Task Append_RefusedBatch_LeavesItsCheckpoint()
    {
        await AppendAsync(Orders, "a");

        await Log.AppendAsync(Batch(Orders, New("a")) with { Checkpoint = new Checkpoint("x", "{}") }, Stop);

        Assert.Null(await Log.FindCheckpointAsync("x", Stop));
    }

    [Fact]
    public async Task Append_CancelledBefore_StoresNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Log.AppendAsync(Batch(Orders, New("a")), new CancellationToken(canceled: true)));

        Assert.Equal("", await ReadAsync(new EventQuery()));
    }
}
