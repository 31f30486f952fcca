using Portal.Catalogue.Feeds;
using Portal.Web.Figures;

namespace Portal.Web.Features.Catalogue;

/// <summary>A feed in the list, with what was measured of it.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Figures">What was measured of it.</param>
public sealed record CatalogueRow(Feed Feed, FeedFigures Figures);
