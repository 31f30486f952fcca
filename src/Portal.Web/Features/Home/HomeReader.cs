using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Ownership;
using Portal.Catalogue.Requests;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.Web.Activity;
using Portal.Web.Figures;

namespace Portal.Web.Features.Home;

/// <summary>A feed with what was measured of it.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Figures">What was measured of it.</param>
public sealed record HomeFeed(Feed Feed, FeedFigures Figures);

/// <summary>What the reader meets first.</summary>
internal sealed record HomeView
{
    /// <summary>The feeds that the reader may see, the busiest first.</summary>
    public required IReadOnlyList<HomeFeed> Feeds { get; init; }

    /// <summary>Entries of each of the last 60 minutes over those feeds, oldest first; the last one is the running minute.</summary>
    public required IReadOnlyList<int> PerMinute { get; init; }

    /// <summary>What happened in the portal, newest first.</summary>
    public required IReadOnlyList<RecordedEntry> Changes { get; init; }

    /// <summary>The reader's requests that are not decided; for operators those that wait for them.</summary>
    public required IReadOnlyList<FeedRequest> Requests { get; init; }

    /// <summary>What the reader's teams are to confirm; for operators everything.</summary>
    public required IReadOnlyList<Attestation> Due { get; init; }

    /// <summary>The feeds that the reader's teams own.</summary>
    public IEnumerable<HomeFeed> OwnedBy(Actor reader) => Feeds.Where(f => reader.Owns(f.Feed));

    /// <summary>The feeds whose checked entries did not all meet their contract, worst first.</summary>
    public IEnumerable<HomeFeed> Breaking => Feeds.Where(f => f.Figures.ConformancePercent < 100).OrderBy(f => f.Figures.ConformancePercent);

    /// <summary>The feeds that are not well.</summary>
    public IEnumerable<HomeFeed> Troubled => Feeds.Where(f => f.Figures.Health is not (FeedHealth.Healthy or FeedHealth.Paused));
}

/// <summary>Gathers what the reader meets first, among what they may see.</summary>
internal sealed class HomeReader(
    FeedRegistry registry, RequestDesk desk, OwnershipDesk ownership, IFeedFigures figures, IThroughput throughput, IEventLog log, TimeProvider time)
{
    private const int Minutes = 60;
    private const int ChangesRead = 60;
    private const int ChangesShown = 8;

    public async Task<HomeView> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var feeds = await registry.ListAsync(new FeedFilter { TakesEntries = true }, actor, cancellationToken);
        var ids = feeds.Select(f => f.Id).ToList();
        var measured = await figures.ReadAsync(ids, cancellationToken);
        var now = time.GetUtcNow();
        var minutes = await throughput.ReadAsync(new ThroughputQuery { Feeds = ids, From = now.AddHours(-1), To = now }, cancellationToken);
        return new HomeView
        {
            Feeds = [.. feeds.Select(f => new HomeFeed(f, measured[f.Id])).OrderByDescending(f => f.Figures.EntriesPerMinute)],
            PerMinute = PerMinute.Series(minutes, now, Minutes),
            Changes = await ChangesAsync(ids.ToHashSet(), cancellationToken),
            Requests = await RequestsAsync(actor, cancellationToken),
            Due = actor.CanRequest ? await ownership.DueAsync(actor, cancellationToken: cancellationToken) : [],
        };
    }

    private async Task<IReadOnlyList<RecordedEntry>> ChangesAsync(HashSet<FeedId> readable, CancellationToken cancellationToken)
    {
        var recent = await log.ReadAsync(
            new EventQuery { Feeds = [IActivityLog.Feed], Direction = ReadDirection.Backward, Limit = ChangesRead }, cancellationToken);
        return [.. recent.Where(e => SubjectOf(e) is not { } subject || readable.Contains(subject)).Take(ChangesShown)];
    }

    private async Task<IReadOnlyList<FeedRequest>> RequestsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.CanRequest)
        {
            return [];
        }

        return await desk.ListAsync(
            actor, actor.IsOperator ? [RequestState.Submitted] : RequestTransitions.Open, oldestFirst: actor.IsOperator, cancellationToken: cancellationToken);
    }

    /// <summary>The feed that an activity is about; null when it is about none.</summary>
    internal static FeedId? SubjectOf(RecordedEntry activity) =>
        activity.Entry.Categories.FirstOrDefault(c => c.Scheme == ActivityCategories.SubjectScheme) is { } subject
            && FeedId.TryParse(subject.Term, out var feed) ? feed : null;
}
