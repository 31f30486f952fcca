using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Domains;

/// <summary>A domain of the taxonomy with its parts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What belongs there; empty when nobody has said.</param>
/// <param name="Feeds">How many feeds are in it, its parts included.</param>
/// <param name="Parts">Its parts, by name.</param>
public sealed record DomainNode(string Name, string Summary, int Feeds, IReadOnlyList<DomainPart> Parts);

/// <summary>A part of a domain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What belongs there; empty when nobody has said.</param>
/// <param name="Feeds">How many feeds are in it.</param>
public sealed record DomainPart(string Name, string Summary, int Feeds);

/// <summary>The taxonomy as what operators made of it and what feeds name. Pure.</summary>
internal static class DomainTree
{
    public static IReadOnlyList<DomainNode> Of(IReadOnlyList<Feed> feeds, IReadOnlyList<DomainTerm> terms)
    {
        var summaries = terms.ToLookup(term => term.Place.ToString(), term => term.Summary, StringComparer.OrdinalIgnoreCase);
        return [.. terms.Select(term => term.Place.Domain).Concat(feeds.Select(feed => feed.Domain))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Select(domain => Node(domain, [.. feeds.Where(feed => Same(feed.Domain, domain))]))];

        DomainNode Node(string domain, IReadOnlyList<Feed> inside) => new(
            domain,
            summaries[domain].FirstOrDefault() ?? "",
            inside.Count,
            [.. terms.Where(term => Same(term.Domain, domain)).Select(term => term.Place.Subdomain).Concat(inside.Select(feed => feed.Subdomain))
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase)
                .Select(part => new DomainPart(
                    part, summaries[new DomainPlace(domain, part).ToString()].FirstOrDefault() ?? "", inside.Count(feed => Same(feed.Subdomain, part))))]);
    }

    /// <summary>All places of a tree.</summary>
    public static IEnumerable<DomainPlace> Places(IReadOnlyList<DomainNode> tree) => tree.SelectMany(
        node => node.Parts.Select(part => new DomainPlace(node.Name, part.Name)).Prepend(new DomainPlace(node.Name)));

    private static bool Same(string? a, string b) => b.Equals(a, StringComparison.OrdinalIgnoreCase);
}
