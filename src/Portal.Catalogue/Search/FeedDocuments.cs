using Portal.Catalogue.Feeds;
using Portal.Contracts;

namespace Portal.Catalogue.Search;

/// <summary>A feed and its contracts as documents of the index. Pure.</summary>
public static class FeedDocuments
{
    /// <summary>The most fields of a feed's contracts; further ones are not found.</summary>
    public const int MaxFields = 2000;

    /// <summary>The feed, its event types and the fields of its contracts.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="eventTypes">The event types that its contracts are for.</param>
    /// <param name="properties">What its contracts declare.</param>
    public static IReadOnlyList<SearchDocument> Of(Feed feed, IEnumerable<string> eventTypes, IEnumerable<ContractProperty> properties)
    {
        var share = feed.State switch { LifeCycle.Retired => 0.5f, LifeCycle.Deprecated => 0.8f, LifeCycle.Proposed => 0.9f, _ => 1 };
        var types = feed.Details.EventTypes.Concat(eventTypes.Select(name => new FeedEventType(name, null))).DistinctBy(type => type.Name);
        return
        [
            OfFeed(feed) with { Share = share },
            .. types.Select(type => new SearchDocument(
                SearchKind.EventType, feed.Id, type.Name, [new("name", type.Name, 8), new("what has happened", type.Summary ?? "", 3)]) { Share = share }),
            .. properties.DistinctBy(property => property.Path).Take(MaxFields).Select(property => OfField(feed, property) with { Share = share }),
        ];
    }

    private static SearchDocument OfFeed(Feed feed)
    {
        var details = feed.Details;
        SearchField[] texts =
        [
            new("title", feed.Title, 10),
            new("id", feed.Id.Value, 9),
            new("tags", string.Join(", ", feed.Tags), 6),
            new("owner", feed.Owner, 5),
            new("domain", feed.Subdomain is null ? feed.Domain : $"{feed.Domain} › {feed.Subdomain}", 5),
            new("summary", feed.Summary, 3),
            new("producer", string.Join(", ", details.Producers.Select(party => party.Name)), 2.5f),
            new("consumer", string.Join(", ", details.Consumers.Select(party => party.Name)), 2),
            new("contact", string.Join(", ", details.Contacts.Select(contact => $"{contact.Name} {contact.Address}")), 1.5f),
            new("source", feed.Channel is FeedChannel.Http http ? http.Url : "", 1.5f),
            new("documentation", details.Documentation, 1),
        ];
        return new SearchDocument(SearchKind.Feed, feed.Id, feed.Title, [texts[0], .. texts[1..].Where(text => text.Text.Length > 0)]);
    }

    private static SearchDocument OfField(Feed feed, ContractProperty property) => new(
        SearchKind.Field, feed.Id, property.Name,
        [
            new("name", property.Name, 7),
            .. property.Rule.Length > 0 ? [new SearchField("values", property.Rule, 3.5f)] : Array.Empty<SearchField>(),
            .. property.Description is { Length: > 0 } text ? [new SearchField("description", text, 2)] : Array.Empty<SearchField>(),
        ])
    {
        Detail = property.Path,
    };
}
