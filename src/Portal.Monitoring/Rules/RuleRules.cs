using Portal.Monitoring.Kpis;

namespace Portal.Monitoring.Rules;

/// <summary>What a rule's definition must keep to. Pure.</summary>
public static class RuleRules
{
    /// <summary>The most steps of a sequence.</summary>
    public const int MaxSteps = 10;

    /// <summary>Whether a kind looks at a KPI.</summary>
    public static bool IsAboutKpi(RuleKind kind) => kind is RuleKind.Threshold or RuleKind.RateOfChange or RuleKind.Unusual or RuleKind.TopChange;

    /// <summary>Whether a kind has steps.</summary>
    public static bool HasSteps(RuleKind kind) => kind is RuleKind.Sequence or RuleKind.MissingFollowUp;

    /// <summary>Whether a kind has a time that it is about.</summary>
    public static bool HasWithin(RuleKind kind) => kind is not (RuleKind.Threshold or RuleKind.RateOfChange or RuleKind.Unusual) && !IsAboutNews(kind);

    /// <summary>Whether a kind hears of its feeds from the portal, and does not look at their entries.</summary>
    public static bool IsAboutNews(RuleKind kind) => kind is RuleKind.Gap or RuleKind.BudgetBurn;

    /// <summary>Whether a kind has a limit.</summary>
    public static bool HasLimit(RuleKind kind) => IsAboutKpi(kind) || kind == RuleKind.Conformance;

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    /// <param name="rule">The definition.</param>
    /// <param name="kpi">The KPI that it names; null when there is none.</param>
    public static IReadOnlyDictionary<string, string[]> Check(RuleDefinition rule, Kpi? kpi)
    {
        Dictionary<string, string[]> errors = [];
        if (IsAboutKpi(rule.Kind) && kpi is null)
        {
            errors["kpi"] = [rule.Kpi is null ? "Say which KPI it looks at." : $"There is no KPI '{rule.Kpi}'."];
        }

        if (rule.Kind == RuleKind.TopChange && kpi is { Definition.Dimensions.Count: 0 })
        {
            errors["kpi"] = ["The KPI has no dimension: there are no leading groups."];
        }

        if (!IsAboutKpi(rule.Kind) && !HasSteps(rule.Kind) && rule.Feeds.Count is 0 or > KpiDefinition.MaxFeeds)
        {
            errors["feeds"] = [$"A rule is about 1 to {KpiDefinition.MaxFeeds} feeds."];
        }

        if (HasLimit(rule.Kind) && LimitProblem(rule) is { } limit)
        {
            errors["limit"] = [limit];
        }

        if (HasWithin(rule.Kind) && (rule.Within is not { } within || within < TimeSpan.FromSeconds(1) || within > RuleDefinition.MaxWindow))
        {
            errors["within"] = [$"From one second up to {RuleDefinition.MaxWindow.TotalDays} days."];
        }

        if (rule.Kind is RuleKind.Conformance or RuleKind.TopChange && rule.Within < TimeSpan.FromMinutes(1))
        {
            errors["within"] = ["A window has at least a minute."];
        }

        if (rule.Kind == RuleKind.Duplicates && rule.Key is null)
        {
            errors["key"] = ["Say which field must not come again."];
        }
        else if (rule.Key?.Problem is { } key)
        {
            errors["key"] = [key];
        }

        if (HasSteps(rule.Kind) && StepsProblem(rule) is { } steps)
        {
            errors["steps"] = [steps];
        }

        if (rule.Where.Count > KpiDefinition.MaxConditions || rule.Where.Select(condition => condition.Problem).FirstOrDefault(problem => problem is not null) is { })
        {
            errors["where"] = [rule.Where.Select(condition => condition.Problem).FirstOrDefault(problem => problem is not null) ?? $"At most {KpiDefinition.MaxConditions} conditions."];
        }

        if (rule.AtLeast < 1)
        {
            errors["atLeast"] = ["At least 1."];
        }

        if (rule.Hours?.Problem is { } hours)
        {
            errors["hours"] = [hours];
        }

        if (rule.ResolveAfter is { } after && (after < TimeSpan.FromMinutes(1) || after > RuleDefinition.MaxWindow))
        {
            errors["resolveAfter"] = [$"From one minute up to {RuleDefinition.MaxWindow.TotalDays} days."];
        }

        return errors;
    }

    private static string? LimitProblem(RuleDefinition rule) => rule.Limit switch
    {
        null => "This is required.",
        { } number when !double.IsFinite(number) => "This must be a number.",
        <= 0 when rule.Kind is RuleKind.RateOfChange or RuleKind.Unusual => "This must be above 0.",
        < 0 or > 100 when rule.Kind == RuleKind.Conformance => "A share is 0 to 100 percent.",
        { } top when rule.Kind == RuleKind.TopChange && (top is < 1 or > KpiGroups.Max || top != Math.Floor(top)) => $"1 to {KpiGroups.Max} leading groups.",
        _ => null,
    };

    private static string? StepsProblem(RuleDefinition rule)
    {
        if (rule.Kind == RuleKind.MissingFollowUp ? rule.Steps.Count != 2 : rule.Steps.Count is < 2 or > MaxSteps)
        {
            return rule.Kind == RuleKind.MissingFollowUp ? "Say what happens and what should follow: two steps." : $"2 to {MaxSteps} steps.";
        }

        return rule.Steps.Select(step => step.Key.Problem ?? step.Where.Select(condition => condition.Problem).FirstOrDefault(problem => problem is not null))
            .FirstOrDefault(problem => problem is not null);
    }
}
