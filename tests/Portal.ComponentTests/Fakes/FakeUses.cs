using Portal.Catalogue.Parties;
using Portal.Events;

namespace Portal.ComponentTests.Fakes;

internal sealed class FakeUses : IFeedUseStore
{
    public List<FeedUse> Uses { get; } = [];

    public Task AddAsync(IReadOnlyCollection<FeedUse> seen, CancellationToken cancellationToken = default)
    {
        Uses.AddRange(seen);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FeedUse>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<FeedUse>>([.. Uses.Where(use => use.Feed == feed)]);
}
