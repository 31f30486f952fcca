using Portal.Catalogue.Readers;
using Portal.Events;

namespace Portal.ComponentTests.Fakes;

internal sealed class FakeOwnFeeds : IReaderFeedStore
{
    private readonly Dictionary<(string, FeedId), ReaderFeed> _own = [];

    public Task<IReadOnlyList<ReaderFeed>> OfReaderAsync(string reader, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ReaderFeed>>([.. _own.Values.Where(own => own.Reader == reader)]);

    public Task SawAsync(string reader, FeedId feed, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        Of(reader, feed).Seen = now;
        return Task.CompletedTask;
    }

    public Task<bool> MarkAsync(string reader, FeedId feed, bool favourite, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        Of(reader, feed).FavouriteSince = favourite ? now : null;
        return Task.FromResult(true);
    }

    private ReaderFeed Of(string reader, FeedId feed)
    {
        if (!_own.TryGetValue((reader, feed), out var own))
        {
            _own[(reader, feed)] = own = new ReaderFeed { Reader = reader, Feed = feed };
        }

        return own;
    }
}
