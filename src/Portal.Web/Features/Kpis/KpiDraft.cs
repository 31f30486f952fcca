using System.Globalization;
using System.Text;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;

namespace Portal.Web.Features.Kpis;

/// <summary>A KPI as somebody wants it.</summary>
internal sealed record KpiDraft
{
    public const int MaxTitle = 120;
    public const int MaxSummary = 1000;
    public const int MaxUnit = 30;
    public const int MaxId = 60;
    public const int MaxDecimals = 6;

    /// <summary>Ids that addresses need for something else.</summary>
    private static readonly string[] Taken = ["current", "new", "back-test"];

    /// <summary>The id in addresses; null to make one of the title.</summary>
    public string? Id { get; init; }

    public string Title { get; init; } = "";

    public string Summary { get; init; } = "";

    public string Unit { get; init; } = "";

    public int Decimals { get; init; }

    public KpiDefinition? Definition { get; init; }

    public KpiGoal? Goal { get; init; }

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check()
    {
        Dictionary<string, string[]> errors = [];
        if (Id is not null && (Id.Length > MaxId || Taken.Contains(Id) || !FeedId.TryParse(Id, out _)))
        {
            errors["id"] = [$"1 to {MaxId} characters: a lower-case letter or digit first, then letters, digits, '.', '_' or '-'."];
        }

        if (string.IsNullOrWhiteSpace(Title) || Title.Length > MaxTitle)
        {
            errors["title"] = [$"1 to {MaxTitle} characters."];
        }

        if (Summary.Length > MaxSummary)
        {
            errors["summary"] = [$"At most {MaxSummary} characters."];
        }

        if (Unit.Length > MaxUnit)
        {
            errors["unit"] = [$"At most {MaxUnit} characters."];
        }

        if (Decimals is < 0 or > MaxDecimals)
        {
            errors["decimals"] = [$"0 to {MaxDecimals}."];
        }

        if (Goal is { } goal && (!double.IsFinite(goal.Value) || !double.IsFinite(goal.Bad)))
        {
            errors["goal"] = ["The target and the bad value are numbers."];
        }

        if (Definition is null)
        {
            errors["definition"] = ["This is required."];
            return errors;
        }

        foreach (var (field, messages) in KpiRules.Check(Definition))
        {
            errors["definition." + field] = messages;
        }

        return errors;
    }

    /// <summary>An id made of the title.</summary>
    public string IdOfTitle()
    {
        var id = new StringBuilder();
        foreach (var c in Title.Trim().ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var text = id.ToString().Trim('-');
        text = text.Length > MaxId - 8 ? text[..(MaxId - 8)].Trim('-') : text;
        return text.Length == 0 || Taken.Contains(text) ? $"{text}-one".TrimStart('-') : text;
    }

    /// <summary>The id made of the title with a number behind it.</summary>
    public string IdOfTitle(int attempt) =>
        attempt == 1 ? IdOfTitle() : string.Create(CultureInfo.InvariantCulture, $"{IdOfTitle()}-{attempt}");

    /// <summary>Fills in what a caller may have left null.</summary>
    public static KpiDefinition? Clean(KpiDefinition? definition) => definition is null ? null : definition with
    {
        Feeds = [.. (definition.Feeds ?? []).Distinct()],
        Measure = Clean(definition.Measure ?? new KpiMeasure(default)),
        Per = definition.Per is null ? null : Clean(definition.Per),
        Where = Clean(definition.Where),
        Dimensions = [.. (definition.Dimensions ?? []).Where(dimension => dimension is not null)],
        Window = definition.Window ?? new KpiWindow(KpiWindowKind.Sliding, TimeSpan.FromHours(1)),
    };

    private static KpiMeasure Clean(KpiMeasure measure) => measure with { Where = Clean(measure.Where) };

    public static IReadOnlyList<FieldCondition> Clean(IReadOnlyList<FieldCondition>? conditions) =>
    [
        .. (conditions ?? []).Where(condition => condition?.Field is not null)
            .Select(condition => condition with { Values = [.. (condition.Values ?? []).Where(value => value is not null)] }),
    ];
}
