using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Hub;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Web.Features.Health;
using Portal.Web.Features.Home;
using Portal.Web.Figures;

namespace Portal.ComponentTests.Fakes;

/// <summary>A catalogue in memory with what was measured of it, and somebody who looks.</summary>
public abstract class FeedsTest : DeskTest
{
    private protected FakeFigures Figures { get; } = new();

    private protected FakeThroughput Throughput { get; } = new();

    private protected FakeSubscriptions Subscriptions { get; } = new();

    private protected FakeLog Log { get; } = new();

    private protected FakeHub Hub { get; } = new();

    private protected FakeArchive Archive { get; } = new();

    private protected FakeLive Live { get; }

    protected FeedsTest()
    {
        Live = new FakeLive(Log);
        Services.AddSingleton<IFeedFigures>(Figures);
        Services.AddSingleton<IThroughput>(Throughput);
        Services.AddSingleton<ISubscriptions>(Subscriptions);
        Services.AddSingleton<IEventLog>(Log);
        Services.AddSingleton<IHubDesk>(Hub);
        Services.AddSingleton<IEventArchive>(Archive);
        Services.AddSingleton<ILiveEntries>(Live);
        Services.AddSingleton(new CatalogueChanges());
        Services.AddSingleton<HealthCheckService>(new WellChecked());
        Services.AddSingleton<HomeReader>();
        Services.AddSingleton<HealthReader>();
    }

    private protected void Measure(string feed, FeedHealth health, string? diagnosis = null, double? conformance = null) =>
        Figures.Known[FeedId.Parse(feed)] = FakeFigures.Silent with { Health = health, Diagnosis = diagnosis, ConformancePercent = conformance };

    private protected void Follow(string id, string title, SubscriptionStatus? status = null)
    {
        Feeds.Add(id, title);
        Feeds.Feeds[FeedId.Parse(id)].Channel = new FeedChannel.Http { Url = "https://example.org/feed" };
        Subscriptions.Known[FeedId.Parse(id)] = status ?? SubscriptionStatus.New;
    }

    private sealed class WellChecked : HealthCheckService
    {
        public override Task<HealthReport> CheckHealthAsync(Func<HealthCheckRegistration, bool>? predicate, CancellationToken cancellationToken = default) =>
            Task.FromResult(new HealthReport(
                new Dictionary<string, HealthReportEntry> { ["catalogue"] = new(HealthStatus.Healthy, "It answers.", TimeSpan.Zero, null, null) }, TimeSpan.Zero));
    }
}
