using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Fakes;

/// <summary>Subscriptions that a test sets; it notes who was polled.</summary>
internal sealed class FakeSubscriptions : ISubscriptions
{
    public Dictionary<FeedId, SubscriptionStatus> Known { get; } = [];

    public List<FeedId> Polled { get; } = [];

    public Task<PollReport?> PollNowAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        Polled.Add(feed);
        return Task.FromResult(Report);
    }

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the next poll comes to; null when the feed is not followed any more.</summary>
    public PollReport? Report { get; set; } = new(PollOutcome.NotModified, 0, null);

    public ValueTask<SubscriptionStatus?> StatusAsync(FeedId feed, CancellationToken cancellationToken = default) => Failure is null
        ? ValueTask.FromResult(Known.GetValueOrDefault(feed))
        : ValueTask.FromException<SubscriptionStatus?>(Failure);

    public Task<bool> PauseAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => SetAsync(feed, SubscriptionState.Paused);

    public Task<bool> ResumeAsync(FeedId feed, string? actor = null, CancellationToken cancellationToken = default) => SetAsync(feed, SubscriptionState.Active);

    public Task RefreshAsync(FeedId feed, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>What the next back-filling comes to, and the gap after it; null when there is nothing to fill.</summary>
    public (BackfillReport Report, Gap Gap)? Backfill { get; set; }

    public Task<BackfillReport?> BackfillAsync(FeedId feed, string gap, string? actor = null, CancellationToken cancellationToken = default)
    {
        if (Backfill is not { } backfill)
        {
            return Task.FromResult<BackfillReport?>(null);
        }

        Replace(feed, backfill.Gap);
        return Task.FromResult<BackfillReport?>(backfill.Report);
    }

    public Task<bool> AcceptGapAsync(FeedId feed, string gap, string reason, string? actor = null, CancellationToken cancellationToken = default)
    {
        var open = Known[feed].Continuity.Gaps.Single(known => known.Id == gap);
        Replace(feed, open with { Status = GapStatus.Accepted, End = new GapEnd(open.To, actor, reason) });
        return Task.FromResult(true);
    }

    private void Replace(FeedId feed, Gap gap)
    {
        var continuity = Known[feed].Continuity;
        Known[feed] = Known[feed] with { Continuity = continuity with { Gaps = [.. continuity.Gaps.Select(known => known.Id == gap.Id ? gap : known)] } };
    }

    private Task<bool> SetAsync(FeedId feed, SubscriptionState state)
    {
        if (!Known.TryGetValue(feed, out var known))
        {
            return Task.FromResult(false);
        }

        Known[feed] = known with { State = state };
        return Task.FromResult(true);
    }
}
