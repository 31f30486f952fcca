using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Alerts;

/// <summary>An alert rule as somebody wants it.</summary>
internal sealed record RuleDraft
{
    public const int MaxTitle = 120;
    public const int MaxOwner = 100;
    public const int MaxRunbook = 500;

    /// <summary>The id in addresses; null to make one of the title.</summary>
    public string? Id { get; init; }

    public string Title { get; init; } = "";

    public RuleDefinition? Definition { get; init; }

    public Severity Severity { get; init; } = Severity.Warning;

    public string Owner { get; init; } = "";

    public string Runbook { get; init; } = "";

    public bool Enabled { get; init; } = true;

    /// <summary>What is wrong beside the definition, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        Dictionary<string, string[]> errors = [];
        if (Id is not null && (Id.Length > KpiDraft.MaxId || !FeedId.TryParse(Id, out _)))
        {
            errors["id"] = [$"1 to {KpiDraft.MaxId} characters: a lower-case letter or digit first, then letters, digits, '.', '_' or '-'."];
        }

        if (string.IsNullOrWhiteSpace(Title) || Title.Length > MaxTitle)
        {
            errors["title"] = [$"1 to {MaxTitle} characters."];
        }

        if (Owner.Length > MaxOwner)
        {
            errors["owner"] = [$"At most {MaxOwner} characters."];
        }

        if (Runbook.Length > MaxRunbook || (Runbook.Length > 0 && !(Uri.TryCreate(Runbook, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")))
        {
            errors["runbook"] = [$"A web address of at most {MaxRunbook} characters."];
        }

        if (!Enum.IsDefined(Severity))
        {
            errors["severity"] = ["info, warning or critical."];
        }

        return errors;
    }

    /// <summary>Fills in what a caller may have left null.</summary>
    public static RuleDefinition? Clean(RuleDefinition? definition) => definition is null ? null : definition with
    {
        Feeds = [.. (definition.Feeds ?? []).Distinct()],
        Where = KpiDraft.Clean(definition.Where),
        Steps =
        [
            .. (definition.Steps ?? []).Where(step => step?.Key is not null).Select(step => step with { Where = KpiDraft.Clean(step.Where) }),
        ],
        Hours = definition.Hours is { } hours ? hours with { Days = hours.Days ?? [], Holidays = hours.Holidays ?? [], TimeZone = hours.TimeZone ?? "" } : null,
    };
}
