using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Since when nothing is missing, and what is.</summary>
/// <param name="CompleteSince">Everything that the source has shown since then is stored; null before the first successful poll.</param>
/// <param name="Gaps">The gaps, oldest first; at most <see cref="ContinuityRules.MaxGaps"/>.</param>
public sealed record Continuity(DateTimeOffset? CompleteSince, IReadOnlyList<Gap> Gaps)
{
    /// <summary>Before the first successful poll.</summary>
    public static Continuity Unknown { get; } = new(null, []);

    /// <summary>When the first poll went well: nothing before it was ever promised. What older versions stored does not say it.</summary>
    public DateTimeOffset? FollowedSince { get; init; } = Gaps is [var first, ..] ? first.From : CompleteSince;

    /// <inheritdoc />
    public bool Equals(Continuity? other) =>
        other is not null && CompleteSince == other.CompleteSince && FollowedSince == other.FollowedSince && Gaps.SequenceEqual(other.Gaps);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(CompleteSince, Gaps.Count);
}

/// <summary>The last proof that nothing was missed: what a poll showed was known already, down to its end or with older pages.</summary>
/// <param name="When">When.</param>
/// <param name="Known">How many of the entries shown were known.</param>
/// <param name="Shown">How many entries were shown.</param>
public sealed record Overlap(DateTimeOffset When, int Known, int Shown);

/// <summary>A stretch of time.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
public sealed record Stretch(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    [JsonIgnore]
    public TimeSpan Length => To - From;

    /// <summary>The longer of a stretch and another one from its end to now; a clock that was set back makes none.</summary>
    public static Stretch? Longer(Stretch? known, DateTimeOffset? from, DateTimeOffset to) =>
        from is { } start && to > start && (known is null || to - start > known.Length) ? new Stretch(start, to) : known;
}
