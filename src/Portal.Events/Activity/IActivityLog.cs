namespace Portal.Events.Activity;

/// <summary>Something that happened in the portal itself, told as an entry of the feed <c>portal-activity</c>.</summary>
/// <param name="Kind">The event type, <c>domain.entity.action</c> in the past tense, for example <c>catalogue.feed.registered</c>.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Subject">The feed it is about; null when it is about none.</param>
/// <param name="Actor">Who did it; null when the portal did.</param>
/// <param name="Detail">More for people; null when the title says all.</param>
public sealed record ActivityEvent(string Kind, string Title, FeedId? Subject = null, string? Actor = null, string? Detail = null);

/// <summary>Takes down what happened in the portal.</summary>
public interface IActivityLog
{
    /// <summary>The portal's own feed.</summary>
    static FeedId Feed { get; } = FeedId.Parse("portal-activity");

    /// <summary>Stores the event; it is durable when this returns.</summary>
    ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default);
}
