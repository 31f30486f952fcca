using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Domains;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class DomainStore(IDbContextFactory<PortalDbContext> contexts, CatalogueSnapshots snapshots) : IDomainStore
{
    public async Task<IReadOnlyList<DomainTerm>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.DomainTerms.AsNoTracking().ToListAsync(cancellationToken);
    }

    public async Task SaveAsync(DomainTerm term, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = (await context.DomainTerms.ToListAsync(cancellationToken)).FirstOrDefault(t => t.Place.Is(term.Place));
        if (known is null)
        {
            context.DomainTerms.Add(term);
        }
        else
        {
            known.Summary = term.Summary;
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveAsync(DomainPlace place, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.DomainTerms.RemoveRange((await context.DomainTerms.ToListAsync(cancellationToken)).Where(t => t.Place.Is(place)));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FeedId>> MoveAsync(DomainMove move, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        List<FeedId> moved = [];
        foreach (var feed in await context.Feeds.ToListAsync(cancellationToken))
        {
            if (move.Of(new DomainPlace(feed.Domain, feed.Subdomain)) is { } place)
            {
                (feed.Domain, feed.Subdomain, feed.Changed) = (place.Domain, place.Subdomain, now);
                feed.Revision++;
                moved.Add(feed.Id);
            }
        }

        await MoveTermsAsync(context, move, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        snapshots.FeedsChanged();
        return moved;
    }

    // What is said of a place goes along, unless something is said of the place where it goes.
    private static async Task MoveTermsAsync(PortalDbContext context, DomainMove move, CancellationToken cancellationToken)
    {
        var terms = await context.DomainTerms.ToListAsync(cancellationToken);
        var leaving = terms.Where(term => move.Of(term.Place) is not null).ToList();
        var staying = terms.Except(leaving).ToList();
        context.DomainTerms.RemoveRange(leaving);

        // Two statements: the new row of a rename by case alone would meet the old one on its key.
        await context.SaveChangesAsync(cancellationToken);
        foreach (var term in leaving)
        {
            var place = move.Of(term.Place)!;
            if (staying.All(other => !other.Place.Is(place)))
            {
                var arriving = new DomainTerm { Domain = place.Domain, Subdomain = place.Subdomain ?? "", Summary = term.Summary };
                staying.Add(arriving);
                context.DomainTerms.Add(arriving);
            }
        }
    }
}
