using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

/// <summary>The subscriptions that there should be, as the catalogue has them in the database.</summary>
public interface ISubscriptionStore
{
    /// <summary>All subscriptions, paused and gone ones too; those of retired feeds are not among them.</summary>
    ValueTask<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One subscription; null when the feed is retired, or does not follow anything.</summary>
    ValueTask<Subscription?> FindAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves where a subscription stands. Called once after each poll, for one feed never twice at a time;
    /// without effect when the subscription has gone meanwhile.
    /// </summary>
    /// <param name="feed">The feed.</param>
    /// <param name="status">Where it stands.</param>
    /// <param name="ended">The run of polls that has ended with it, for the history; null when none has.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask SaveStatusAsync(FeedId feed, SubscriptionStatus status, PollRun? ended = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves the same a moment later, without waiting for it: what a crash takes of it is that the source is polled a little
    /// earlier than it would have been.
    /// </summary>
    ValueTask NoteStatusAsync(FeedId feed, SubscriptionStatus status, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves what a source says of itself. Called when that has changed; without effect when the subscription
    /// has gone meanwhile.
    /// </summary>
    ValueTask SaveSourceAsync(FeedId feed, SourceDescription source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves that a subscription's source has moved; false, and without effect, when its address is not
    /// <paramref name="from"/> any more.
    /// </summary>
    ValueTask<bool> SaveAddressAsync(FeedId feed, string from, string to, CancellationToken cancellationToken = default);

    /// <summary>Saves that a subscription is paused, or no longer is; false when there is no such subscription.</summary>
    ValueTask<bool> SavePausedAsync(FeedId feed, bool paused, CancellationToken cancellationToken = default);
}

/// <summary>What a followed feed says of itself. Text as its publisher wrote it, never sanitised.</summary>
/// <param name="Format">The format in words, for example <c>Atom</c> or <c>RSS 2.0</c>.</param>
/// <param name="Id">The feed's own id; null when it has none.</param>
/// <param name="Title">The title; null when it has none.</param>
/// <param name="Subtitle">The subtitle or description; null when it has none.</param>
/// <param name="Link">The address of the page that the feed belongs to; null when not said.</param>
public sealed record SourceDescription(string Format, string? Id, string? Title, string? Subtitle, string? Link);
