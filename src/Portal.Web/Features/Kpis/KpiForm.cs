using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.Web.Features.Kpis;

/// <summary>Which part of a quotient a condition is for.</summary>
public enum ConditionScope
{
    /// <summary>Both parts.</summary>
    Both,

    /// <summary>The measure.</summary>
    Measure,

    /// <summary>What it is divided by.</summary>
    Per,
}

/// <summary>A condition as it is edited.</summary>
public sealed class ConditionRow
{
    /// <summary>The field.</summary>
    public EntryField Field { get; set; } = new(EntryFieldKind.EventType);

    /// <summary>How it is compared.</summary>
    public Comparison Comparison { get; set; }

    /// <summary>Values with commas between.</summary>
    public string Values { get; set; } = "";

    /// <summary>What it is for.</summary>
    public ConditionScope Scope { get; set; }

    internal FieldCondition ToCondition() => new(
        Field,
        Comparison,
        Comparison is Comparison.Exists or Comparison.Missing ? [] : Values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    internal static ConditionRow Of(FieldCondition condition, ConditionScope scope) => new()
    {
        Field = condition.Field,
        Comparison = condition.Comparison,
        Values = string.Join(", ", condition.Values),
        Scope = scope,
    };
}

/// <summary>A KPI as it is edited: every field as its control has it.</summary>
public sealed class KpiForm
{
    /// <summary>The title.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it means.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The unit.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Digits after the point.</summary>
    public int Decimals { get; set; }

    /// <summary>The ids of the feeds.</summary>
    public IReadOnlyCollection<string> Feeds { get; set; } = [];

    /// <summary>The measure.</summary>
    public AggregateKind Kind { get; set; }

    /// <summary>The field that is measured; null for entries.</summary>
    public EntryField? Field { get; set; }

    /// <summary>Which percentile.</summary>
    public double Percentile { get; set; } = 95;

    /// <summary>What it is divided by; null for no quotient.</summary>
    public AggregateKind? Per { get; set; }

    /// <summary>The field of what it is divided by.</summary>
    public EntryField? PerField { get; set; }

    /// <summary>Whether the quotient is in percent.</summary>
    public bool IsPercent { get; set; }

    /// <summary>The conditions.</summary>
    public List<ConditionRow> Conditions { get; } = [];

    /// <summary>The dimensions.</summary>
    public List<EntryField> Dimensions { get; } = [];

    /// <summary>How the window moves.</summary>
    public KpiWindowKind WindowKind { get; set; }

    /// <summary>How long it is.</summary>
    public int WindowMinutes { get; set; } = 60;

    /// <summary>How late entries may be.</summary>
    public double LatenessHours { get; set; } = 24;

    /// <summary>Whether every revision is measured.</summary>
    public bool CountRevisions { get; set; }

    /// <summary>The target.</summary>
    public double? Target { get; set; }

    /// <summary>Where it becomes bad.</summary>
    public double? Bad { get; set; }

    internal KpiDraft ToDraft() => new()
    {
        Title = Title,
        Summary = Summary,
        Unit = Unit,
        Decimals = Decimals,
        Goal = Target is { } target && Bad is { } bad ? new KpiGoal(target, bad) : null,
        Definition = new KpiDefinition
        {
            Feeds = [.. Feeds.Select(FeedId.Parse)],
            Measure = Measure(Kind, Field, ConditionScope.Measure),
            Per = Per is { } per ? Measure(per, PerField, ConditionScope.Per) : null,
            IsPercent = Per is not null && IsPercent,
            Where = ConditionsOf(ConditionScope.Both),
            Dimensions = [.. Dimensions],
            Window = new KpiWindow(WindowKind, TimeSpan.FromMinutes(WindowMinutes)),
            Lateness = TimeSpan.FromHours(double.IsFinite(LatenessHours) ? Math.Clamp(LatenessHours, -1, 10_000) : -1),
            CountRevisions = CountRevisions,
        },
    };

    /// <summary>The fields that are wrong when half of a target is given; null when not.</summary>
    public string? GoalProblem => Target is null != (Bad is null) ? "Give both the target and where it becomes bad, or neither." : null;

    internal static KpiForm Of(Kpi kpi)
    {
        var definition = kpi.Definition;
        var form = new KpiForm
        {
            Title = kpi.Title,
            Summary = kpi.Summary,
            Unit = kpi.Unit,
            Decimals = kpi.Decimals,
            Feeds = [.. definition.Feeds.Select(feed => feed.Value)],
            Kind = definition.Measure.Kind,
            Field = definition.Measure.Field,
            Percentile = definition.Measure.Percentile ?? 95,
            Per = definition.Per?.Kind,
            PerField = definition.Per?.Field,
            IsPercent = definition.IsPercent,
            WindowKind = definition.Window.Kind,
            WindowMinutes = (int)definition.Window.Length.TotalMinutes,
            LatenessHours = definition.Lateness.TotalHours,
            CountRevisions = definition.CountRevisions,
            Target = kpi.Goal?.Value,
            Bad = kpi.Goal?.Bad,
        };
        form.Conditions.AddRange(definition.Where.Select(condition => ConditionRow.Of(condition, ConditionScope.Both)));
        form.Conditions.AddRange(definition.Measure.Where.Select(condition => ConditionRow.Of(condition, ConditionScope.Measure)));
        form.Conditions.AddRange((definition.Per?.Where ?? []).Select(condition => ConditionRow.Of(condition, ConditionScope.Per)));
        form.Dimensions.AddRange(definition.Dimensions);
        return form;
    }

    private KpiMeasure Measure(AggregateKind kind, EntryField? field, ConditionScope scope) =>
        new(kind, field, kind == AggregateKind.Percentile ? Percentile : null) { Where = Per is null && scope == ConditionScope.Measure ? [] : ConditionsOf(scope) };

    // Without a quotient there is one part, and every condition is for it.
    private List<FieldCondition> ConditionsOf(ConditionScope scope) =>
        [.. Conditions.Where(row => Per is null ? scope == ConditionScope.Both : row.Scope == scope).Select(row => row.ToCondition())];

    /// <summary>A field as text of a control: an event type by its word, a payload field by its path.</summary>
    public static string TextOf(EntryField? field) => field is null ? "" : field.Path ?? field.Name;

    /// <summary>The field that a text names.</summary>
    public static EntryField? FieldOf(string? text, bool isXml) => text?.Trim() switch
    {
        null or "" => null,
        "event type" => new EntryField(EntryFieldKind.EventType),
        "category" => new EntryField(EntryFieldKind.Category),
        "feed" => new EntryField(EntryFieldKind.Feed),
        "conformance" => new EntryField(EntryFieldKind.Conformance),
        { } path => isXml ? EntryField.Xml(path) : EntryField.Json(path),
    };
}
