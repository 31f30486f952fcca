using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Events;

namespace Portal.ComponentTests.Fakes;

/// <summary>Drafts in memory; what a reader changes is not what another one has read.</summary>
internal sealed class FakeDrafts : IDraftStore
{
    public Dictionary<Guid, StoredDraft> Drafts { get; } = [];

    public Task<IReadOnlyList<StoredDraft>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<StoredDraft>>([.. Drafts.Values.Where(d => d.Feed == feed)]);

    public Task<StoredDraft?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Drafts.TryGetValue(id, out var draft) ? Copy(draft, draft.Revision) : null);

    public Task AddAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        Drafts.Add(draft.Id, Copy(draft, draft.Revision));
        return Task.CompletedTask;
    }

    public Task<bool> SaveAsync(StoredDraft draft, CancellationToken cancellationToken = default)
    {
        var fits = Drafts.TryGetValue(draft.Id, out var kept) && kept.Revision == draft.Revision - 1;
        if (fits)
        {
            Drafts[draft.Id] = Copy(draft, draft.Revision);
        }

        return Task.FromResult(fits);
    }

    public Task<bool> RemoveAsync(DraftRevision draft, CancellationToken cancellationToken = default) =>
        Task.FromResult(Drafts.TryGetValue(draft.Id, out var kept) && kept.Revision == draft.Revision && Drafts.Remove(draft.Id));

    private static StoredDraft Copy(StoredDraft d, int revision) => new()
    {
        Id = d.Id,
        Feed = d.Feed,
        Content = d.Content,
        Revision = revision,
        Created = d.Created,
        CreatedBy = d.CreatedBy,
        Changed = d.Changed,
        ChangedBy = d.ChangedBy,
    };
}

/// <summary>Chosen samples in memory.</summary>
internal sealed class FakeSamples : ISampleStore
{
    public List<ChosenSample> Samples { get; } = [];

    public Task<IReadOnlyList<ChosenSample>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ChosenSample>>([.. Samples.Where(s => s.Feed == feed)]);

    public Task AddAsync(ChosenSample sample, CancellationToken cancellationToken = default)
    {
        Samples.Add(sample);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(Samples.RemoveAll(s => s.Id == id) == 1);
}

/// <summary>Checks in memory.</summary>
internal sealed class FakeChecks : ICheckStore
{
    private readonly List<CheckRun> _runs = [];

    public Task<IReadOnlyList<CheckRun>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<CheckRun>>([.. _runs.Where(r => r.Feed == feed).Reverse()]);

    public Task<CheckRun?> FindAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default) =>
        Task.FromResult(_runs.Find(r => r.Id == id));

    public Task AddAsync(CheckRun run, int keep, CancellationToken cancellationToken = default)
    {
        _runs.Add(run);
        return Task.CompletedTask;
    }

    public Task<bool> TellAsync(CheckRun run, CancellationToken cancellationToken = default) => Task.FromResult(true);
}
