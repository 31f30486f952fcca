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
        return await SaveAsync(context, request, cancellationToken);
    }

    public async Task<RequestSaved> SaveWithinAsync(ApprovalQuota quota, FeedRequest request, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await EnsureCountedAsync(quota, cancellationToken);

        // Whoever counts holds the row until the approval is stored: others who count at the same time wait, and see how many there are then.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var counted = await context.PolicyApprovals.Where(a => a.Domain == quota.Domain && a.Day == quota.Day && a.Count < quota.Most)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Count, a => a.Count + 1), cancellationToken);
        if (counted == 0)
        {
            return RequestSaved.QuotaUsed;
        }

        var saved = await SaveAsync(context, request, cancellationToken);
        if (saved == RequestSaved.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return saved;
    }

    public async Task ToldAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Requests.Where(r => r.Id == request.Id && r.Version == request.Version)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.UntoldSteps, 0).SetProperty(r => r.UntoldComments, 0), cancellationToken);
    }

    public async Task<bool> DiscardAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Requests.Where(r => r.Id == id && r.State == RequestState.Draft).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    // Only yesterday's counts are of no use, so the table stays as small as there are domains.
    private async Task EnsureCountedAsync(ApprovalQuota quota, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.PolicyApprovals.AnyAsync(a => a.Domain == quota.Domain && a.Day == quota.Day, cancellationToken))
        {
            return;
        }

        var before = quota.Day.AddDays(-1);
        await context.PolicyApprovals.Where(a => a.Day < before).ExecuteDeleteAsync(cancellationToken);
        context.PolicyApprovals.Add(new PolicyApprovals { Domain = quota.Domain, Day = quota.Day });
        await context.TrySaveUniqueAsync(cancellationToken);
    }

    private static async Task<RequestSaved> SaveAsync(PortalDbContext context, FeedRequest request, CancellationToken cancellationToken)
    {
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

        if (query.UntoldOnly)
        {
            found = found.Where(r => r.UntoldSteps > 0 || r.UntoldComments > 0);
        }

        return found;
    }
}
