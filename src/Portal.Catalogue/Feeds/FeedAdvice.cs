namespace Portal.Catalogue.Feeds;

/// <summary>What could be better in a feed's description, though nothing keeps anybody from it. Pure.</summary>
/// <param name="Field">The field.</param>
/// <param name="Message">What to do, in a sentence.</param>
public sealed record FeedAdvice(string Field, string Message)
{
    /// <summary>The advice on a feed.</summary>
    public static IReadOnlyList<FeedAdvice> Of(Feed feed) =>
        [.. feed.Details.EventTypes
            .Select((type, i) => (At: $"eventTypes[{i}].name", Advice: EventTypeName.Advice(type.Name, feed.Domain)))
            .Where(found => found.Advice is not null)
            .Select(found => new FeedAdvice(found.At, found.Advice!))];
}
