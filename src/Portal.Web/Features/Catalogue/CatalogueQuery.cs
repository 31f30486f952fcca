using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Catalogue.Feeds;
using Portal.Web.Catalogue;

namespace Portal.Web.Features.Catalogue;

/// <summary>What the catalogue's address says: words, facets, order, view and page.</summary>
public sealed class CatalogueQuery
{
    /// <summary>How many feeds stand on a page.</summary>
    public const int PageSize = 48;

    private CatalogueQuery(IReadOnlyDictionary<string, string> values)
    {
        Text = values.GetValueOrDefault("q") ?? "";
        Choice = new FacetChoice(name => values.GetValueOrDefault(name));
        Order = Enum.TryParse<CatalogueOrder>(values.GetValueOrDefault("sort"), ignoreCase: true, out var order) ? order : CatalogueOrder.Fit;
        Cards = values.GetValueOrDefault("view") == "cards";
        OnlyFavourites = values.GetValueOrDefault("mine") == "favourites";
        Page = int.TryParse(values.GetValueOrDefault("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1;
    }

    /// <summary>The words.</summary>
    public string Text { get; }

    /// <summary>The facets.</summary>
    public FacetChoice Choice { get; }

    /// <summary>The order.</summary>
    public CatalogueOrder Order { get; }

    /// <summary>Whether feeds are shown as cards.</summary>
    public bool Cards { get; }

    /// <summary>Only the favourites of the reader.</summary>
    public bool OnlyFavourites { get; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; }

    /// <summary>Whether anything keeps feeds out.</summary>
    public bool Narrows => Text.Length > 0 || Choice.Any || OnlyFavourites;

    /// <summary>What an address says.</summary>
    public static CatalogueQuery Of(string uri) => new(QueryHelpers.ParseQuery(new Uri(uri).Query)
        .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase));
}
