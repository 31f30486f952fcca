using Portal.Events;

namespace Portal.Catalogue.Parties;

/// <summary>What a key did with a feed.</summary>
public enum UseKind
{
    /// <summary>Read it.</summary>
    Read,

    /// <summary>Published to it.</summary>
    Publish,
}

/// <summary>That a key used a feed.</summary>
public sealed class FeedUse
{
    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>What it did.</summary>
    public required UseKind Kind { get; init; }

    /// <summary>The key's id.</summary>
    public required string Principal { get; init; }

    /// <summary>The key's name, for people.</summary>
    public required string Name { get; set; }

    /// <summary>When it did so first.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When it did so last.</summary>
    public required DateTimeOffset Last { get; set; }

    /// <summary>How often.</summary>
    public required long Count { get; set; }

    /// <summary>Uses under one name as one: a key that was replaced by another one of its name is the same application to people.</summary>
    public static IReadOnlyList<FeedUse> ByName(IEnumerable<FeedUse> uses) =>
        [.. uses.GroupBy(use => use.Name)
            .Select(same => same.OrderByDescending(use => use.Last).ToList())
            .Select(same => new FeedUse
            {
                Feed = same[0].Feed,
                Kind = same[0].Kind,
                Principal = same[0].Principal,
                Name = same[0].Name,
                First = same.Min(use => use.First),
                Last = same[0].Last,
                Count = same.Sum(use => use.Count),
            })];
}

/// <summary>Where the uses of feeds are kept.</summary>
public interface IFeedUseStore
{
    /// <summary>Adds what was seen since the last time to what is kept.</summary>
    Task AddAsync(IReadOnlyCollection<FeedUse> seen, CancellationToken cancellationToken = default);

    /// <summary>The uses of a feed, the latest first.</summary>
    Task<IReadOnlyList<FeedUse>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default);
}
