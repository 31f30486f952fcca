using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Storage.Model;

namespace Portal.Storage.Access;

internal sealed class AuditStore(IDbContextFactory<PortalDbContext> contexts) : IAuditStore, IDisposable
{
    private const int PageSize = 1000;

    // Writers of this process queue here and not in the database, where SQLite would let them try again and again.
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task<AuditRecord> AppendAsync(AuditRecord draft, CancellationToken cancellationToken = default) => InTurnAsync(
        async context =>
        {
            var head = await HeadAsync(context, cancellationToken);
            return Add(context, draft, head);
        },
        cancellationToken);

    public async Task<IReadOnlyList<AuditRecord>> ReadAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await Filter(context.Audit.AsNoTracking(), query).OrderByDescending(r => r.Number).Take(query.Limit).ToListAsync(cancellationToken);
    }

    public async IAsyncEnumerable<AuditRecord> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var after = 0L;
        List<AuditRecord> page;
        do
        {
            page = await context.Audit.AsNoTracking().Where(r => r.Number > after).OrderBy(r => r.Number).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var record in page)
            {
                yield return record;
                after = record.Number;
            }
        }
        while (page.Count == PageSize);
    }

    public async Task<long> PurgeAsync(DateTimeOffset before, AuditRecord draft, CancellationToken cancellationToken = default)
    {
        var removed = 0L;
        await InTurnAsync<AuditRecord?>(
            async context =>
            {
                // The newest stays whatever its age: the chain goes on from it.
                if (await HeadAsync(context, cancellationToken) is not { } head)
                {
                    return null;
                }

                var last = await context.Audit.AsNoTracking()
                    .Where(r => r.At < before && r.Number < head.Number)
                    .OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);
                if (last is null)
                {
                    return null;
                }

                removed = await context.Audit.Where(r => r.Number <= last.Number).ExecuteDeleteAsync(cancellationToken);
                return Add(context, draft with { Changes = AuditChain.PurgeMark(last.Number, last.Hash) }, head);
            },
            cancellationToken);
        return removed;
    }

    public void Dispose() => _one.Dispose();

    private static Task<AuditRecord?> HeadAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        context.Audit.AsNoTracking().OrderByDescending(r => r.Number).FirstOrDefaultAsync(cancellationToken);

    private static AuditRecord Add(PortalDbContext context, AuditRecord draft, AuditRecord? head)
    {
        var record = AuditChain.Link(draft, (head?.Number ?? 0) + 1, head?.Hash ?? AuditChain.Beginning);
        context.Audit.Add(record);
        return record;
    }

    private static IQueryable<AuditRecord> Filter(IQueryable<AuditRecord> records, AuditQuery query)
    {
        records = query.Before is { } before ? records.Where(r => r.Number < before) : records;
        records = query.From is { } from ? records.Where(r => r.At >= from) : records;
        records = query.Until is { } until ? records.Where(r => r.At < until) : records;
        records = query.Actor is { } actor ? records.Where(r => r.ActorId == actor || r.ActorName == actor) : records;
        records = query.Action is { } action ? records.Where(r => r.Action.StartsWith(action)) : records;
        records = query.Subject is { } subject ? records.Where(r => r.Subject == subject) : records;
        records = query.Outcome is { } outcome ? records.Where(r => r.Outcome == outcome) : records;
        if (query.Text is { } text)
        {
            var pattern = $"%{Escape(text.ToLowerInvariant())}%";
            records = records.Where(r =>
                EF.Functions.Like(r.Summary.ToLower(), pattern, @"\") || EF.Functions.Like(r.ActorName.ToLower(), pattern, @"\")
                || EF.Functions.Like(r.Subject.ToLower(), pattern, @"\") || (r.Address != null && EF.Functions.Like(r.Address.ToLower(), pattern, @"\")));
        }

        return records;
    }

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    // One writer at a time over all processes: SQLite begins with the write lock, PostgreSQL takes one of this name.
    private async Task<T> InTurnAsync<T>(Func<PortalDbContext, Task<T>> write, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (context.Database.IsNpgsql())
            {
                await context.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtext('portal_audit'))", cancellationToken);
            }

            var result = await write(context);
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _one.Release();
        }
    }
}
