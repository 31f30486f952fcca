using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Kpis;
using Portal.Web.Features.Processes;

namespace Portal.Web.Features.Samples;

/// <summary>What the sample organisation watches: KPIs over its feeds, and rules.</summary>
internal sealed class SampleMonitoring(KpiDesk kpis, RuleDesk rules, ProcessDesk processes, IKpiStore kpiStore, IRuleStore ruleStore, IProcessStore processStore, IIncidentStore incidents)
{
    private static readonly FeedId Orders = FeedId.Parse(SampleFeeds.Orders);
    private static readonly FeedId Shipments = FeedId.Parse(SampleFeeds.Shipments);
    private static readonly FeedId Invoices = FeedId.Parse(SampleFeeds.Invoices);
    private static readonly EntryField Conformance = new(EntryFieldKind.Conformance);

    /// <summary>Puts those in place that are not there: KPIs first, which rules look at.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var known = (await kpiStore.ListAsync(cancellationToken)).Select(kpi => kpi.Id).ToHashSet();
        foreach (var kpi in Kpis().Where(kpi => !known.Contains(kpi.Id!)))
        {
            await kpis.CreateAsync(kpi, Actor.Portal, isSample: true, cancellationToken);
        }

        var looking = (await ruleStore.ListAsync(cancellationToken)).Select(rule => rule.Id).ToHashSet();
        foreach (var rule in Rules().Where(rule => !looking.Contains(rule.Id!)))
        {
            await rules.CreateAsync(rule, Actor.Portal, isSample: true, cancellationToken);
        }

        var followed = (await processStore.ListAsync(cancellationToken)).Select(process => process.Id).ToHashSet();
        if (!followed.Contains(OrderToCash.Id!))
        {
            await processes.CreateAsync(OrderToCash, Actor.Portal, isSample: true, cancellationToken);
        }
    }

    /// <summary>Removes them with their incidents.</summary>
    public async Task RemoveAsync()
    {
        foreach (var rule in (await ruleStore.ListAsync()).Where(rule => rule.IsSample))
        {
            await ruleStore.RemoveAsync(rule.Id);
            await incidents.RemoveOfRuleAsync(rule.Number);
        }

        foreach (var process in (await processStore.ListAsync()).Where(process => process.IsSample))
        {
            await processStore.RemoveAsync(process.Id);
        }

        foreach (var kpi in (await kpiStore.ListAsync()).Where(kpi => kpi.IsSample))
        {
            await kpiStore.RemoveAsync(kpi.Id);
        }
    }

    private static ProcessDraft OrderToCash => new(
        "From order to invoice",
        "How orders go through the house, and which wait for too long.",
        new ProcessDefinition(
        [
            new ProcessStep("Order placed", Orders, EntryField.Json("/number"), [new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, SampleDetails.OrderPlaced)], TimeSpan.FromMinutes(2)),
            new ProcessStep("Sent", Shipments, EntryField.Xml("/shipment/order"), [], TimeSpan.FromMinutes(5)),
            new ProcessStep("Invoiced", Invoices, EntryField.Json("/order"), []),
        ]))
    {
        Id = "sample-order-to-invoice",
    };

    private static IEnumerable<KpiDraft> Kpis() =>
    [
        new KpiDraft
        {
            Id = "sample-orders-an-hour",
            Title = "Orders in the last hour",
            Summary = "Orders placed, by the channel they came in by.",
            Unit = "orders",
            Goal = new KpiGoal(1500, 500),
            Definition = Over(Orders) with
            {
                Where = [new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, SampleDetails.OrderPlaced)],
                Dimensions = [EntryField.Json("/channel")],
            },
        },
        new KpiDraft
        {
            Id = "sample-turnover-today",
            Title = "Turnover today",
            Summary = "What orders in euro are worth, since midnight UTC.",
            Unit = "EUR",
            Decimals = 2,
            Definition = Over(Orders, new KpiMeasure(AggregateKind.Sum, EntryField.Json("/total"))) with
            {
                Where = [new FieldCondition(EntryField.Json("/currency"), Comparison.Is, "EUR")],
                Dimensions = [EntryField.Json("/channel")],
                Window = new KpiWindow(KpiWindowKind.Tumbling, TimeSpan.FromDays(1)),
            },
        },
        new KpiDraft
        {
            Id = "sample-order-value-p95",
            Title = "Order value, 95th percentile",
            Summary = "Nineteen of twenty orders are worth at most this.",
            Decimals = 2,
            Definition = Over(Orders, new KpiMeasure(AggregateKind.Percentile, EntryField.Json("/total"), 95)) with { Dimensions = [EntryField.Json("/currency")] },
        },
        new KpiDraft
        {
            Id = "sample-pieces-by-article",
            Title = "Pieces sold by article",
            Unit = "pieces",
            Definition = Over(Orders, new KpiMeasure(AggregateKind.Sum, EntryField.Json("/lines/*/quantity"))) with { Dimensions = [EntryField.Json("/lines/*/sku")] },
        },
        new KpiDraft
        {
            Id = "sample-invalid-orders",
            Title = "Orders that break their contract",
            Decimals = 1,
            Goal = new KpiGoal(2, 10),
            Definition = Over(Orders, new KpiMeasure(AggregateKind.Count) { Where = [new FieldCondition(Conformance, Comparison.Is, "invalid")] }) with
            {
                Per = new KpiMeasure(AggregateKind.Count),
                IsPercent = true,
            },
        },
        new KpiDraft
        {
            Id = "sample-parcels-by-carrier",
            Title = "Parcels sent",
            Unit = "parcels",
            Definition = Over(Shipments) with { Dimensions = [EntryField.Xml("/shipment/carrier")] },
        },
        new KpiDraft
        {
            Id = "sample-invoiced",
            Title = "Invoiced in the last hour",
            Unit = "all currencies",
            Decimals = 2,
            Definition = Over(Invoices, new KpiMeasure(AggregateKind.Sum, EntryField.Json("/amount"))) with { Dimensions = [EntryField.Json("/currency")] },
        },
    ];

    private static IEnumerable<RuleDraft> Rules() =>
    [
        new RuleDraft
        {
            Id = "sample-order-not-shipped",
            Title = "An order is not shipped in time",
            Owner = "Logistics",
            Definition = new RuleDefinition
            {
                Kind = RuleKind.MissingFollowUp,
                Within = TimeSpan.FromMinutes(2),
                Steps = [new RuleStep(Orders, EntryField.Json("/number"), []), new RuleStep(Shipments, EntryField.Xml("/shipment/order"), [])],
            },
        },
        new RuleDraft
        {
            Id = "sample-orders-silent",
            Title = "No orders come in",
            Severity = Severity.Critical,
            Owner = "Order management",
            Definition = new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Orders], Within = TimeSpan.FromMinutes(5) },
        },
        new RuleDraft
        {
            Id = "sample-invalid-orders-high",
            Title = "Too many orders break their contract",
            Owner = "Order management",
            Definition = new RuleDefinition { Kind = RuleKind.Threshold, Kpi = "sample-invalid-orders", Limit = 10, AtLeast = 50 },
        },
    ];

    private static KpiDefinition Over(FeedId feed, KpiMeasure? measure = null) => new() { Feeds = [feed], Measure = measure ?? new KpiMeasure(AggregateKind.Count) };
}
