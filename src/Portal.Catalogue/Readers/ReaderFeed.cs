using Portal.Events;

namespace Portal.Catalogue.Readers;

/// <summary>What a person has to do with a feed: looked at it, or marked it.</summary>
public sealed class ReaderFeed
{
    /// <summary>The person's id.</summary>
    public required string Reader { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>Since when it is a favourite; null when it is none.</summary>
    public DateTimeOffset? FavouriteSince { get; set; }

    /// <summary>When the person last looked at it; null when they never did.</summary>
    public DateTimeOffset? Seen { get; set; }
}

/// <summary>Where it is kept what people have to do with feeds.</summary>
public interface IReaderFeedStore
{
    /// <summary>The most feeds that are remembered as seen; older ones are forgotten.</summary>
    const int MaxSeen = 20;

    /// <summary>The most favourites.</summary>
    const int MaxFavourites = 500;

    /// <summary>What a person has to do with feeds.</summary>
    Task<IReadOnlyList<ReaderFeed>> OfReaderAsync(string reader, CancellationToken cancellationToken = default);

    /// <summary>Remembers that a person looked at a feed.</summary>
    Task SawAsync(string reader, FeedId feed, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Makes a feed a favourite, or no more; false when there are too many.</summary>
    Task<bool> MarkAsync(string reader, FeedId feed, bool favourite, DateTimeOffset now, CancellationToken cancellationToken = default);
}
