using Portal.Events;
using Portal.Monitoring.Fields;

namespace Portal.Monitoring.Rules;

/// <summary>What an alert rule looks for.</summary>
public enum RuleKind
{
    /// <summary>A KPI is above or below a value.</summary>
    Threshold,

    /// <summary>A KPI has risen or fallen by so many percent against the window before.</summary>
    RateOfChange,

    /// <summary>An hour of a KPI is far from what that hour of the week usually is.</summary>
    Unusual,

    /// <summary>The leading groups of a KPI are others than in the window before.</summary>
    TopChange,

    /// <summary>Nothing comes in.</summary>
    Silence,

    /// <summary>The same key comes in more than once.</summary>
    Duplicates,

    /// <summary>Too large a share of the entries breaks their contract.</summary>
    Conformance,

    /// <summary>Entries of a followed feed were missed.</summary>
    Gap,

    /// <summary>One thing after the other happens to the same key.</summary>
    Sequence,

    /// <summary>Something happens to a key, and what should follow does not.</summary>
    MissingFollowUp,

    /// <summary>The error budget of an objective burns too fast.</summary>
    BudgetBurn,
}

/// <summary>How bad it is.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Look at it today.</summary>
    Warning,

    /// <summary>Look at it now.</summary>
    Critical,
}

/// <summary>What an alert rule looks for, with its values. Which of them apply depends on the kind (<see cref="RuleRules"/>).</summary>
public sealed record RuleDefinition
{
    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromDays(31);

    /// <summary>What it looks for.</summary>
    public required RuleKind Kind { get; init; }

    /// <summary>The id of the KPI that it looks at; null for rules about entries.</summary>
    public string? Kpi { get; init; }

    /// <summary>The feeds whose entries it looks at; those of the KPI, or of the steps, where it has one or the others.</summary>
    public IReadOnlyList<FeedId> Feeds { get; init; } = [];

    /// <summary>Conditions on the entries.</summary>
    public IReadOnlyList<FieldCondition> Where { get; init; } = [];

    /// <summary>Whether below is bad; else above is.</summary>
    public bool Below { get; init; }

    /// <summary>The limit: the value, the percent, the number of standard deviations, the number of leading groups.</summary>
    public double? Limit { get; init; }

    /// <summary>
    /// The time that it is about: how long nothing may come, within what the same key must not come again, how long the window of a
    /// share or of leading groups is, within what the steps happen or what should follow must have.
    /// </summary>
    public TimeSpan? Within { get; init; }

    /// <summary>The least number of values that a share or a figure must rest on; 1 unless said.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>The key, for duplicates.</summary>
    public EntryField? Key { get; init; }

    /// <summary>The fields that it reads itself, beside those of its KPI.</summary>
    public IEnumerable<EntryField> ReadFields() =>
        (Key is { } key ? [key] : Array.Empty<EntryField>()).Concat(Steps.Select(step => step.Key))
            .Concat(Where.Concat(Steps.SelectMany(step => step.Where)).Select(condition => condition.Field));

    /// <summary>What happens one after the other; for what should follow, what happens and what should follow it.</summary>
    public IReadOnlyList<RuleStep> Steps { get; init; } = [];

    /// <summary>When it looks; null for always.</summary>
    public BusinessHours? Hours { get; init; }

    /// <summary>After so long without another occurrence an incident resolves by itself; null for never where the condition itself does not end.</summary>
    public TimeSpan? ResolveAfter { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>One thing that happens.</summary>
/// <param name="Feed">By which feed it is told.</param>
/// <param name="Key">The business key in its entries.</param>
/// <param name="Where">Which of its entries.</param>
public sealed record RuleStep(FeedId Feed, EntryField Key, IReadOnlyList<FieldCondition> Where);
