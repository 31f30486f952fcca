using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Notifications;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Processes;
using Portal.ComponentTests.Requests;
using Portal.Contracts;
using Portal.Events;
using Portal.Ingestion.Intake;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Dashboards;
using Portal.Web.Features.Kpis;
using Portal.Web.Features.Processes;
using Portal.TestKit;

namespace Portal.ComponentTests.Monitoring;

/// <summary>KPIs, rules and incidents in memory.</summary>
public abstract class MonitoringTest : FeedsTest
{
    private protected FakeKpis Kpis { get; } = new();

    private protected FakeBuckets Buckets { get; } = new();

    private protected FakeRules Rules { get; } = new();

    private protected ContractsInForce InForce { get; } = new();

    private protected FakeIncidents Incidents { get; } = new();

    private protected FakeDashboardStore DashboardStore { get; } = new();

    private protected DashboardRegistry Dashboards { get; }

    private protected FakeProcesses Processes { get; } = new();

    private protected IncidentMask Mask { get; }

    protected MonitoringTest()
    {
        var compiled = new CompiledContracts();
        var privates = new PrivateFields(InForce, compiled, Feeds);
        var fields = new ContractFields(InForce, compiled);
        var kpis = new KpiDesk(Kpis, Feeds, new KpiFigures(Buckets, Clock), Projections, Projections, privates, new FakeActivity(), Audit, Clock);
        Mask = new IncidentMask(privates, Rules);
        Services.AddSingleton(privates);
        Services.AddSingleton(fields);
        Services.AddSingleton(kpis);
        Services.AddSingleton(new ContractKpis(fields, kpis));
        Services.AddSingleton(new KpiTileReader(kpis, Clock));
        Services.AddSingleton(new KpiReader(kpis, new KpiEntries(Log), Log, Clock));
        Services.AddSingleton(new RuleDesk(Rules, Kpis, kpis, privates, new BackTest(Log, Clock), Projections, new FakeActivity(), Audit, Clock));
        Services.AddSingleton(new ProcessDesk(Processes, Processes, Feeds, kpis, privates, Projections, Projections, new FakeActivity(), Audit, Clock));
        Services.AddSingleton<WorkTileReader>();
        Dashboards = new DashboardRegistry(DashboardStore, new FakeActivity(), new FakeAudit(), Clock);
        Services.AddSingleton(Dashboards);
        Services.AddSingleton(new IncidentDesk(Incidents, kpis, Mask, Bench.People, Bench.Notifier, Audit, Clock));
    }

    /// <summary>A KPI that has counted so many entries in the running minute.</summary>
    private protected Kpi Count(string id, string title, string feed, int count, KpiGoal? goal = null)
    {
        var kpi = new Kpi
        {
            Number = Kpis.Kpis.Count + 1,
            Id = id,
            Title = title,
            Unit = "orders",
            Definition = new KpiDefinition { Feeds = [FeedId.Parse(feed)], Measure = new KpiMeasure(AggregateKind.Count) },
            Goal = goal,
            CreatedBy = Operator.Id,
            CreatedByName = Operator.Name,
            Created = Now,
            Changed = Now,
        };
        Kpis.Kpis.Add(kpi);
        var bucket = new KpiBucket(kpi.Definition);
        for (var i = 0; i < count; i++)
        {
            bucket.Total.Add(isPer: false, new Measured(0, 0, Now.UtcTicks, i));
        }

        foreach (var resolution in Resolutions.All)
        {
            Buckets.Stored.Add((new BucketKey(kpi.Number, resolution, BucketTime.Floor(resolution, BucketTime.Minute(Now))), bucket.Store()));
        }

        Projections.Rows.Add(new ProjectionRow(kpi.Projection, new EventPosition(9), new EventPosition(9), true, null, null, Now));
        return kpi;
    }

    /// <summary>The same contracts for every feed; none at first.</summary>
    private protected sealed class ContractsInForce : ICurrentContracts
    {
        public IReadOnlyList<CurrentContract> All { get; set; } = [];

        public ValueTask<IReadOnlyList<CurrentContract>> ForFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => ValueTask.FromResult(All);
    }
}
