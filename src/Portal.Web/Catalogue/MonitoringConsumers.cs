using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Rules;

namespace Portal.Web.Catalogue;

/// <summary>The dashboards that show a feed: its throughput, or a KPI over it. Those about all feeds whatever they are do not count.</summary>
internal sealed class DashboardConsumers(IDashboardStore dashboards, IKpiStore kpis) : IObservedConsumers
{
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var over = (await kpis.ListAsync(cancellationToken)).Where(kpi => kpi.Definition.Feeds.Contains(feed)).ToDictionary(kpi => kpi.Id);
        List<ObservedConsumer> seen = [];
        foreach (var dashboard in (await dashboards.ListAsync(cancellationToken)).OrderByDescending(dashboard => dashboard.Changed))
        {
            var shown = dashboard.Body.Tiles.Select(tile => tile.Kpi is { } id ? over.GetValueOrDefault(id) : null).OfType<Kpi>().ToList();
            if (shown.Count > 0 || dashboard.Body.Tiles.Any(tile => tile.Feeds.Contains(feed)))
            {
                var reads = FieldReads.Of(shown.SelectMany(kpi => FieldReads.In(kpi.Definition)));

                // What is not shared with everybody is not told by its title.
                seen.Add(dashboard.Sharing == DashboardSharing.Everyone
                    ? new ObservedConsumer(ConsumerKind.Dashboard, dashboard.Body.Title) { Href = $"dashboards/{dashboard.Id}", Reads = reads, ReadsFields = reads.Count > 0 }
                    : new ObservedConsumer(ConsumerKind.Dashboard, $"A dashboard of {dashboard.OwnerName}") { Reads = reads, ReadsFields = reads.Count > 0 });
            }
        }

        return [.. seen.Take(FieldReads.MaxListed)];
    }
}

/// <summary>The KPIs that are computed from a feed.</summary>
internal sealed class KpiConsumers(IKpiStore kpis, IFeedStore feeds) : IObservedConsumers
{
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        List<ObservedConsumer> seen = [];
        foreach (var kpi in (await kpis.ListAsync(cancellationToken)).Where(kpi => kpi.Definition.Feeds.Contains(feed)).Take(FieldReads.MaxListed))
        {
            var reads = FieldReads.Of(FieldReads.In(kpi.Definition));
            var named = await feeds.AreOpenAsync(kpi.Definition.Feeds, feed, cancellationToken);
            seen.Add(new ObservedConsumer(ConsumerKind.Kpi, named ? kpi.Title : $"A KPI of {kpi.CreatedByName}")
            {
                Href = named ? $"kpis/{kpi.Id}" : null,
                Reads = reads,
                ReadsFields = reads.Count > 0,
            });
        }

        return seen;
    }
}

/// <summary>The alert rules that watch a feed themselves; those about a KPI are behind that.</summary>
internal sealed class RuleConsumers(IRuleStore rules, IFeedStore feeds) : IObservedConsumers
{
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        List<ObservedConsumer> seen = [];
        foreach (var rule in await rules.ListAsync(cancellationToken))
        {
            var (definition, steps) = (rule.Definition, rule.Definition.Steps.Where(step => step.Feed == feed).ToList());
            if (definition.Feeds.Contains(feed) || steps.Count > 0)
            {
                var reads = FieldReads.Of(
                [
                    definition.Key, .. definition.Where.Select(condition => condition.Field),
                    .. steps.Select(step => step.Key), .. steps.SelectMany(step => step.Where).Select(condition => condition.Field),
                ]);
                var named = await feeds.AreOpenAsync(definition.Feeds.Concat(definition.Steps.Select(step => step.Feed)), feed, cancellationToken);
                seen.Add(new ObservedConsumer(ConsumerKind.AlertRule, named ? rule.Title : $"An alert rule of {rule.CreatedByName}")
                {
                    Href = named ? $"alerts/rules/{rule.Id}" : null,
                    Reads = reads,
                    ReadsFields = reads.Count > 0,
                });
            }
        }

        return [.. seen.Take(FieldReads.MaxListed)];
    }
}

/// <summary>The processes of which a feed tells a step.</summary>
internal sealed class ProcessConsumers(IProcessStore processes, IFeedStore feeds) : IObservedConsumers
{
    public async Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        List<ObservedConsumer> seen = [];
        foreach (var process in await processes.ListAsync(cancellationToken))
        {
            var steps = process.Definition.Steps.Where(step => step.Feed == feed).ToList();
            if (steps.Count > 0)
            {
                var named = await feeds.AreOpenAsync(process.Definition.Feeds, feed, cancellationToken);
                seen.Add(new ObservedConsumer(ConsumerKind.Process, named ? process.Title : $"A process of {process.CreatedByName}")
                {
                    Href = named ? $"processes/{process.Id}" : null,
                    Reads = FieldReads.Of(steps.Select(step => step.Key).Concat(steps.SelectMany(step => step.Where).Select(condition => condition.Field))),
                });
            }
        }

        return seen;
    }
}

/// <summary>Which fields of payloads are read.</summary>
internal static class FieldReads
{
    /// <summary>The most of one kind that are listed of a feed.</summary>
    public const int MaxListed = 1000;

    /// <summary>The paths of those fields that stand in the payload.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<EntryField?> fields) =>
        [.. fields.Where(field => field?.Kind == EntryFieldKind.Payload).Select(field => field!.Path!).Distinct()];

    /// <summary>The fields that a KPI is worked out of.</summary>
    public static IEnumerable<EntryField?> In(KpiDefinition definition) =>
        definition.Dimensions.Append(definition.Measure.Field).Append(definition.Per?.Field)
            .Concat(definition.Where.Concat(definition.Measure.Where).Concat(definition.Per?.Where ?? []).Select(condition => condition.Field));

    /// <summary>Whether everybody sees the feeds beside one: else who looks after that one is not told what the thing over all of them is called.</summary>
    public static async ValueTask<bool> AreOpenAsync(this IFeedStore feeds, IEnumerable<FeedId> all, FeedId beside, CancellationToken cancellationToken)
    {
        foreach (var id in all.Distinct().Where(id => id != beside))
        {
            if (await feeds.FindAsync(id, cancellationToken) is { Visibility: FeedVisibility.Restricted })
            {
                return false;
            }
        }

        return true;
    }
}
