using Portal.Events.Activity;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Objectives;
using Portal.Monitoring.Rules.Evaluators;

namespace Portal.Monitoring.Rules;

/// <summary>Makes evaluators of definitions. Live rules and back-tests go through here.</summary>
internal static class RuleCompiler
{
    /// <summary>The category of the activity entry that tells of a gap, and the scheme of the one that names the feed.</summary>
    private const string GapFound = "subscription.gap.found";

    /// <summary>The evaluator of a definition that keeps to <see cref="RuleRules"/>.</summary>
    /// <param name="rule">The definition.</param>
    /// <param name="kpi">Its KPI; null for rules about entries.</param>
    public static IRuleEvaluator Compile(RuleDefinition rule, Kpi? kpi) => rule.Kind switch
    {
        RuleKind.Threshold => new ThresholdEvaluator(kpi!.Definition, kpi.Definition.Window.Length, rule.Limit!.Value, rule.Below, rule.AtLeast, kpi.Title),
        RuleKind.RateOfChange => new RateOfChangeEvaluator(kpi!.Definition, kpi.Definition.Window.Length, rule.Limit!.Value, rule.Below, rule.AtLeast, kpi.Title),
        RuleKind.Unusual => new UnusualEvaluator(kpi!.Definition, rule.Limit!.Value, kpi.Title),
        RuleKind.TopChange => new TopChangeEvaluator(kpi!.Definition, rule.Within!.Value, (int)rule.Limit!.Value, kpi.Title),
        RuleKind.Silence => new SilenceEvaluator(rule),
        RuleKind.Duplicates => new DuplicatesEvaluator(rule),
        RuleKind.Conformance => new ThresholdEvaluator(ShareOfInvalid(rule), rule.Within!.Value, rule.Limit!.Value, below: false, rule.AtLeast, "The share of invalid entries in percent"),
        RuleKind.Gap => new OccurrenceEvaluator([IActivityLog.Feed], NewsOf(rule, GapFound)),
        RuleKind.BudgetBurn => new OccurrenceEvaluator([IActivityLog.Feed], NewsOf(rule, ObjectiveNews.BudgetBurning)),
        RuleKind.Sequence => new SequenceEvaluator(rule),
        _ => new MissingFollowUpEvaluator(rule),
    };

    /// <summary>How far back a rule must read before it can say anything: what is usual takes weeks, a window its length twice.</summary>
    public static TimeSpan LookBack(RuleDefinition rule, Kpi? kpi) => rule.Kind switch
    {
        RuleKind.Unusual => TimeSpan.FromDays(7 * UnusualEvaluator.Weeks),
        RuleKind.Threshold or RuleKind.RateOfChange => kpi!.Definition.Window.Length * 2,
        RuleKind.TopChange => rule.Within!.Value * 3,
        RuleKind.Gap or RuleKind.BudgetBurn => TimeSpan.Zero,
        _ => rule.Within!.Value,
    };

    private static KpiDefinition ShareOfInvalid(RuleDefinition rule)
    {
        var conformance = new EntryField(EntryFieldKind.Conformance);
        return new KpiDefinition
        {
            Feeds = rule.Feeds,
            Measure = new KpiMeasure(AggregateKind.Count) { Where = [new FieldCondition(conformance, Comparison.Is, "invalid")] },
            Per = new KpiMeasure(AggregateKind.Count) { Where = [new FieldCondition(conformance, Comparison.IsNot, "unchecked")] },
            IsPercent = true,
            Where = rule.Where,
        };
    }

    private static FieldCondition[] NewsOf(RuleDefinition rule, string kind)
    {
        var category = new EntryField(EntryFieldKind.Category);
        return [new FieldCondition(category, Comparison.Is, kind), new FieldCondition(category, Comparison.Is, [.. rule.Feeds.Select(feed => feed.Value)])];
    }
}
