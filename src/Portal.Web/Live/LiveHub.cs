using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.FeedHost;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Live;
using Portal.Web.Api;
using Portal.Web.Features.Kpis;
using Portal.Web.Privacy;
using Portal.Web.Operations;
using Portal.Web.Security;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Live;

/// <summary>What the hub streams: entries as they come in, and the rate once a second.</summary>
/// <param name="Position">Where to go on from after a reconnect: <c>afterPosition</c> of the next subscription.</param>
/// <param name="Entries">Entries that came in, oldest first; empty in a tick.</param>
/// <param name="PerSecond">Entries of the last full second; null in a batch of entries.</param>
internal sealed record LiveMessage(long Position, IReadOnlyList<EntryItem> Entries, int? PerSecond);

/// <summary>The live view for other programs: a thin adapter to <see cref="ILiveEntries"/>.</summary>
[Authorize(PortalPolicies.Live)]
internal sealed class LiveHub(ILiveEntries live, ShownEntries shown, FeedRegistry registry, KpiDesk kpis, RunningFigures figures, CallerWatch callers, TimeProvider time) : Hub
{
    private const string Changed = "What you may see has changed: subscribe again.";
    private const int BatchSize = 200;
    private const int MaxFeeds = 1000;
    private const int MaxKpis = 100;
    private static readonly TimeSpan KpisAnyway = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public override Task OnConnectedAsync()
    {
        PortalMeters.LiveClients.Add(1);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        PortalMeters.LiveClients.Add(-1);
        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>
    /// Streams the entries of some feeds (null or none: of all that the caller may see), from a position on or from
    /// now. With the position of the last message nothing is skipped after a reconnect and nothing comes twice.
    /// The stream goes at the client's pace: what it has not taken yet waits in the log, not in memory.
    /// </summary>
    public async IAsyncEnumerable<LiveMessage> Subscribe(
        IReadOnlyList<string>? feedIds, long? afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feeds = await ReadableAsync(feedIds, cancellationToken);
        var masked = shown.LiveFor(Context.User!.ToActor());
        var position = afterPosition is { } after ? new EventPosition(after) : live.Head;
        using var arrived = new SemaphoreSlim(1, 1);
        await using var watch = live.Watch(feeds, () =>
        {
            if (arrived.CurrentCount == 0)
            {
                arrived.Release();
            }

            return Task.CompletedTask;
        });
        var tickedAt = time.GetTimestamp();
        while (true)
        {
            await arrived.WaitAsync(TickEvery, cancellationToken);
            var hasMore = true;
            while (hasMore)
            {
                var page = await masked.ReadAfterAsync(feeds, position, BatchSize, cancellationToken);
                (position, hasMore) = (page.Position, page.HasMore);
                if (page.Entries.Count > 0)
                {
                    yield return new LiveMessage(position.Value, [.. page.Entries.Select(EntryItem.Of)], null);
                }
            }

            if (time.GetElapsedTime(tickedAt) >= TickEvery)
            {
                tickedAt = time.GetTimestamp();
                await EnsureHoldsAsync(feeds, cancellationToken);
                yield return new LiveMessage(position.Value, [], live.Rates(feeds, 1)[0].Entries);
            }
        }
    }

    /// <summary>
    /// Streams the running figures of some KPIs (null or none: of all that the caller may see): at once, then whenever one may have
    /// moved, and every ten seconds because windows move on. The stream goes at the client's pace.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<KpiCurrentItem>> SubscribeKpis(
        IReadOnlyList<string>? ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = await kpis.ListAsync(Context.User!.ToActor(), cancellationToken);
        var unknown = ids?.FirstOrDefault(id => all.All(kpi => kpi.Id != id));
        if (unknown is not null)
        {
            throw new HubException($"There is no KPI '{unknown}'.");
        }

        var wanted = all.Where(kpi => ids is null or [] || ids.Contains(kpi.Id)).Take(MaxKpis).ToList();
        using var moved = new SemaphoreSlim(1, 1);
        var watch = Watch();
        try
        {
            Dictionary<string, KpiCurrentItem> told = [];
            var isFirst = true;
            var checkedAt = time.GetTimestamp();
            while (true)
            {
                await moved.WaitAsync(KpisAnyway, cancellationToken);
                if (time.GetElapsedTime(checkedAt) >= TickEvery)
                {
                    checkedAt = time.GetTimestamp();
                    var before = wanted;
                    wanted = await EnsureHoldsAsync(wanted, cancellationToken);
                    if (!wanted.Select(kpi => kpi.Projection).SequenceEqual(before.Select(kpi => kpi.Projection)))
                    {
                        // A KPI that was changed is measured anew, under another name.
                        await watch.DisposeAsync();
                        watch = Watch();
                    }
                }

                List<KpiCurrentItem> news = [];
                foreach (var kpi in wanted)
                {
                    var item = KpiCurrentItem.Of(kpi, await figures.ReadAsync(kpi, cancellationToken));
                    if (told.GetValueOrDefault(kpi.Id) != item)
                    {
                        told[kpi.Id] = item;
                        news.Add(item);
                    }
                }

                // The first answer comes also when there is nothing to tell: the caller knows then that it is served.
                if (news.Count > 0 || isFirst)
                {
                    isFirst = false;
                    yield return news;
                }
            }
        }
        finally
        {
            await watch.DisposeAsync();
        }

        ILiveWatch Watch() => kpis.Watch(wanted, () =>
        {
            if (moved.CurrentCount == 0)
            {
                moved.Release();
            }

            return Task.CompletedTask;
        });
    }

