using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// Takes in a document that a hub pushed, as if it had been polled. One that does not reach down to what is known, as when it
/// holds the newest entry only, is stored all the same: the next poll, which then comes as soon as without a hub, shows
/// whether anything is missing.
/// </summary>
internal sealed class PushRefresh(IFeedPageReader reader, IEventLog log, SubscriptionCursors cursors, ISubscriptionStore store, TimeProvider time)
{
    private readonly PageJoin _join = new(log);
    private readonly Deletions _deletions = new(log);

    /// <summary>Takes a document in; for one feed never twice at a time, nor beside a poll.</summary>
    /// <param name="subscription">The subscription as it stands.</param>
    /// <param name="pushed">The document.</param>
    /// <param name="cancellationToken">Ends it; what was stored by then stays.</param>
    public async Task<RefreshResult> TakeAsync(Subscription subscription, FetchResult pushed, CancellationToken cancellationToken)
    {
        var before = await cursors.ReadAsync(subscription, cancellationToken);

        // From the same base as a poll, or what is relative would look like a revision each time that they take turns.
        var reading = reader.Read(pushed with { BaseAddress = before.BaseAddress ?? pushed.BaseAddress });
        var (report, isJoined) = reading.Page is { } page
            ? await StoreAsync(subscription, page, before, cancellationToken)
            : (new PollReport(StatusRules.OutcomeOf(reading.Problem), 0, null, reading.Problem), false);
        report = report with { Detail = reading.Detail };

        var status = StatusRules.AfterPush(subscription.Status, report.NewEntries, isJoined, time.GetUtcNow());
        if (status != subscription.Status)
        {
            await store.SaveStatusAsync(subscription.Feed, status, cancellationToken: cancellationToken);
        }

        return new RefreshResult(report, status);
    }

    private async Task<(PollReport Report, bool IsJoined)> StoreAsync(
        Subscription subscription, FeedPage page, SubscriptionCursor before, CancellationToken cancellationToken)
    {
        page = page with { Entries = RepeatedIds.Apply(page.Entries, before.Repeated) };
        var joining = await _join.JudgeAsync(subscription.Feed, page, before.Unproven ?? [], isFirst: true, cancellationToken);
        List<Entry> oldestFirst = [.. page.Entries.DistinctBy(entry => entry.Id, StringComparer.Ordinal).Reverse()];
        var ids = oldestFirst.Select(entry => entry.Id);
        var after = before with
        {
            Unproven = joining.IsJoined
                ? PushedEntries.Without(before.Unproven, ids)
                : PushedEntries.With(before.Unproven, ids.Where(id => !joining.Known.Contains(id))),
        };
        var entries = await _deletions.ApplyAsync(subscription.Feed, oldestFirst, page.Tombstones, time.GetUtcNow(), cancellationToken);
        var added = await cursors.StoreAsync(subscription.Feed, entries, before, after, cancellationToken);
        return (new PollReport(PollOutcome.Fetched, added, null), joining.IsJoined);
    }
}
