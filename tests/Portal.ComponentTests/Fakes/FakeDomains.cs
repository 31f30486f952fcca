using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Requests;
using Portal.Events;

namespace Portal.ComponentTests.Fakes;

internal sealed class FakeDomains(FakeFeeds feeds) : IDomainStore
{
    public List<DomainTerm> Terms { get; } = [];

    public Task<IReadOnlyList<DomainTerm>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<DomainTerm>>([.. Terms]);

    public Task SaveAsync(DomainTerm term, CancellationToken cancellationToken = default)
    {
        Terms.RemoveAll(t => t.Place.Is(term.Place));
        Terms.Add(term);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(DomainPlace place, CancellationToken cancellationToken = default)
    {
        Terms.RemoveAll(t => t.Place.Is(place));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FeedId>> MoveAsync(DomainMove move, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        List<FeedId> moved = [];
        foreach (var feed in feeds.Feeds.Values)
        {
            if (move.Of(new DomainPlace(feed.Domain, feed.Subdomain)) is { } place)
            {
                (feed.Domain, feed.Subdomain) = (place.Domain, place.Subdomain);
                moved.Add(feed.Id);
            }
        }

        return Task.FromResult<IReadOnlyList<FeedId>>(moved);
    }
}
