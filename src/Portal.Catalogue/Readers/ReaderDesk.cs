using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Readers;

/// <summary>A person's own feeds.</summary>
/// <param name="Favourites">Those marked, by title.</param>
/// <param name="Seen">Those looked at, the latest first.</param>
public sealed record OwnFeeds(IReadOnlyList<Feed> Favourites, IReadOnlyList<Feed> Seen)
{
    /// <summary>Nothing is marked and nothing was seen.</summary>
    public static OwnFeeds None { get; } = new([], []);
}

/// <summary>A person's favourites, and what they looked at. Each sees only their own, and only feeds that they may still see.</summary>
public sealed class ReaderDesk(FeedRegistry feeds, IReaderFeedStore store, TimeProvider time)
{
    /// <summary>The person's feeds.</summary>
    public async Task<OwnFeeds> ReadAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (actor.Id.Length == 0)
        {
            return OwnFeeds.None;
        }

        var own = await store.OfReaderAsync(actor.Id, cancellationToken);
        var favourites = await feeds.VisibleAsync(own.Where(o => o.FavouriteSince is not null).Select(o => o.Feed), actor, cancellationToken);
        var seen = await feeds.VisibleAsync(own.Where(o => o.Seen is not null).OrderByDescending(o => o.Seen).Select(o => o.Feed), actor, cancellationToken);
        return new OwnFeeds([.. favourites.OrderBy(feed => feed.Title, StringComparer.OrdinalIgnoreCase)], seen);
    }

    /// <summary>Remembers that the person looks at a feed.</summary>
    public async Task SawAsync(FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        if (actor.Id.Length > 0 && (await feeds.FindAsync(feed, actor, cancellationToken)).Succeeded)
        {
            await store.SawAsync(actor.Id, feed, time.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Makes a feed a favourite of the person, or no more.</summary>
    public async Task<Outcome<Feed>> MarkAsync(FeedId feed, bool favourite, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return !found.Succeeded || await store.MarkAsync(actor.Id, feed, favourite, time.GetUtcNow(), cancellationToken)
            ? found
            : Refusal.Conflict($"There are {IReaderFeedStore.MaxFavourites} favourites already: take one off first.");
    }
}
