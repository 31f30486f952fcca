using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Web.Shared.Layout;

/// <summary>Addresses that differ from the page's in one query parameter, so that the view stays in the URL.</summary>
public static class QueryAddress
{
    /// <summary>The address with the parameter set, or without it when the value is null or empty.</summary>
    /// <param name="uri">The page's absolute address.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its new value.</param>
    public static string With(string uri, string name, string? value)
    {
        var address = new Uri(uri);
        var kept = QueryHelpers.ParseQuery(address.Query)
            .Where(pair => !string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => pair.Value, (pair, item) => KeyValuePair.Create(pair.Key, item));
        var all = string.IsNullOrEmpty(value) ? kept : kept.Append(KeyValuePair.Create<string, string?>(name, value));
        return QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), all);
    }
}
