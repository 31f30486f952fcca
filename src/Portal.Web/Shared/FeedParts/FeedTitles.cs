using Portal.Catalogue.Feeds;

namespace Portal.Web.Shared.FeedParts;

/// <summary>Chosen feeds by the names that people know.</summary>
public static class FeedTitles
{
    /// <summary>The titles of the feeds with some ids; of a feed that is not known its id.</summary>
    public static string Of(IEnumerable<Feed> known, IEnumerable<string?>? ids) =>
        string.Join(", ", (ids ?? []).Select(id => known.FirstOrDefault(feed => feed.Id.Value == id)?.Title ?? id));
}
