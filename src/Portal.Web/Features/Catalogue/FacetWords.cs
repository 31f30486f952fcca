using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Web.Shared.FeedParts;

namespace Portal.Web.Features.Catalogue;

/// <summary>Values of facets in words.</summary>
internal static class FacetWords
{
    public static string Of(Facet facet, string value) => (facet.Name, value) switch
    {
        ("state", _) => char.ToUpperInvariant(value[0]) + value[1..],
        ("classification", _) => Enum.TryParse<Classification>(value, ignoreCase: true, out var classification) ? ClassificationWords.Of(classification) : value,
        ("channel", "hosted") => "Published here",
        ("channel", "http") => "Followed",
        ("language", ContractLanguages.Xsd) => "XML Schema",
        ("language", ContractLanguages.JsonSchema) => "JSON Schema",
        ("language", Facet.None) => "No contract",
        _ => value,
    };
}
