using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Portal.Benchmarks.FeedHost;
using Portal.Ingestion.Subscriptions;
using Portal.TestKit;

namespace Portal.Benchmarks.Following;

/// <summary>
/// Polling ten thousand feeds once, of which one in twenty has something new: through the portal with its store, and with a
/// bare <see cref="HttpClient"/> that sends the same conditional requests and reads the answers.
/// </summary>
internal static class PollPassBenchmark
{
    private const int AtOnce = 64;
    // Long enough for the compiler to have done with both.
    private const int WarmUp = 12;
    private const int Rounds = 7;
    private const double Bound = 0.3;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var source = await ServerProcess.StartAsync("feeds");
            await FollowedFeeds.RegisterAsync(folder.FullName, source.Address);
            var settings = new Dictionary<string, string?>
            {
                ["Portal:Channels:MaxConcurrentPolls"] = $"{AtOnce}",
                ["Portal:Channels:MaxConcurrentPollsPerHost"] = $"{AtOnce}",
                ["Portal:Channels:PausePerHost"] = "00:00:00",
            };
            await using var portal = PortalHost.Start(dataDirectory: folder.FullName, settings: settings);
            var subscriptions = portal.Services.GetRequiredService<ISubscriptions>();
            using var bare = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = source.Address };
            var tags = new string?[FeedServer.Feeds];

            await PortalPassAsync(subscriptions);
            await BarePassAsync(bare, tags);
            List<(double Portal, double Bare)> rounds = [];
            for (var i = 0; i < WarmUp + Rounds; i++)
            {
                using var next = await bare.PostAsync("/next", null);
                rounds.Add((await PortalPassAsync(subscriptions), await BarePassAsync(bare, tags)));
            }

            var measured = rounds.Skip(WarmUp).ToList();
            var ratio = measured.Select(r => r.Bare / r.Portal).Median();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{FeedServer.Feeds} feeds, one in {FeedServer.OneIn} with something new: portal {FeedServer.Feeds / measured.Select(r => r.Portal).Median():F0} feeds/s, bare {FeedServer.Feeds / measured.Select(r => r.Bare).Median():F0} feeds/s, ratio {ratio:F2} (at least {Bound})"));
            return ratio >= Bound ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> PortalPassAsync(ISubscriptions subscriptions)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(FollowedFeeds.Ids, Degree, async (feed, cancellationToken) =>
        {
            if (await subscriptions.PollNowAsync(feed, cancellationToken) is not { Outcome: PollOutcome.Fetched or PollOutcome.NotModified })
            {
                throw new InvalidOperationException($"{feed} was not polled.");
            }
        });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> BarePassAsync(HttpClient client, string?[] tags)
    {
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, FeedServer.Feeds), Degree, async (feed, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{feed}");
            if (tags[feed] is { } tag)
            {
                request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
            }

            using var answer = await client.SendAsync(request, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            tags[feed] = answer.Headers.ETag?.ToString();
        });
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static ParallelOptions Degree => new() { MaxDegreeOfParallelism = AtOnce };
}
