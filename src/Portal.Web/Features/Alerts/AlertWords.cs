using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Shared.Figures;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Alerts;

/// <summary>Rules and incidents in words.</summary>
internal static class AlertWords
{
    public static PortalState StateOf(Incident incident) => incident.State switch
    {
        IncidentState.Resolved => PortalState.Healthy,
        IncidentState.Acknowledged => PortalState.Paused,
        _ => incident.Severity == Severity.Critical ? PortalState.Failing : PortalState.Late,
    };

    public static string Word(IncidentState state) => state.ToString();

    public static string Kind(RuleKind kind) => kind switch
    {
        RuleKind.Threshold => "KPI above or below a value",
        RuleKind.RateOfChange => "KPI rises or falls",
        RuleKind.Unusual => "KPI unlike the usual for that hour and weekday",
        RuleKind.TopChange => "Leading groups of a KPI change",
        RuleKind.Silence => "Nothing comes in",
        RuleKind.Duplicates => "The same key comes again",
        RuleKind.Conformance => "Too many entries break their contract",
        RuleKind.Gap => "Entries of a followed feed were missed",
        RuleKind.BudgetBurn => "The error budget of an objective burns too fast",
        RuleKind.Sequence => "One thing after the other happens to a key",
        _ => "What should follow does not",
    };

    public static string Of(RuleDefinition rule) => rule.Kind switch
    {
        RuleKind.Threshold => $"{rule.Kpi} {(rule.Below ? "below" : "above")} {rule.Limit:0.###}",
        RuleKind.RateOfChange => $"{rule.Kpi} {(rule.Below ? "falls" : "rises")} by {rule.Limit:0.#}% against the window before",
        RuleKind.Unusual => $"{rule.Kpi} more than {rule.Limit:0.#} standard deviations from the usual",
        RuleKind.TopChange => $"leading {rule.Limit:0} groups of {rule.Kpi}, every {Within(rule)}",
        RuleKind.Silence => $"nothing by {Feeds(rule)} for {Within(rule)}",
        RuleKind.Duplicates => $"{rule.Key?.Name} of {Feeds(rule)} again within {Within(rule)}",
        RuleKind.Conformance => $"more than {rule.Limit:0.#}% of {Feeds(rule)} invalid within {Within(rule)}",
        RuleKind.Gap => $"gap in {Feeds(rule)}",
        RuleKind.BudgetBurn => $"error budget of {Feeds(rule)} burns too fast",
        RuleKind.Sequence => $"{string.Join(", then ", rule.Steps.Select(step => step.Feed))} within {Within(rule)}",
        _ => $"{rule.Steps[0].Feed} not followed by {rule.Steps[1].Feed} within {Within(rule)}",
    };

    private static string Within(RuleDefinition rule) => rule.Within is { } within ? Figure.Duration(within) : "";

    private static string Feeds(RuleDefinition rule) => string.Join(", ", rule.Feeds);
}