    // Who was let in may lose their session, their key or a feed while the stream is open.
    private async ValueTask EnsureHoldsAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken)
    {
        if (!await callers.HoldsAsync(Context.User) || !await SeesAllAsync(feeds, cancellationToken))
        {
            throw new HubException(Changed);
        }
    }

    // The KPIs as they are now: one may have come to measure a feed that the caller does not see.
    private async ValueTask<List<Kpi>> EnsureHoldsAsync(List<Kpi> wanted, CancellationToken cancellationToken)
    {
        var seen = (await kpis.ListAsync(Context.User!.ToActor(), cancellationToken)).ToDictionary(kpi => kpi.Id);
        return await callers.HoldsAsync(Context.User) && wanted.TrueForAll(kpi => seen.ContainsKey(kpi.Id))
            ? wanted.ConvertAll(kpi => seen[kpi.Id])
            : throw new HubException(Changed);
    }

    private async ValueTask<bool> SeesAllAsync(IReadOnlyCollection<FeedId> feeds, CancellationToken cancellationToken)
    {
        var actor = Context.User!.ToActor();
        foreach (var feed in feeds)
        {
            if (!(await registry.FindAsync(feed, actor, cancellationToken)).Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<IReadOnlyCollection<FeedId>> ReadableAsync(IReadOnlyList<string>? feedIds, CancellationToken cancellationToken)
    {
        var readable = (await registry.ListAsync(new FeedFilter(), Context.User!.ToActor(), cancellationToken)).Select(f => f.Id).ToHashSet();
        if (feedIds is null or [])
        {
            return readable;
        }

        if (feedIds.Count > MaxFeeds)
        {
            throw new HubException($"At most {MaxFeeds} feeds in one subscription.");
        }

        return [.. feedIds.Select(text => FeedId.TryParse(text, out var id) && readable.Contains(id)
            ? id
            : throw new HubException($"There is no feed '{text}'."))];
    }
}

internal static class LiveServices
{
    public static IServiceCollection AddPortalLive(this IServiceCollection services)
    {
        services.AddSignalR(options => options.MaximumReceiveMessageSize = 64 * 1024)
            .AddHubOptions<LiveHub>(options => options.AddFilter<HubSession>())
            .AddJsonProtocol(options => Operations.PortalHosting.Configure(options.PayloadSerializerOptions));
        services.AddSingleton<IFeedTail, LiveFeedTail>();
        return services;
    }

    public static void MapPortalLive(this WebApplication app) => app.MapHub<LiveHub>("/hubs/live");
}
