using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Stores the entries of a followed feed together with the cursor that covers them.</summary>
internal sealed class CursorAppend(EntryIntake intake)
{
    /// <summary>
    /// Stores entries in batches, oldest first. The validators move with the last batch only, so that after a crash in
    /// between the document is read again; what is not certain is recorded with the first, or a crash would hide it.
    /// </summary>
    /// <returns>How many entries were new.</returns>
    public async Task<int> StoreAsync(
        FeedId feed, IReadOnlyList<Entry> oldestFirst, SubscriptionCursor before, SubscriptionCursor after, CancellationToken cancellationToken)
    {
        var meanwhile = before with { Continuity = after.Continuity, Unproven = PushedEntries.With(before.Unproven, after.Unproven ?? []) };
        var added = 0;
        var from = 0;
        do
        {
            var count = Math.Min(AppendBatch.MaxEntries, oldestFirst.Count - from);
            var isLast = from + count == oldestFirst.Count;
            var result = await intake.AcceptAsync(
                new IntakeBatch
                {
                    Feed = feed,
                    Entries = [.. oldestFirst.Skip(from).Take(count).Select(entry => new IncomingEntry(entry, EntrySize.Of(entry)))],
                    Duplicates = DuplicatePolicy.Revise,
                    Checkpoint = (isLast ? after : meanwhile).ToCheckpoint(feed),
                },
                cancellationToken);
            if (result is not { Outcome: IntakeOutcome.Stored, Append: { } append })
            {
                throw new InvalidOperationException($"The log refused entries of '{feed}' that were to be revised: {result.Outcome}.");
            }

            added += append.Entries.Count(entry => entry.Outcome == AppendOutcome.Appended);
            from += count;
        }
        while (from < oldestFirst.Count);

        return added;
    }
}
