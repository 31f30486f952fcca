using Portal.Events;

namespace Portal.FeedHost.Hub;

/// <summary>Where the hub keeps what must outlive it.</summary>
public interface IHubStore
{
    /// <summary>Keeps a request until it is confirmed or given up.</summary>
    Task AddIntentAsync(HubIntent intent, CancellationToken cancellationToken = default);

    /// <summary>The requests to be confirmed, oldest first.</summary>
    Task<IReadOnlyList<HubIntent>> IntentsAsync(CancellationToken cancellationToken = default);

    /// <summary>How many requests of a principal are to be confirmed.</summary>
    Task<int> CountIntentsAsync(string subscriber, CancellationToken cancellationToken = default);

    /// <summary>Saves when a request is to be confirmed next.</summary>
    Task SaveIntentAsync(HubIntent intent, CancellationToken cancellationToken = default);

    /// <summary>Forgets a request.</summary>
    Task RemoveIntentAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A subscription, active or ended; null when there is none with this id.</summary>
    Task<HubSubscription?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The active subscriptions of all feeds.</summary>
    Task<IReadOnlyList<HubSubscription>> ActiveAsync(CancellationToken cancellationToken = default);

    /// <summary>The subscriptions of a feed, active ones first.</summary>
    Task<IReadOnlyList<HubSubscription>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Keeps a confirmed subscription in place of an earlier one with its id, and forgets the request.</summary>
    Task ConfirmAsync(HubSubscription subscription, string intent, CancellationToken cancellationToken = default);

    /// <summary>Marks a subscription as ended; nothing happens when it has gone.</summary>
    Task EndAsync(HubSubscription subscription, CancellationToken cancellationToken = default);

    /// <summary>Saves how far deliveries are, by subscription.</summary>
    Task SaveProgressAsync(IReadOnlyDictionary<string, HubProgress> progress, CancellationToken cancellationToken = default);

    /// <summary>Forgets subscriptions, with their dead letters, that ended before a time.</summary>
    Task RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Sets entries aside and saves that the deliveries went past them, both or neither.</summary>
    Task AddDeadLetterAsync(DeadLetter letter, HubProgress progress, CancellationToken cancellationToken = default);

    /// <summary>The dead letters of a feed, oldest first, at most 1,000.</summary>
    Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Saves a further attempt.</summary>
    Task SaveDeadLetterAsync(DeadLetter letter, CancellationToken cancellationToken = default);

    /// <summary>Forgets a dead letter that was delivered.</summary>
    Task RemoveDeadLetterAsync(string id, CancellationToken cancellationToken = default);
}
