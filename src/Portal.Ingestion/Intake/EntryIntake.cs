using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Ingestion.Intake;

/// <summary>The one way into the log: each entry is held against its contract, then the batch is stored.</summary>
public sealed class EntryIntake(IEventLog log, IContractGate contracts)
{
    /// <summary>Takes a batch in. Returns when what was stored is durable.</summary>
    public async Task<IntakeResult> AcceptAsync(IntakeBatch batch, CancellationToken cancellationToken = default)
    {
        var gate = await contracts.OpenAsync(batch.Feed, cancellationToken);
        var verdicts = new ContractVerdict[batch.Entries.Count];
        var refused = false;
        for (var i = 0; i < verdicts.Length; i++)
        {
            // A tombstone has no content that a contract could ask for.
            var entry = batch.Entries[i].Entry;
            var check = entry.IsTombstone ? GateCheck.NotNeeded : gate.Check(entry);
            verdicts[i] = check.Verdict;
            refused |= check.Rejects;
        }

        if (refused && batch.MayReject)
        {
            return new IntakeResult(IntakeOutcome.Invalid, verdicts, Append: null);
        }

        var append = await log.AppendAsync(
            new AppendBatch
            {
                Feed = batch.Feed,
                Entries = [.. batch.Entries.Select((incoming, i) => new NewEntry(incoming.Entry, verdicts[i], incoming.Size)
                {
                    Receipt = incoming.Receipt,
                    IsBacklog = (incoming.Entry.Published ?? incoming.Entry.Updated) < batch.LookedAtSince,
                })],
                Duplicates = batch.Duplicates,
                Replaces = batch.Replaces,
                Checkpoint = batch.Checkpoint,
            },
            cancellationToken);
        var outcome = append.Stored ? IntakeOutcome.Stored : batch.Replaces is null ? IntakeOutcome.Duplicate : IntakeOutcome.Stale;
        return new IntakeResult(outcome, verdicts, append);
    }
}
