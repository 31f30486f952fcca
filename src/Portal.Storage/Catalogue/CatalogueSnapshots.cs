using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

/// <summary>
/// What every entry that comes in asks for: feeds, contracts in force and keys, read once and kept in memory. A
/// catalogue of 10,000 feeds takes a few megabytes.
/// </summary>
internal sealed class CatalogueSnapshots(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, SnapshotAge age)
{
    private readonly Snapshot<FeedSnapshot> _feeds = new(time, age.Value);
    private readonly Snapshot<ILookup<FeedId, ContractVersion>> _contracts = new(time, age.Value);
    private readonly Snapshot<Dictionary<string, ApiKey>> _keys = new(time, age.Value);
    private readonly Snapshot<List<Team>> _teams = new(time, age.Value);

    public ValueTask<FeedSnapshot> FeedsAsync(CancellationToken cancellationToken) => _feeds.GetAsync(ReadFeedsAsync, cancellationToken);

    public ValueTask<ILookup<FeedId, ContractVersion>> ContractsAsync(CancellationToken cancellationToken) =>
        _contracts.GetAsync(ReadContractsAsync, cancellationToken);

    public ValueTask<Dictionary<string, ApiKey>> KeysAsync(CancellationToken cancellationToken) => _keys.GetAsync(ReadKeysAsync, cancellationToken);

    public ValueTask<List<Team>> TeamsAsync(CancellationToken cancellationToken) => _teams.GetAsync(ReadTeamsAsync, cancellationToken);

    public void TeamsChanged() => _teams.Invalidate();

    public void FeedsChanged() => _feeds.Invalidate();

    public void ContractsChanged() => _contracts.Invalidate();

    public void KeysChanged() => _keys.Invalidate();

    private async Task<FeedSnapshot> ReadFeedsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var feeds = await context.Feeds.AsNoTracking().ToListAsync(cancellationToken);
        feeds.Sort((a, b) => string.Compare(a.Title, b.Title, StringComparison.OrdinalIgnoreCase));
        return new FeedSnapshot(feeds, feeds.ToDictionary(f => f.Id));
    }

    private async Task<ILookup<FeedId, ContractVersion>> ReadContractsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var versions = await context.ContractVersions.AsNoTracking().ToListAsync(cancellationToken);
        versions.Sort((a, b) => SemanticVersion.Compare(b.Version, a.Version));
        return versions.ToLookup(v => v.Feed);
    }

    private async Task<Dictionary<string, ApiKey>> ReadKeysAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = await context.ApiKeys.AsNoTracking().ToListAsync(cancellationToken);
        var byHash = keys.Where(k => k.PreviousHash is not null).ToDictionary(k => k.PreviousHash!);
        foreach (var key in keys)
        {
            byHash[key.Hash] = key;
        }

        return byHash;
    }

    private async Task<List<Team>> ReadTeamsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var teams = await context.Teams.AsNoTracking().ToListAsync(cancellationToken);
        teams.Sort((a, b) => string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase));
        return teams;
    }
}

/// <summary>The feeds of the catalogue at one moment.</summary>
/// <param name="ByTitle">In the order of their titles.</param>
/// <param name="ById">By id.</param>
internal sealed record FeedSnapshot(IReadOnlyList<Feed> ByTitle, IReadOnlyDictionary<FeedId, Feed> ById);

/// <summary>How long a snapshot serves: for ever on SQLite, which one process writes; a second where others write too.</summary>
internal sealed record SnapshotAge(TimeSpan Value);
