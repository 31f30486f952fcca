using Portal.Events;

namespace Portal.Catalogue.Feeds;

/// <summary>Tells the rest of this process that a feed, its contracts or its life cycle changed.</summary>
public sealed class CatalogueChanges
{
    /// <summary>Raised after the change is durable. Handlers must not block.</summary>
    public event Action<FeedId>? Changed;

    /// <summary>Tells everybody.</summary>
    public void Tell(FeedId feed) => Changed?.Invoke(feed);
}
