using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Catalogue.Readers;
using Portal.Catalogue.Shares;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Contracts;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Hub;
using Portal.Ingestion.Subscriptions;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;
using Portal.Monitoring.Projections;
using Portal.Web.Catalogue;
using Portal.Web.Features.Feeds.Following;
using Portal.Web.Features.Feeds.Grants;
using Portal.Web.Features.Feeds.Objectives;
using Portal.Web.Features.Health;
using Portal.Web.Features.Home;
using Portal.Web.Features.ScoreCards;
using Portal.Web.Figures;
using Portal.Web.Privacy;
using Portal.Web.Search;
using Portal.Web.Security;

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

    private protected FakeObjectives Objectives { get; } = new();

    private protected FakeUses Uses { get; } = new();

    private protected FakeOwnFeeds Own { get; } = new();

    private protected FakeContracts Contracts { get; } = new();

    private protected FakeShares Shares { get; } = new();

    private protected FakePollHistory Polls { get; } = new();

    private protected FakeLive Live { get; }

    private protected FakeActivity Activity { get; } = new();

    private protected FakeProjections Projections { get; } = new();

    private protected FakeAudit Audit { get; } = new();

    protected FeedsTest()
    {
        Live = new FakeLive(Log);
        Services.AddSingleton<IFeedFigures>(Figures);
        Services.AddSingleton<IThroughput>(Throughput);
        Services.AddSingleton<ITypedThroughput>(Throughput);
        Services.AddSingleton<ISubscriptions>(Subscriptions);
        Services.AddSingleton<IAuditTrail>(Audit);
        Services.AddSingleton<SubscriptionDesk>();
        Services.AddSingleton<SubscriberDesk>();
        Services.AddSingleton<IGrantees>(new NoGrantees());
        Services.AddSingleton(provider => new FeedGrants(
            provider.GetRequiredService<FeedRegistry>(), Feeds, new AccessControl(Clock), new CatalogueChanges(), new FakeAudit(), Clock));
        Services.AddSingleton<IEventLog>(Log);
        Services.AddSingleton<IHubDesk>(Hub);
        Services.AddSingleton<IEventArchive>(Archive);
        Services.AddSingleton<ILiveEntries>(Live);
        Services.AddSingleton<ICurrentActor>(new FakeActor(Task.FromResult(Viewer)));
        var privacy = new EntryPrivacy(Feeds, Contracts, new CompiledContracts(), new AccessControl(Clock));
        Services.AddSingleton(privacy);
        Services.AddSingleton(new ShownEntries(Log, Live, Feeds, privacy));
        Services.AddSingleton(new RevealDesk(NewRegistry(), Log, Activity, Audit));
        Services.AddSingleton<IProjections>(Projections);
        Services.AddSingleton<ProjectionRestarts>();
        Services.AddSingleton(new CatalogueChanges());
        Services.AddSingleton<HealthCheckService>(new WellChecked());
        Services.AddSingleton(provider => new ReaderDesk(provider.GetRequiredService<FeedRegistry>(), Own, Clock));
        Services.AddSingleton<ICatalogueReader>(provider => new CatalogueReader(
            provider.GetRequiredService<FeedRegistry>(),
            Contracts,
            new SearchKeeper(Feeds, Contracts, new CatalogueChanges(), Clock, NullLogger<SearchKeeper>.Instance),
            Log));
        Services.AddSingleton<HomeReader>();
        Services.AddSingleton(provider => new FeedParties(provider.GetRequiredService<FeedRegistry>(), [new KeyConsumers(Uses), new DerivedFeeds(Feeds)], Uses));
        Services.AddSingleton<HealthReader>();
        Services.AddSingleton<ISubscriptionStore>(new NoSubscriptions());
        Services.AddSingleton<HealthTrend>();
        Services.AddSingleton<ScoreCardReader>();
        Services.AddSingleton<IScoreCardShareStore>(Shares);
        Services.AddSingleton(new ScoreCardShares(Shares, NewRegistry(), Feeds, new FakeActivity(), Audit, Clock));
        Services.AddSingleton<IPollHistory>(Polls);
        Services.AddSingleton(new ObjectiveDesk(NewRegistry(), Objectives, new ObjectiveReader(Objectives, Objectives, Clock), Audit, Clock));
        Services.AddSingleton(new GapDesk(NewRegistry(), Subscriptions, Audit));
    }

    private FeedRegistry NewRegistry() => new(Feeds, new AccessControl(Clock), new CatalogueChanges(), Activity, Audit, Clock);

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

    private sealed class NoGrantees : IGrantees
    {
        public Task<IReadOnlyList<(string Id, string Name)>> ListAsync(GranteeKind kind, Actor actor, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<(string Id, string Name)>>([]);
    }
}
