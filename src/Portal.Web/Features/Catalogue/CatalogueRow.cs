using Portal.Catalogue.Feeds;
using Portal.Web.Catalogue;
using Portal.Web.Figures;

namespace Portal.Web.Features.Catalogue;

/// <summary>A feed in the list, with what was measured of it.</summary>
/// <param name="Found">The feed, and why it was found.</param>
/// <param name="Figures">What was measured of it.</param>
public sealed record CatalogueRow(FoundFeed Found, FeedFigures Figures)
{
    /// <summary>What to use instead, once it is deprecated; null when there is nothing that the reader may see.</summary>
    public Feed? Successor { get; init; }

    /// <summary>Whether the reader has marked it.</summary>
    public bool IsFavourite { get; init; }

    /// <summary>The feed.</summary>
    public Feed Feed => Found.Facts.Feed;
}
