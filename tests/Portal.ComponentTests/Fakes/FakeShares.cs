using Portal.Catalogue.Shares;
using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Fakes;

/// <summary>Links to score-cards in memory.</summary>
internal sealed class FakeShares : IScoreCardShareStore
{
    public List<ScoreCardShare> All { get; } = [];

    public Task<IReadOnlyList<ScoreCardShare>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ScoreCardShare>>([.. All.Where(share => share.Feed == feed).Reverse()]);

    public Task<ScoreCardShare?> FindByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.FirstOrDefault(share => share.Hash == hash));

    public Task AddAsync(ScoreCardShare share, DateTimeOffset endedBefore, CancellationToken cancellationToken = default)
    {
        All.RemoveAll(known => known.Expires < endedBefore);
        All.Add(share);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(FeedId feed, string id, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.RemoveAll(share => share.Feed == feed && share.Id == id) > 0);
}

/// <summary>Nothing is followed.</summary>
internal sealed class NoSubscriptions : ISubscriptionStore
{
    public IReadOnlyList<Subscription> All { get; init; } = [];

    public ValueTask<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(All);

    public ValueTask<Subscription?> FindAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask SaveStatusAsync(FeedId feed, SubscriptionStatus status, PollRun? ended = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask NoteStatusAsync(FeedId feed, SubscriptionStatus status, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask SaveSourceAsync(FeedId feed, SourceDescription source, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> SaveAddressAsync(FeedId feed, string from, string to, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> SavePausedAsync(FeedId feed, bool paused, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
