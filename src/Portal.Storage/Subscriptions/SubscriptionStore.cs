using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Storage.Model;

namespace Portal.Storage.Subscriptions;

/// <summary>The catalogue's followed feeds as subscriptions: what to do stands in the feed, how it goes in a row of its own.</summary>
internal sealed class SubscriptionStore(IDbContextFactory<PortalDbContext> contexts, IFeedStore feeds, StatusWriter statuses) : ISubscriptionStore
{
    public async ValueTask<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Subscriptions.AsNoTracking().ToDictionaryAsync(s => s.Feed, cancellationToken);
        return [.. (await feeds.ListAsync(cancellationToken))
            .Select(feed => ToSubscription(feed, rows.GetValueOrDefault(feed.Id)))
            .OfType<Subscription>()];
    }

    public async ValueTask<Subscription?> FindAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var status = await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Feed == feed, cancellationToken);

        // From the database, not from memory: another node may have registered the feed a moment ago.
        var found = await context.Feeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == feed, cancellationToken);
        return found is null ? null : ToSubscription(found, status);
    }

    public ValueTask SaveStatusAsync(FeedId feed, SubscriptionStatus status, PollRun? ended = null, CancellationToken cancellationToken = default) =>
        statuses.SaveAsync(feed, status, ended, cancellationToken);

    public ValueTask NoteStatusAsync(FeedId feed, SubscriptionStatus status, CancellationToken cancellationToken = default) =>
        statuses.NoteAsync(feed, status, cancellationToken);

    public async ValueTask SaveSourceAsync(FeedId feed, SourceDescription source, CancellationToken cancellationToken = default) =>
        await feeds.UpdateAsync(
            feed,
            found => found.Source = new FeedSource(source.Format, source.Id, source.Title, source.Subtitle, source.Link),
            cancellationToken);

    public async ValueTask<bool> SaveAddressAsync(FeedId feed, string from, string to, CancellationToken cancellationToken = default)
    {
        var moved = false;
        await feeds.UpdateAsync(
            feed,
            found =>
            {
                if (found.Channel is FeedChannel.Http http && http.Url == from)
                {
                    found.Channel = http with { Url = to };
                    moved = true;
                }
            },
            cancellationToken);
        return moved;
    }

    public async ValueTask<bool> SavePausedAsync(FeedId feed, bool paused, CancellationToken cancellationToken = default)
    {
        var followed = false;
        await feeds.UpdateAsync(
            feed,
            found =>
            {
                if (found.Channel is FeedChannel.Http http)
                {
                    found.Channel = http with { Paused = paused };
                    followed = true;
                }
            },
            cancellationToken);
        return followed;
    }

    private static Subscription? ToSubscription(Feed feed, SubscriptionRow? row) =>
        feed is { Channel: FeedChannel.Http http, TakesEntries: true }
            ? new Subscription
            {
                Feed = feed.Id,
                Url = http.Url,
                PollInterval = http.PollInterval,
                Credentials = http.Credentials?.Secret,
                Paused = http.Paused,
                Status = Read(row) ?? SubscriptionStatus.New,
            }
            : null;

    private static SubscriptionStatus? Read(SubscriptionRow? row) =>
        row is null ? null : JsonSerializer.Deserialize<SubscriptionStatus>(row.Status);
}
