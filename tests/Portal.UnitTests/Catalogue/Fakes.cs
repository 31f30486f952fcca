using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.UnitTests.Catalogue;

internal sealed class FakeFeedStore : IFeedStore
{
    public Dictionary<FeedId, Feed> Feeds { get; } = [];

    public ValueTask<Feed?> FindAsync(FeedId id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Feeds.GetValueOrDefault(id));

    public ValueTask<IReadOnlyList<Feed>> ListAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<Feed>>([.. Feeds.Values]);

    public Task<bool> AddAsync(Feed feed, CancellationToken cancellationToken = default) => Task.FromResult(Feeds.TryAdd(feed.Id, feed));

    public Task<Feed?> UpdateAsync(FeedId id, Action<Feed> change, CancellationToken cancellationToken = default)
    {
        if (Feeds.TryGetValue(id, out var feed))
        {
            change(feed);
        }

        return Task.FromResult(feed);
    }

    public Task RemoveAsync(FeedId id, CancellationToken cancellationToken = default)
    {
        Feeds.Remove(id);
        return Task.CompletedTask;
    }
}

internal sealed class FakeContractStore : IContractStore
{
    public List<ContractVersion> Versions { get; } = [];

    public ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ContractVersion>>(
            [.. Versions.Where(v => v.Feed == feed).Order(Comparer<ContractVersion>.Create((a, b) => SemanticVersion.Compare(b.Version, a.Version)))]);

    public Task<VersionAdded> AddAsync(ContractVersion version, DraftRevision? draft = null, CancellationToken cancellationToken = default)
    {
        if (Versions.Any(v => v.Feed == version.Feed && v.TypeKey == version.TypeKey && v.Version == version.Version))
        {
            return Task.FromResult(VersionAdded.Exists);
        }

        Versions.Add(version);
        return Task.FromResult(VersionAdded.Done);
    }

    public Task<bool> ChangeStateAsync(Guid version, ContractState from, StateChange change, CancellationToken cancellationToken = default)
    {
        var at = Versions.FindIndex(v => v.Id == version && v.State == from);
        if (at >= 0)
        {
            var old = Versions[at];
            Versions[at] = new ContractVersion
            {
                Id = old.Id,
                Feed = old.Feed,
                Version = old.Version,
                EventType = old.EventType,
                Source = old.Source,
                Enforcement = old.Enforcement,
                Published = old.Published,
                PublishedBy = old.PublishedBy,
                State = change.State,
                StateChanged = change.At,
                StateChangedBy = change.By,
            };
        }

        return Task.FromResult(at >= 0);
    }
}

internal sealed class FakeKeyStore : IApiKeyStore
{
    public List<ApiKey> Keys { get; } = [];

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ApiKey>>([.. Keys]);

    public ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Keys.SingleOrDefault(k => k.Hash == hash || k.PreviousHash == hash));

    public Task SaveAsync(ApiKey key, CancellationToken cancellationToken = default)
    {
        Keys.Add(key);
        return Task.CompletedTask;
    }

    public ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Keys.SingleOrDefault(k => k.Id == id));

    public Task<ApiKey?> UpdateAsync(string id, Action<ApiKey> change, CancellationToken cancellationToken = default)
    {
        var key = Keys.SingleOrDefault(k => k.Id == id);
        if (key is not null)
        {
            change(key);
        }

        return Task.FromResult(key);
    }

    public Task TouchAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(Keys.RemoveAll(k => k.Id == id) > 0);
}

internal sealed class FakeActivityLog : IActivityLog
{
    public List<ActivityEvent> Events { get; } = [];

    public ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default)
    {
        Events.Add(activity);
        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeAuditTrail : IAuditTrail
{
    public List<AuditEvent> Events { get; } = [];

    public ValueTask RecordAsync(AuditEvent happened, CancellationToken cancellationToken = default)
    {
        Events.Add(happened);
        return ValueTask.CompletedTask;
    }
}

internal static class Actors
{
    public static Actor Operator { get; } = Of("op", PortalRoles.Operator);

    public static Actor Developer { get; } = Of("dev", PortalRoles.Developer) with { Teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Sales" } };

    public static Actor Viewer { get; } = Of("view", PortalRoles.Viewer);

    public static Actor Of(string id, params string[] roles) => new() { Id = id, Name = id + " name", Roles = roles.ToHashSet() };
}

internal sealed class FakeDraftStore : IDraftStore
{
    public Dictionary<Guid, StoredDraft> Drafts { get; } = [];

    public Task<IReadOnlyList<StoredDraft>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<StoredDraft>>([.. Drafts.Values.Where(d => d.Feed == feed).OrderByDescending(d => d.Changed)]);

    public Task<StoredDraft?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Drafts.TryGetValue(id, out var draft) && draft.Feed == feed ? Copy(draft) : null);

    public Task AddAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        Drafts.Add(draft.Id, Copy(draft));
        return Task.CompletedTask;
    }

    public Task<bool> SaveAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        var fits = Drafts.TryGetValue(draft.Id, out var kept) && kept.Revision == draft.Revision - 1;
        if (fits)
        {
            Drafts[draft.Id] = Copy(draft);
        }

        return Task.FromResult(fits);
    }

    public Task<bool> RemoveAsync(DraftRevision draft, CancellationToken cancellationToken = default) =>
        Task.FromResult(Drafts.TryGetValue(draft.Id, out var kept) && kept.Revision == draft.Revision && Drafts.Remove(draft.Id));

    // What one reader changes is not what another one has read.
    private static StoredDraft Copy(StoredDraft d) => new()
    {
        Id = d.Id,
        Feed = d.Feed,
        Content = d.Content,
        Revision = d.Revision,
        Created = d.Created,
        CreatedBy = d.CreatedBy,
        Changed = d.Changed,
        ChangedBy = d.ChangedBy,
    };
}

internal sealed class FakeTeamStore : ITeamStore
{
    public List<Team> Teams { get; } = [];

    public ValueTask<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<Team>>([.. Teams]);

    public Task<bool> AddAsync(Team team, CancellationToken cancellationToken = default)
    {
        Teams.Add(team);
        return Task.FromResult(true);
    }

    public Task<Team?> UpdateAsync(string id, Action<Team> change, CancellationToken cancellationToken = default) => Task.FromResult<Team?>(null);

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(Teams.RemoveAll(t => t.Id == id) > 0);
}
