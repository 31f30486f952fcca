using System.Collections.Concurrent;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// How far each subscription has read, and what is stored with it. A cursor is read once and then kept, one for each feed that
/// is followed here: whoever follows a feed is the only one to move it.
/// </summary>
internal sealed class SubscriptionCursors(IEventLog log, EntryIntake intake)
{
    private readonly ConcurrentDictionary<FeedId, SubscriptionCursor> _known = [];

    /// <summary>The cursor of a subscription for the address that it has now.</summary>
    public async ValueTask<SubscriptionCursor> ReadAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(subscription.Feed, out var cursor))
        {
            cursor = SubscriptionCursor.Read(await log.FindCheckpointAsync(SubscriptionCursor.NameOf(subscription.Feed), cancellationToken));
            _known[subscription.Feed] = cursor;
        }

        return cursor.At(subscription.Url);
    }

    /// <summary>The feed is not followed here any more: from here on others may move its cursor.</summary>
    public void Forget(FeedId feed) => _known.TryRemove(feed, out _);

    /// <summary>
    /// Stores the entries of a followed feed together with the cursor that covers them, in batches, oldest first. The validators move with the last batch only, so that after a crash in
    /// between the document is read again; what is not certain is recorded with the first, or a crash would hide it.
    /// </summary>
    /// <returns>How many entries were new.</returns>
    public async Task<int> StoreAsync(
        FeedId feed, IReadOnlyList<Entry> oldestFirst, SubscriptionCursor before, SubscriptionCursor after, CancellationToken cancellationToken)
    {
        // Unless all of it is stored: then it is not certain how far it came.
        Forget(feed);
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
                    LookedAtSince = after.Continuity.FollowedSince,
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

        _known[feed] = after;
        return added;
    }
}
