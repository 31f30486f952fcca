using System.Data;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Orleans;
using Orleans.Runtime;
using Portal.Storage.Model;

namespace Portal.Storage.Cluster;

/// <summary>
/// Who is in the cluster, in the portal's own database: what Orleans asks of a membership table. Every change but
/// "I am alive" moves the version of the whole, so that of two nodes that change it at once one has to look again.
/// </summary>
public sealed class ClusterMembers(IDbContextFactory<PortalDbContext> contexts) : IMembershipTable
{
    /// <inheritdoc />
    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        await using var context = await contexts.CreateDbContextAsync();
        if (tryInitTableVersion && !await context.ClusterMembership.AnyAsync())
        {
            context.ClusterMembership.Add(new MembershipRow());
            await context.TrySaveUniqueAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public async Task DeleteMembershipTableEntries(string clusterId)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await context.ClusterMembers.ExecuteDeleteAsync();
    }

    /// <inheritdoc />
    public async Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        await using var context = await contexts.CreateDbContextAsync();
        foreach (var row in await context.ClusterMembers.Where(row => row.IAmAlive < beforeDate).ToListAsync())
        {
            if (ToEntry(row).Status == SiloStatus.Dead)
            {
                context.ClusterMembers.Remove(row);
            }
        }

        await context.SaveChangesAsync();
    }

    /// <inheritdoc />
    public async Task<MembershipTableData> ReadRow(SiloAddress key)
    {
        var silo = key.ToParsableString();
        return await ReadAsync(rows => rows.Where(row => row.Silo == silo));
    }

    /// <inheritdoc />
    public Task<MembershipTableData> ReadAll() => ReadAsync(rows => rows);

    /// <inheritdoc />
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => ChangeAsync(tableVersion, async context =>
    {
        context.ClusterMembers.Add(new MemberRow
        {
            Silo = entry.SiloAddress.ToParsableString(),
            Entry = JsonSerializer.Serialize(Member.Of(entry)),
            IAmAlive = Utc(entry.IAmAliveTime),
            Version = 0,
        });
        return await context.TrySaveUniqueAsync(CancellationToken.None);
    });

    /// <inheritdoc />
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        var (silo, version) = (entry.SiloAddress.ToParsableString(), int.Parse(etag, CultureInfo.InvariantCulture));
        var json = JsonSerializer.Serialize(Member.Of(entry));
        return ChangeAsync(tableVersion, async context => await context.ClusterMembers
            .Where(row => row.Silo == silo && row.Version == version)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Entry, json).SetProperty(row => row.Version, version + 1)) == 1);
    }

    /// <inheritdoc />
    public async Task UpdateIAmAlive(MembershipEntry entry)
    {
        var (silo, alive) = (entry.SiloAddress.ToParsableString(), Utc(entry.IAmAliveTime));
        await using var context = await contexts.CreateDbContextAsync();
        await context.ClusterMembers.Where(row => row.Silo == silo).ExecuteUpdateAsync(set => set.SetProperty(row => row.IAmAlive, alive));
    }

    /// <summary>Makes one change together with the next version of the whole; false when somebody else was faster.</summary>
    private async Task<bool> ChangeAsync(TableVersion next, Func<PortalDbContext, Task<bool>> change)
    {
        var expected = int.Parse(next.VersionEtag, CultureInfo.InvariantCulture);
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        var moved = await context.ClusterMembership
            .Where(row => row.Id == MembershipRow.Only && row.Version == expected)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, next.Version));
        if (moved != 1 || !await change(context))
        {
            return false;
        }

        await transaction.CommitAsync();
        return true;
    }

    private async Task<MembershipTableData> ReadAsync(Func<IQueryable<MemberRow>, IQueryable<MemberRow>> which)
    {
        await using var context = await contexts.CreateDbContextAsync();

        // Members and version of the same moment.
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var version = (await context.ClusterMembership.AsNoTracking().SingleAsync()).Version;
        var rows = await which(context.ClusterMembers.AsNoTracking()).ToListAsync();
        return new MembershipTableData(
            [.. rows.Select(row => Tuple.Create(ToEntry(row), row.Version.ToString(CultureInfo.InvariantCulture)))],
            new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }

    private static MembershipEntry ToEntry(MemberRow row) =>
        JsonSerializer.Deserialize<Member>(row.Entry)!.ToEntry(SiloAddress.FromParsableString(row.Silo), row.IAmAlive.UtcDateTime);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private sealed record Suspicion(string By, DateTime At);

    private sealed record Member(
        SiloStatus Status, IReadOnlyList<Suspicion> Suspicions, int ProxyPort, string HostName, string SiloName, DateTime StartTime)
    {
        public static Member Of(MembershipEntry entry) => new(
            entry.Status,
            [.. (entry.SuspectTimes ?? []).Select(suspect => new Suspicion(suspect.Item1.ToParsableString(), suspect.Item2))],
            entry.ProxyPort,
            entry.HostName,
            entry.SiloName,
            entry.StartTime);

        public MembershipEntry ToEntry(SiloAddress address, DateTime alive) => new()
        {
            SiloAddress = address,
            Status = Status,
            SuspectTimes = [.. Suspicions.Select(s => Tuple.Create(SiloAddress.FromParsableString(s.By), s.At))],
            ProxyPort = ProxyPort,
            HostName = HostName,
            SiloName = SiloName,
            StartTime = StartTime,
            IAmAliveTime = alive,
        };
    }
}
