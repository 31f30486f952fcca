using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What is being done about a gap.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapStatus>))]
public enum GapStatus
{
    /// <summary>The entries are missing.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The entries were found after all.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}

/// <summary>A stretch of time in which the source may have shown entries that the portal never saw.</summary>
/// <param name="Id">Its name within the subscription.</param>
/// <param name="From">When the portal had last seen everything.</param>
/// <param name="To">From when on it has everything again.</param>
/// <param name="EstimatedEntries">How many entries may be missing, by the rate of those seen; null when their dates do not tell.</param>
/// <param name="Status">What is being done about it.</param>
/// <param name="OlderPage">The address of the first older page that was not read; null when the source has none.</param>
/// <param name="PageEntries">How many entries the source showed then.</param>
/// <param name="PageSpan">The time that those cover; null when their dates do not tell.</param>
public sealed record Gap(
    string Id,
    DateTimeOffset From,
    DateTimeOffset To,
    int? EstimatedEntries,
    GapStatus Status,
    string? OlderPage = null,
    int PageEntries = 0,
    TimeSpan? PageSpan = null);

/// <summary>Since when nothing is missing, and what is.</summary>
/// <param name="CompleteSince">Everything that the source has shown since then is stored; null before the first successful poll.</param>
/// <param name="Gaps">The gaps, oldest first; at most <see cref="ContinuityRules.MaxGaps"/>.</param>
public sealed record Continuity(DateTimeOffset? CompleteSince, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Before the first successful poll.</summary>
    public static Continuity Unknown { get; } = new(null, []);

    /// <inheritdoc />
    public bool Equals(Continuity? other) =>
        other is not null && CompleteSince == other.CompleteSince && Gaps.SequenceEqual(other.Gaps);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(CompleteSince, Gaps.Count);
}
