using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;
using Portal.UnitTests.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Intake;

public sealed class EntryIntakeTests
{
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly ContractVerdict Bad = new(Conformance.Invalid, "1.0.0", [new Violation("/amount", 1, "Too little.")]);

    private readonly FakeLog _log = new();

    [Fact]
    public async Task Accept_ValidBatch_StoresEntriesWithVerdictsAndCheckpoint()
    {
        var checkpoint = new Checkpoint("subscription:orders", "{}");

        var result = await AcceptAsync(new Gate(Bad, Rejects: false), Batch("a", "b") with { Checkpoint = checkpoint });

        Assert.Equal(IntakeOutcome.Stored, result.Outcome);
        var stored = Assert.Single(_log.Batches);
        Assert.Equal(["a", "b"], stored.Entries.Select(entry => entry.Entry.Id));
        Assert.All(stored.Entries, entry => Assert.Equal((Bad, 7), (entry.Verdict, entry.Size)));
        Assert.Same(checkpoint, stored.Checkpoint);
    }

    [Fact]
    public async Task Accept_WhatIsOlderThanTheFirstLook_IsBacklog()
    {
        var look = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Entry[] entries =
        [
            new() { Id = "old", Published = look.AddHours(-1) }, new() { Id = "updated", Updated = look.AddHours(-1) },
            new() { Id = "new", Published = look.AddSeconds(1), Updated = look.AddHours(-1) }, new() { Id = "undated" },
        ];

        await AcceptAsync(new Gate(Bad, Rejects: false), Batch() with { Entries = [.. entries.Select(entry => new IncomingEntry(entry, 7))], LookedAtSince = look });

        Assert.Equal(["old", "updated"], Assert.Single(_log.Batches).Entries.Where(entry => entry.IsBacklog).Select(entry => entry.Entry.Id));
    }

    [Fact]
    public async Task Accept_RejectedByContract_StoresNothingAndGivesEveryVerdict()
    {
        var result = await AcceptAsync(new Gate(Bad, Rejects: true), Batch("a", "b") with { MayReject = true });

        Assert.Equal((IntakeOutcome.Invalid, null), (result.Outcome, result.Append));
        Assert.Equal([Bad, Bad], result.Verdicts);
        Assert.Empty(_log.Batches);
    }

    [Fact]
    public async Task Accept_RejectingContractOnAFollowedFeed_FlagsOnly() =>
        Assert.Equal(IntakeOutcome.Stored, (await AcceptAsync(new Gate(Bad, Rejects: true), Batch("a"))).Outcome);

    [Theory]
    [InlineData("application/json", "good", true)]
    [InlineData("text", "good", true)]
    [InlineData("application/problem+json; charset=utf-8", "good", true)]
    [InlineData("application/json", "bad", false)]
    [InlineData("application/xml", "good", false)]
    [InlineData("html", "good", false)]
    [InlineData("application/json", null, false)]
    public void Payload_AgainstAContract_IsJudgedByTypeThenContent(string type, string? value, bool isValid) =>
        Assert.Equal(isValid, PayloadCheck.Validate(new EntryContent(type, value), new JsonContract()).Count == 0);

    [Fact]
    public async Task Gate_FeedWithoutContracts_ChecksNothing()
    {
        var gate = await new ContractGate(new Contracts([]), new CompiledContracts()).OpenAsync(Feed, TestContext.Current.CancellationToken);

        Assert.Equal(new GateCheck(ContractVerdict.Unchecked, false), gate.Check(new Entry { Id = "a" }));
    }

    [Fact]
    public async Task Gate_ContractOfAnotherEventType_DoesNotApply()
    {
        var contract = new CurrentContract(Guid.Empty, "1.0.0", "placed", new ContractSource("json-schema", "{}", [], []), Rejects: true);
        var gate = await new ContractGate(new Contracts([contract]), new CompiledContracts()).OpenAsync(Feed, TestContext.Current.CancellationToken);

        Assert.Equal(
            new GateCheck(ContractVerdict.Unchecked, false), gate.Check(new Entry { Id = "a", Categories = [new Category("shipped")] }));
    }

    private static IntakeBatch Batch(params string[] ids) => new()
    {
        Feed = Feed,
        Entries = [.. ids.Select(id => new IncomingEntry(new Entry { Id = id }, 7))],
        Duplicates = DuplicatePolicy.Revise,
    };

    private Task<IntakeResult> AcceptAsync(Gate gate, IntakeBatch batch) =>
        new EntryIntake(_log, gate).AcceptAsync(batch, TestContext.Current.CancellationToken);

    private sealed record Gate(ContractVerdict Verdict, bool Rejects) : IContractGate, IFeedGate
    {
        public ValueTask<IFeedGate> OpenAsync(FeedId feed, CancellationToken cancellationToken = default) => ValueTask.FromResult<IFeedGate>(this);

        public GateCheck Check(Entry entry) => new(Verdict, Rejects);
    }

    private sealed class Contracts(IReadOnlyList<CurrentContract> contracts) : ICurrentContracts
    {
        public ValueTask<IReadOnlyList<CurrentContract>> ForFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(contracts);
    }

    private sealed class JsonContract : ICompiledContract
    {
        public string PayloadType => "application/json";

        public IReadOnlyList<ContractProperty> Properties => [];

        public IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> payload) =>
            payload.Span.SequenceEqual("good"u8) ? [] : [new Violation("", null, "Not good.")];

        public ContractSample? Sample(SampleSeed seed) => null;
    }
}
