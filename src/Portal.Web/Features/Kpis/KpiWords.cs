using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Web.Shared.Figures;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Kpis;

/// <summary>KPIs in words.</summary>
internal static class KpiWords
{
    /// <summary>A figure: short from ten thousand on, else with its digits.</summary>
    public static string Value(Kpi kpi, double? value) => Value(value, kpi.Decimals);

    public static string Value(double? value, int decimals) => value switch
    {
        null => "–",
        { } large when Math.Abs(large) >= 100_000 => Figure.Short(large),
        { } small => Figure.Decimal(small, decimals),
    };

    public static string UnitOf(Kpi kpi) => kpi.Definition.IsPercent && kpi.Unit.Length == 0 ? "%" : kpi.Unit;

    public static string Window(KpiWindow window) => window switch
    {
        { Kind: KpiWindowKind.Tumbling, Length.TotalDays: 1 } => "today (UTC)",
        { Kind: KpiWindowKind.Tumbling, Length: var length } => $"running {Figure.Duration(length)}",
        { Length: var length } => $"last {(length.TotalMinutes == 60 ? "60 min" : Figure.Duration(length))}",
    };

    public static string Judgement(Kpi kpi, double? value) => kpi.Goal is not { } goal ? "" : goal.Judge(value) switch
    {
        KpiJudgement.Good => "on target",
        KpiJudgement.Watch => "to be watched",
        KpiJudgement.Bad => "bad",
        _ => "no figure yet",
    };

    public static PortalState? State(KpiGoal? goal, double? value) => goal?.Judge(value) switch
    {
        KpiJudgement.Good => PortalState.Healthy,
        KpiJudgement.Watch => PortalState.Late,
        KpiJudgement.Bad => PortalState.Failing,
        _ => null,
    };

    /// <summary>The bar from 0 up to a good deal beyond the target; null where it would say nothing.</summary>
    public static KpiTarget? Target(KpiGoal? goal, double? value)
    {
        if (goal is null || value is not { } figure || goal.Value <= 0 || figure < 0)
        {
            return null;
        }

        var end = Math.Max(Math.Max(goal.Value, goal.Bad) * 1.25, figure);
        return new KpiTarget(figure / end, goal.Value / end, goal.Judge(value) == KpiJudgement.Good);
    }

    public static string Goal(Kpi kpi) => kpi.Goal is { } goal
        ? $"target {Value(kpi, goal.Value)}, bad {(goal.HigherIsBetter ? "at or below" : "at or above")} {Value(kpi, goal.Bad)}"
        : "no target";

    public static string Measure(KpiMeasure measure)
    {
        var of = measure.Field is { } field ? $" of {field.Name}" : " of entries";
        return measure.Kind switch
        {
            AggregateKind.Percentile => $"{measure.Percentile:0.##}th percentile{of}",
            AggregateKind.Distinct => $"different values{of}",
            AggregateKind.Last => $"last value{of}",
            var kind => kind.ToString().ToLowerInvariant() + of,
        } + (measure.Where.Count == 0 ? "" : $" where {string.Join(" and ", measure.Where)}");
    }

    /// <summary>What an empty bucket says: nothing was counted is 0, nothing was measured is no figure.</summary>
    public static double Empty(KpiDefinition definition) =>
        definition.Per is null && definition.Measure.Kind is AggregateKind.Count or AggregateKind.Sum or AggregateKind.Distinct ? 0 : double.NaN;

    /// <summary>The group's values, for people.</summary>
    public static string Group(IReadOnlyList<string> values) => string.Join(" · ", values.Select(value => value.Length == 0 ? "(none)" : value));

    /// <summary>On how many entries something was otherwise than expected, each in a sentence.</summary>
    public static IEnumerable<(long Count, string Text)> Problems(KpiProblems problems, KpiDefinition definition)
    {
        (long, string)[] all =
        [
            (problems.Missing, "entries have no value where the path leads"),
            (problems.WrongType, "entries have a value there that is no number, or one beyond 10^18"),
            (problems.Late, $"entries came in more than {Figure.Duration(definition.Lateness)} late and are not measured"),
            (problems.Future, "entries bear a date in the future and count as of when they came in"),
            (problems.Unreadable, "entries have a payload that could not be read to its end"),
        ];
        return all.Where(problem => problem.Item1 > 0);
    }
}
