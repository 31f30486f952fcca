using Portal.Events;
using Portal.Events.Log;

namespace Portal.FeedHost.Hub;

/// <summary>A subscriber as the feed's owner sees it.</summary>
/// <param name="Subscription">The subscription as it is now.</param>
/// <param name="DeadLetters">How many deliveries were set aside.</param>
/// <param name="Behind">How many entries wait for it, counted up to <see cref="HubDesk.MaxCounted"/>.</param>
public sealed record HubSubscriber(HubSubscription Subscription, int DeadLetters, int Behind);

/// <summary>The outcome of sending a dead letter again.</summary>
/// <param name="Delivered">Whether the subscriber took it.</param>
/// <param name="Problem">What went wrong; null when it was delivered.</param>
public sealed record HubResend(bool Delivered, string? Problem);

/// <summary>What a feed's owner can see of its subscribers and do about them. Whether the caller is the owner was decided before.</summary>
public interface IHubDesk
{
    /// <summary>The subscribers, active ones first, and those that ended in the last 30 days.</summary>
    Task<IReadOnlyList<HubSubscriber>> SubscribersAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>What could not be delivered, oldest first.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Sends a dead letter once more and waits for the outcome; null when there is none with this id.</summary>
    Task<HubResend?> ResendAsync(FeedId feed, string letter, CancellationToken cancellationToken = default);

    /// <summary>Ends a subscription; false when there is no active one with this id.</summary>
    Task<bool> EndAsync(FeedId feed, string subscription, string reason, CancellationToken cancellationToken = default);
}

/// <inheritdoc cref="IHubDesk"/>
internal sealed class HubDesk(HubOutboxParts parts, HubOutboxes outboxes, IEventLog log) : IHubDesk
{
    /// <summary>Beyond so many, entries that wait are not counted.</summary>
    public const int MaxCounted = 1000;

    public async Task<IReadOnlyList<HubSubscriber>> SubscribersAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var letters = (await parts.Store.DeadLettersAsync(feed, cancellationToken)).CountBy(letter => letter.Subscription).ToDictionary();
        List<HubSubscriber> subscribers = [];
        foreach (var stored in await parts.Store.OfFeedAsync(feed, cancellationToken))
        {
            var subscription = outboxes.Find(stored.Id) ?? stored;
            var behind = subscription.State == HubSubscriptionState.Active
                ? await CountAsync(feed, subscription.Progress.Position, cancellationToken)
                : 0;
            subscribers.Add(new HubSubscriber(subscription, letters.GetValueOrDefault(stored.Id), behind));
        }

        return subscribers;
    }

    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        parts.Store.DeadLettersAsync(feed, cancellationToken);

    public async Task<HubResend?> ResendAsync(FeedId feed, string letter, CancellationToken cancellationToken = default)
    {
        var found = (await parts.Store.DeadLettersAsync(feed, cancellationToken)).FirstOrDefault(l => l.Id == letter);
        if (found is null || (outboxes.Find(found.Subscription) ?? await parts.Store.FindAsync(found.Subscription, cancellationToken)) is not { } subscription)
        {
            return null;
        }

        if (await parts.Feeds.FindForAsync(feed, subscription.Terms.Subscriber, cancellationToken) is not { } hosted)
        {
            return new HubResend(false, "The subscriber may not read the feed any more.");
        }

        var topic = HubTopic.Parse(subscription.Topic);
        var entries = await EntriesAsync(found, topic, cancellationToken);
        var problem = entries.Count == 0 ? null : await SendAsync(hosted, subscription, topic, entries, cancellationToken);
        if (problem is null)
        {
            await parts.Store.RemoveDeadLetterAsync(found.Id, cancellationToken);
            return new HubResend(true, null);
        }

        await parts.Store.SaveDeadLetterAsync(
            found with { Attempts = found.Attempts + 1, LastAttempt = parts.Time.GetUtcNow(), Problem = problem }, cancellationToken);
        return new HubResend(false, problem);
    }

    public async Task<bool> EndAsync(FeedId feed, string subscription, string reason, CancellationToken cancellationToken = default)
    {
        if (outboxes.Find(subscription)?.Feed != feed)
        {
            return false;
        }

        await outboxes.EndAsync(subscription, reason, deny: true, cancellationToken);
        return true;
    }

    private async Task<int> CountAsync(FeedId feed, EventPosition after, CancellationToken cancellationToken) =>
        (await log.ReadAsync(new EventQuery { Feeds = [feed], From = after, Limit = MaxCounted }, cancellationToken)).Count;

    private async Task<IReadOnlyList<RecordedEntry>> EntriesAsync(DeadLetter letter, HubTopic topic, CancellationToken cancellationToken)
    {
        // Positions of one page of the tail: they fit in one read, revisions included.
        var range = new EventQuery
        {
            Feeds = [letter.Feed],
            From = new EventPosition(letter.After),
            Limit = EventQuery.MaxLimit,
            IncludeSuperseded = true,
        };
        var entries = await log.ReadAsync(range, cancellationToken);
        return [.. entries.Where(entry => entry.Position.Value <= letter.UpTo && (topic.Search?.Matches(entry.Entry.Categories) ?? true))];
    }

    private async Task<string?> SendAsync(
        HostedFeed feed, HubSubscription subscription, HubTopic topic, IReadOnlyList<RecordedEntry> entries, CancellationToken cancellationToken)
    {
        var ping = HubPing.Of(feed, subscription.Topic, topic.Addresses, entries);
        return (await parts.Calls.DeliverAsync(ping, subscription.Callback, parts.Secrets.Unprotect(subscription.Terms.Secret), cancellationToken)).Problem;
    }
}
