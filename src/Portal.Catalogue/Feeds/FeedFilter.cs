namespace Portal.Catalogue.Feeds;

/// <summary>Which feeds of the catalogue; what is null or empty does not limit.</summary>
public sealed record FeedFilter
{
    /// <summary>Words that must all occur in id, title, summary, owner, domain or tags.</summary>
    public string? Text { get; init; }

    /// <summary>The business domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The part of the domain.</summary>
    public string? Subdomain { get; init; }

    /// <summary>The owning team.</summary>
    public string? Owner { get; init; }

    /// <summary>A tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Where the feed is in its life.</summary>
    public LifeCycle? State { get; init; }

    /// <summary>Only feeds that entries come into: active and deprecated ones.</summary>
    public bool TakesEntries { get; init; }

    /// <summary>Whether a feed passes.</summary>
    public bool Matches(Feed feed) =>
        Same(Domain, feed.Domain)
        && Same(Owner, feed.Owner)
        && (string.IsNullOrEmpty(Tag) || feed.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase))
        && (string.IsNullOrEmpty(Subdomain) || Same(Subdomain, feed.Subdomain ?? ""))
        && (State is null || feed.State == State)
        && (!TakesEntries || feed.TakesEntries)
        && Words().All(word => Mentions(feed, word));

    private static bool Same(string? wanted, string actual) =>
        string.IsNullOrEmpty(wanted) || wanted.Equals(actual, StringComparison.OrdinalIgnoreCase);

    private static bool Mentions(Feed feed, string word) =>
        new[] { feed.Id.Value, feed.Title, feed.Summary, feed.Owner, feed.Domain, feed.Subdomain ?? "" }.Concat(feed.Tags)
            .Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string[] Words() => Text?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
