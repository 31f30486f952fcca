using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.FeedHost;
using Portal.Monitoring.Live;
using Portal.Web.Api;
using Portal.Web.Security;

namespace Portal.Web.Live;

/// <summary>What the hub streams: entries as they come in, and the rate once a second.</summary>
/// <param name="Position">Where to go on from after a reconnect: <c>afterPosition</c> of the next subscription.</param>
/// <param name="Entries">Entries that came in, oldest first; empty in a tick.</param>
/// <param name="PerSecond">Entries of the last full second; null in a batch of entries.</param>
internal sealed record LiveMessage(long Position, IReadOnlyList<EntryItem> Entries, int? PerSecond);

/// <summary>The live view for other programs: a thin adapter to <see cref="ILiveEntries"/>.</summary>
[Authorize]
internal sealed class LiveHub(ILiveEntries live, FeedRegistry registry, TimeProvider time) : Hub
{
    private const int BatchSize = 200;
    private const int MaxFeeds = 1000;
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Streams the entries of some feeds (null or none: of all that the caller may see), from a position on or from
    /// now. With the position of the last message nothing is skipped after a reconnect and nothing comes twice.
    /// The stream goes at the client's pace: what it has not taken yet waits in the log, not in memory.
    /// </summary>
    public async IAsyncEnumerable<LiveMessage> Subscribe(
        IReadOnlyList<string>? feedIds, long? afterPosition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feeds = await ReadableAsync(feedIds, cancellationToken);
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
                var page = await live.ReadAfterAsync(feeds, position, BatchSize, cancellationToken);
                (position, hasMore) = (page.Position, page.HasMore);
                if (page.Entries.Count > 0)
                {
                    yield return new LiveMessage(position.Value, [.. page.Entries.Select(EntryItem.Of)], null);
                }
            }

            if (time.GetElapsedTime(tickedAt) >= TickEvery)
            {
                tickedAt = time.GetTimestamp();
                yield return new LiveMessage(position.Value, [], live.Rates(feeds, 1)[0].Entries);
            }
        }
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
            .AddJsonProtocol(options => Operations.PortalHosting.Configure(options.PayloadSerializerOptions));
        services.AddSingleton<IFeedTail, LiveFeedTail>();
        return services;
    }

    public static void MapPortalLive(this WebApplication app) => app.MapHub<LiveHub>("/hubs/live");
}
