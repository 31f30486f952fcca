using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.Web.Features.Kpis;

/// <summary>A KPI that follows from a contract.</summary>
/// <param name="Draft">What it would be.</param>
/// <param name="Known">The KPI that measures the same already; null when there is none that the reader sees.</param>
internal sealed record KpiProposal(KpiDraft Draft, Kpi? Known)
{
    /// <summary>Its title.</summary>
    public string Title => Known?.Title ?? Draft.Title;
}

/// <summary>The KPIs that follow from what the contracts of feeds mark.</summary>
internal sealed class ContractKpis(ContractFields fields, KpiDesk desk)
{
    private const int MaxFeeds = 5;

    /// <summary>One for each measure, by two dimensions at most; where nothing is measured the entries by it.</summary>
    public async ValueTask<IReadOnlyList<KpiProposal>> ProposeAsync(IReadOnlyList<Feed> feeds, Actor actor, CancellationToken cancellationToken = default)
    {
        var seen = await desk.ListAsync(actor, cancellationToken);
        List<KpiProposal> proposals = [];
        foreach (var feed in feeds.Take(MaxFeeds))
        {
            foreach (var draft in Of(feed, await fields.OfAsync([feed.Id], cancellationToken)))
            {
                proposals.Add(new KpiProposal(draft, seen.FirstOrDefault(kpi => kpi.Definition.MeasuresAs(draft.Definition!))));
            }
        }

        return proposals;
    }

    /// <summary>The KPI of a proposal: the one that there is, else a new one.</summary>
    public async Task<Outcome<Kpi>> TakeAsync(KpiProposal proposal, Actor actor, CancellationToken cancellationToken = default) =>
        proposal.Known is { } known ? known : await desk.CreateAsync(proposal.Draft, actor, cancellationToken: cancellationToken);

    /// <summary>What follows for one feed. Pure.</summary>
    internal static IReadOnlyList<KpiDraft> Of(Feed feed, IReadOnlyList<MarkedField> marked)
    {
        const int mostOfFeed = 4;
        var measures = marked.Where(field => field.IsMeasure).Take(mostOfFeed).ToList();
        var dimensions = marked.Where(field => !field.IsMeasure).ToList();
        return measures.Count > 0 ? [.. measures.Select(measure => Measured(feed, measure, DimensionsFor(measure, dimensions)))]
            : dimensions.Count == 0 ? []
            : [Draft(feed, $"{feed.Title}: entries", "", 0, new KpiMeasure(AggregateKind.Count), dimensions.Take(1))];
    }

    // What stands beside the measure first. What repeats where the measure does not would count it more than once.
    private static IEnumerable<MarkedField> DimensionsFor(MarkedField measure, IReadOnlyList<MarkedField> dimensions) => dimensions
        .Where(dimension => !Repeats(dimension) || ParentOf(dimension) == ParentOf(measure))
        .OrderByDescending(dimension => ParentOf(dimension) == ParentOf(measure))
        .Take(2);

    private static bool Repeats(MarkedField field) => field.Field.Path!.Contains("/*", StringComparison.Ordinal);

    private static string ParentOf(MarkedField field) => field.Field.Path![..field.Field.Path!.LastIndexOf('/')];

    private static KpiDraft Measured(Feed feed, MarkedField measure, IEnumerable<MarkedField> dimensions)
    {
        var kind = measure.Marks.Aggregation switch
        {
            FieldAggregation.Average => AggregateKind.Average,
            FieldAggregation.Minimum => AggregateKind.Minimum,
            FieldAggregation.Maximum => AggregateKind.Maximum,
            FieldAggregation.Last => AggregateKind.Last,
            _ => AggregateKind.Sum,
        };
        return Draft(
            feed, $"{feed.Title}: {measure.Field.Name}{(kind == AggregateKind.Sum ? "" : $", {kind.ToString().ToLowerInvariant()}")}", measure.Marks.Unit ?? "",
            measure.Kind == FieldKind.Integer ? 0 : 2, new KpiMeasure(kind, measure.Field), dimensions) with
        {
            Summary = measure.Description is { Length: <= KpiDraft.MaxSummary } said ? said : "",
        };
    }

    private static KpiDraft Draft(Feed feed, string title, string unit, int decimals, KpiMeasure measure, IEnumerable<MarkedField> dimensions) => new()
    {
        Title = title.Length > KpiDraft.MaxTitle ? title[..KpiDraft.MaxTitle] : title,
        Unit = unit.Length > KpiDraft.MaxUnit ? unit[..KpiDraft.MaxUnit] : unit,
        Decimals = decimals,
        Definition = new KpiDefinition { Feeds = [feed.Id], Measure = measure, Dimensions = [.. dimensions.Select(dimension => dimension.Field)] },
    };
}
