using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.TestKit;

namespace Portal.Benchmarks.Following;

/// <summary>A portal that follows ten thousand feeds, none of which is due for a day.</summary>
internal static class FollowedFeeds
{
    public static IReadOnlyList<FeedId> Ids { get; } = [.. Enumerable.Range(0, FeedServer.Feeds).Select(i => FeedId.Parse($"f{i}"))];

    /// <summary>Registers them in a data folder, as if each had been polled a moment ago.</summary>
    public static async Task RegisterAsync(string folder, Uri source)
    {
        await using var portal = PortalHost.Start(dataDirectory: folder);
        var feeds = portal.Services.GetRequiredService<IFeedStore>();
        var subscriptions = portal.Services.GetRequiredService<ISubscriptionStore>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (id, i) in Ids.Select((id, i) => (id, i)))
        {
            await feeds.AddAsync(new Feed
            {
                Id = id,
                Title = $"Feed {i}",
                Summary = "For the benchmark",
                Owner = "Benchmark",
                Domain = "Benchmark",
                Channel = new FeedChannel.Http { Url = new Uri(source, $"/{i}").AbsoluteUri, PollInterval = TimeSpan.FromDays(1) },
                Created = now,
                Changed = now,
            });
            await subscriptions.SaveStatusAsync(id, new SubscriptionStatus { NextPoll = now + TimeSpan.FromDays(1), EffectiveInterval = TimeSpan.FromDays(1) });
        }
    }
}
