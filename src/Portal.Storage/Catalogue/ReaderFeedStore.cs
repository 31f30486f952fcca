using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Readers;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class ReaderFeedStore(IDbContextFactory<PortalDbContext> contexts) : IReaderFeedStore
{
    public async Task<IReadOnlyList<ReaderFeed>> OfReaderAsync(string reader, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ReaderFeeds.AsNoTracking().Where(r => r.Reader == reader).ToListAsync(cancellationToken);
    }

    public async Task SawAsync(string reader, FeedId feed, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.ReaderFeeds.Where(r => r.Reader == reader).ToListAsync(cancellationToken);
        FindOrAdd(context, own, reader, feed).Seen = now;
        foreach (var old in own.Where(r => r.Seen is not null).OrderByDescending(r => r.Seen).Skip(IReaderFeedStore.MaxSeen))
        {
            old.Seen = null;
        }

        await SaveAsync(context, own, cancellationToken);
    }

    public async Task<bool> MarkAsync(string reader, FeedId feed, bool favourite, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = await context.ReaderFeeds.Where(r => r.Reader == reader).ToListAsync(cancellationToken);
        var marked = FindOrAdd(context, own, reader, feed);
        if (favourite && marked.FavouriteSince is null && own.Count(r => r.FavouriteSince is not null) >= IReaderFeedStore.MaxFavourites)
        {
            return false;
        }

        marked.FavouriteSince = favourite ? marked.FavouriteSince ?? now : null;
        await SaveAsync(context, own, cancellationToken);
        return true;
    }

    private static ReaderFeed FindOrAdd(PortalDbContext context, List<ReaderFeed> own, string reader, FeedId feed)
    {
        if (own.Find(r => r.Feed == feed) is { } known)
        {
            return known;
        }

        var added = new ReaderFeed { Reader = reader, Feed = feed };
        context.ReaderFeeds.Add(added);
        own.Add(added);
        return added;
    }

    private static async Task SaveAsync(PortalDbContext context, List<ReaderFeed> own, CancellationToken cancellationToken)
    {
        context.ReaderFeeds.RemoveRange(own.Where(r => r.Seen is null && r.FavouriteSince is null));
        try
        {
            // Taken when the same person opened the feed in two windows at once: the other one's row says the same.
            await context.TrySaveUniqueAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // A row that is to go has gone already.
        }
    }
}
