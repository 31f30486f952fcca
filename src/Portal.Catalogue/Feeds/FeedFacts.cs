namespace Portal.Catalogue.Feeds;

/// <summary>A feed with what its contracts say of it: all that a list is filtered by.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Languages">The languages of its contracts in force.</param>
/// <param name="EventTypes">Its event types: declared, and those that its contracts are for.</param>
public sealed record FeedFacts(Feed Feed, IReadOnlyList<string> Languages, IReadOnlyList<string> EventTypes);

/// <summary>A way to narrow a list of feeds down.</summary>
/// <param name="Name">Its name in addresses: <c>domain</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Of">The values that a feed has.</param>
public sealed record Facet(string Name, string Title, Func<FeedFacts, IEnumerable<string>> Of)
{
    /// <summary>The value of feeds that have none of a kind, for example no contract.</summary>
    public const string None = "none";

    /// <summary>All facets, in the order in which they are offered.</summary>
    public static IReadOnlyList<Facet> All { get; } =
    [
        new("domain", "Domain", facts => [facts.Feed.Domain]),
        new("subdomain", "Subdomain", facts => facts.Feed.Subdomain is { } part ? [part] : []),
        new("owner", "Owner", facts => [facts.Feed.Owner]),
        new("tag", "Tag", facts => facts.Feed.Tags),
        new("state", "Life cycle", facts => [facts.Feed.State.ToString().ToLowerInvariant()]),
        new("classification", "Classification", facts => [Camel(facts.Feed.Details.Classification.ToString())]),
        new("channel", "Channel", facts => [facts.Feed.IsHosted ? "hosted" : "http"]),
        new("language", "Contract", facts => facts.Languages.Count == 0 ? [None] : facts.Languages),
        new("eventType", "Event type", facts => facts.EventTypes),
    ];

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}

/// <summary>A value of a facet.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How many feeds have it, among those that the other facets let pass.</param>
public sealed record FacetValue(string Value, int Count);

/// <summary>What is chosen of the facets. Pure.</summary>
public sealed class FacetChoice
{
    private readonly (Facet Facet, string Value)[] _chosen;

    /// <summary>The choice.</summary>
    /// <param name="valueOf">The chosen value of a facet by its name; null or empty for any.</param>
    public FacetChoice(Func<string, string?> valueOf) =>
        _chosen = [.. Facet.All.Select(facet => (facet, valueOf(facet.Name)?.Trim() ?? "")).Where(pair => pair.Item2.Length > 0)];

    /// <summary>Whether anything is chosen.</summary>
    public bool Any => _chosen.Length > 0;

    /// <summary>The chosen facets and values.</summary>
    public IReadOnlyList<(Facet Facet, string Value)> Chosen => _chosen;

    /// <summary>Whether a feed passes all facets.</summary>
    public bool Passes(FeedFacts facts) => Passes(facts, except: null);

    /// <summary>For each facet its values, the most frequent first; the facet itself does not narrow its own counts.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetValue>> Count(IReadOnlyList<FeedFacts> all)
    {
        Dictionary<string, IReadOnlyList<FacetValue>> counted = [];
        foreach (var facet in Facet.All)
        {
            var counts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var facts in all.Where(facts => Passes(facts, facet)))
            {
                foreach (var value in facet.Of(facts))
                {
                    counts[value] = counts.GetValueOrDefault(value) + 1;
                }
            }

            counted[facet.Name] = [.. counts
                .Select(pair => new FacetValue(pair.Key, pair.Value))
                .OrderByDescending(value => value.Count)
                .ThenBy(value => value.Value, StringComparer.OrdinalIgnoreCase)];
        }

        return counted;
    }

    private bool Passes(FeedFacts facts, Facet? except)
    {
        foreach (var (facet, value) in _chosen)
        {
            if (facet != except && !facet.Of(facts).Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
