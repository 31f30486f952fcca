using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Web.Frame;
using Portal.Web.Security;

namespace Portal.Web.Search;

/// <summary>Finds feeds, owners, domains, event types and contract fields, among what the reader may see.</summary>
internal sealed class PortalSearch(FeedRegistry feeds, ContractRegistry contracts, ICurrentActor current) : IPortalSearch
{
    public async Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        var actor = await current.GetAsync();
        var readable = await feeds.ListAsync(new FeedFilter(), actor, cancellationToken);
        var hits = readable
            .Where(new FeedFilter { Text = text }.Matches)
            .OrderBy(feed => Rank(feed, text))
            .Select(feed => new SearchHit("Feed", feed.Title, $"{feed.Domain} · {feed.Owner}", $"catalogue/{feed.Id}", Because(feed, text)))
            .Concat(Names("Owner", "owner", readable.Select(f => f.Owner), text))
            .Concat(Names("Domain", "domain", readable.Select(f => f.Domain), text))
            .Take(IPortalSearch.MaxHits)
            .ToList();
        foreach (var feed in readable)
        {
            if (hits.Count >= IPortalSearch.MaxHits)
            {
                break;
            }

            var versions = await contracts.ListAsync(feed.Id, actor, cancellationToken);
            hits.AddRange((versions.Value ?? []).DistinctBy(v => v.EventType)
                .SelectMany(version => Fields(feed, version, text))
                .Take(IPortalSearch.MaxHits - hits.Count));
        }

        return hits;
    }

    private IEnumerable<SearchHit> Fields(Feed feed, ContractVersion version, string text) => contracts.Compile(version).Properties
        .Where(p => Has(p.Name, text) || Has(p.Rule, text) || Has(p.Description, text))
        .Select(p => new SearchHit(
            "Field", p.Path, $"{feed.Title}, contract {version.Version}", $"catalogue/{feed.Id}?tab=contract", Has(p.Name, text) ? null : p.Rule));

    private static IEnumerable<SearchHit> Names(string kind, string filter, IEnumerable<string> names, string text) => names
        .Where(name => Has(name, text))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(name => new SearchHit(kind, name, null, $"catalogue?{filter}={Uri.EscapeDataString(name)}"));

    private static int Rank(Feed feed, string text) => feed.Id.Value.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 0
        : Has(feed.Title, text) ? 1
        : 2;

    private static string? Because(Feed feed, string text) => Has(feed.Title, text) || Has(feed.Id.Value, text) ? null
        : feed.Tags.FirstOrDefault(t => Has(t, text)) is { } tag ? $"tag {tag}"
        : Has(feed.Summary, text) ? "summary"
        : null;

    private static bool Has(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}

internal static class SearchServices
{
    public static IServiceCollection AddPortalSearch(this IServiceCollection services) => services.AddScoped<IPortalSearch, PortalSearch>();
}
