using Portal.Events;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Fakes;

/// <summary>Figures that a test sets; every other feed is healthy and silent.</summary>
internal sealed class FakeFigures : IFeedFigures
{
    public Dictionary<FeedId, FeedFigures> Known { get; } = [];

    public static FeedFigures Silent { get; } = new() { Health = FeedHealth.Healthy, PerMinute = new int[60] };

    public Task<IReadOnlyDictionary<FeedId, FeedFigures>> ReadAsync(
        IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<FeedId, FeedFigures>>(feeds.ToDictionary(f => f, f => Known.GetValueOrDefault(f, Silent)));
}
