using System.Text.Json.Serialization;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.Monitoring.Kpis;

/// <summary>What a KPI measures. A change of what it measures is a new version; title, unit and target are not part of that.</summary>
public sealed record KpiDefinition
{
    /// <summary>The most feeds of one KPI.</summary>
    public const int MaxFeeds = 20;

    /// <summary>The most dimensions of one KPI.</summary>
    public const int MaxDimensions = 3;

    /// <summary>The most conditions of one KPI.</summary>
    public const int MaxConditions = 20;

    /// <summary>The longest window.</summary>
    public static readonly TimeSpan MaxWindow = TimeSpan.FromDays(31);

    /// <summary>The most that an entry may be late.</summary>
    public static readonly TimeSpan MaxLateness = TimeSpan.FromDays(7);

    /// <summary>The feeds whose entries it is about.</summary>
    public required IReadOnlyList<FeedId> Feeds { get; init; }

    /// <summary>What is measured.</summary>
    public required KpiMeasure Measure { get; init; }

    /// <summary>What the measure is divided by; null when it stands by itself.</summary>
    public KpiMeasure? Per { get; init; }

    /// <summary>Whether the quotient is shown in percent.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Conditions on the entries, for both parts of a quotient.</summary>
    public IReadOnlyList<FieldCondition> Where { get; init; } = [];

    /// <summary>The fields by whose values it is broken down.</summary>
    public IReadOnlyList<EntryField> Dimensions { get; init; } = [];

    /// <summary>The window of the current figure.</summary>
    public KpiWindow Window { get; init; } = new(KpiWindowKind.Sliding, TimeSpan.FromHours(1));

    /// <summary>How much later than it happened an entry may come in; what is later is counted as late and not measured.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether every revision of an entry is measured; else only its first one.</summary>
    public bool CountRevisions { get; init; }

    /// <summary>Whether this measures the same as another definition.</summary>
    public bool MeasuresAs(KpiDefinition other) =>
        Feeds.SequenceEqual(other.Feeds) && Measure.IsAs(other.Measure)
        && (Per is null ? other.Per is null : other.Per is not null && Per.IsAs(other.Per))
        && KpiMeasure.AreAs(Where, other.Where) && Dimensions.SequenceEqual(other.Dimensions)
        && Lateness == other.Lateness && CountRevisions == other.CountRevisions;
}

/// <summary>One measure.</summary>
/// <param name="Kind">What is made of the values.</param>
/// <param name="Field">Where the values are; null to count entries.</param>
/// <param name="Percentile">Which percentile, above 0 and at most 100; only for percentiles.</param>
public sealed record KpiMeasure(AggregateKind Kind, EntryField? Field = null, double? Percentile = null)
{
    /// <summary>Conditions on the entries for this part alone.</summary>
    public IReadOnlyList<FieldCondition> Where { get; init; } = [];

    /// <summary>Whether the values must be numbers.</summary>
    [JsonIgnore]
    public bool NeedsNumbers => Kind is not (AggregateKind.Count or AggregateKind.Distinct);

    internal bool IsAs(KpiMeasure other) =>
        (Kind, Field, Percentile) == (other.Kind, other.Field, other.Percentile) && AreAs(Where, other.Where);

    internal static bool AreAs(IReadOnlyList<FieldCondition> one, IReadOnlyList<FieldCondition> other) =>
        one.Count == other.Count && one.Zip(other).All(pair =>
            (pair.First.Field, pair.First.Comparison) == (pair.Second.Field, pair.Second.Comparison) && pair.First.Values.SequenceEqual(pair.Second.Values));
}

/// <summary>How a window moves.</summary>
public enum KpiWindowKind
{
    /// <summary>Up to now, moving by the minute (beyond two days: by the hour).</summary>
    Sliding,

    /// <summary>One after the other, from midnight UTC on: the running one is shown.</summary>
    Tumbling,
}

/// <summary>The window of the current figure.</summary>
/// <param name="Kind">How it moves.</param>
/// <param name="Length">How long it is, in whole minutes.</param>
public sealed record KpiWindow(KpiWindowKind Kind, TimeSpan Length);
