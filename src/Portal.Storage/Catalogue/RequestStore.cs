using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Requests;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class RequestStore(IDbContextFactory<PortalDbContext> contexts) : IRequestStore
{
    public async Task<FeedRequest?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    public async Task<IReadOnlyList<FeedRequest>> ListAsync(RequestQuery query, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = Matching(context, query);
        var ordered = query.OldestFirst ? found.OrderBy(r => r.Changed) : found.OrderByDescending(r => r.Created);
        return await ordered.Take(Math.Min(query.Limit, RequestQuery.MaxListed)).ToListAsync(cancellationToken);
    }

    public async Task<int> CountAsync(RequestQuery query, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Matching(context, query).CountAsync(cancellationToken);
    }

    public async Task<RequestSaved> AddAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Requests.Add(request);
        return await context.TrySaveUniqueAsync(cancellationToken) ? RequestSaved.Done : RequestSaved.AskedAlready;
    }

    public async Task<RequestSaved> SaveAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Requests.Update(request);
        context.Entry(request).Property(r => r.Version).OriginalValue = request.Version - 1;
        try
        {
            return await context.TrySaveUniqueAsync(cancellationToken) ? RequestSaved.Done : RequestSaved.AskedAlready;
        }
        catch (DbUpdateConcurrencyException)
        {
            return RequestSaved.Overtaken;
        }
    }

    public async Task<bool> DiscardAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Requests.Where(r => r.Id == id && r.State == RequestState.Draft).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    private static IQueryable<FeedRequest> Matching(PortalDbContext context, RequestQuery query)
    {
        var found = context.Requests.AsNoTracking();
        if (query.RequesterId is { } requester)
        {
            found = found.Where(r => r.RequesterId == requester);
        }

        if (query.DraftsOf is { } writer)
        {
            found = found.Where(r => r.State != RequestState.Draft || r.RequesterId == writer);
        }

        if (query.States is { } states)
        {
            found = found.Where(r => states.Contains(r.State));
        }

        if (query.AccessTo is { } targets)
        {
            found = found.Where(r => r.Kind == RequestKind.Access && targets.Contains(r.Target!));
        }

        if (query.ChangedSince is { } since)
        {
            found = found.Where(r => r.Changed >= since);
        }

        return found;
    }
}
