using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Where a subscription stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubscriptionState>))]
public enum SubscriptionState
{
    /// <summary>The last poll went well, or there was none yet.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>The last polls failed, or the source asked for patience; polls are further apart.</summary>
    [JsonStringEnumMemberName("backingOff")]
    BackingOff,

    /// <summary>So many polls failed in a row that somebody should look.</summary>
    [JsonStringEnumMemberName("failing")]
    Failing,

    /// <summary>Paused by people.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>The source said that it is gone for good (410).</summary>
    [JsonStringEnumMemberName("gone")]
    Gone,
}

/// <summary>
/// Where a subscription stands, as it is stored and shown. It can be rebuilt by polling, except
/// <see cref="Continuity"/>, whose truth is in the cursor beside the entries.
/// </summary>
public sealed record SubscriptionStatus
{
    /// <summary>Before the first poll.</summary>
    public static SubscriptionStatus New { get; } = new();

    /// <summary>The state.</summary>
    public SubscriptionState State { get; init; }

    /// <summary>When it was last polled.</summary>
    public DateTimeOffset? LastPoll { get; init; }

    /// <summary>When a poll last went well.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When new entries last came in.</summary>
    public DateTimeOffset? LastNewEntries { get; init; }

    /// <summary>When it is polled next; null while paused or gone.</summary>
    public DateTimeOffset? NextPoll { get; init; }

    /// <summary>How the last poll ended; null before the first.</summary>
    public PollOutcome? LastOutcome { get; init; }

    /// <summary>What was in the way at the last poll.</summary>
    public PollProblem LastProblem { get; init; }

    /// <summary>The time between polls that is in force: the interval asked for, stretched by what the source says, by back-off, or because a hub pushes.</summary>
    public TimeSpan? EffectiveInterval { get; init; }

    /// <summary>The interval that would be in force without a hub; null when it is in force.</summary>
    public TimeSpan? UnpushedInterval { get; init; }

    /// <summary>How many polls failed in a row.</summary>
    public int FailuresInRow { get; init; }

    /// <summary>When the source last asked for patience (429); null when it never did.</summary>
    public DateTimeOffset? LastRateLimit { get; init; }

    /// <summary>How much time the newest page holds; null when nothing tells, or when older entries stay within reach anyway.</summary>
    public PageTraffic? Traffic { get; init; }

    /// <summary>
    /// The time that the newest page holds, divided by the interval in force: under 1 entries fall out of it unseen. Null when
    /// <see cref="Traffic"/> is.
    /// </summary>
    public double? SafetyFactor { get; init; }

    /// <summary>What happened, for people; null when there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The address that the source says it has moved to for good; null when it has not.</summary>
    public string? MovedTo { get; init; }

    /// <summary>What the last polls say of a move for good; null when they say nothing of one.</summary>
    public AddressMove? Move { get; init; }

    /// <summary>The last changes of the feed's address, oldest first; null when it never changed.</summary>
    public IReadOnlyList<AddressChange>? Addresses { get; init; }

    /// <summary>The last proof that nothing was missed; null before the first, and after a gap until the next.</summary>
    public Overlap? LastOverlap { get; init; }

    /// <summary>The longest time between two polls that brought new entries; null before there were two.</summary>
    public Stretch? LongestSilence { get; init; }

    /// <summary>The longest time between two polls that went well: as long the portal saw nothing of the source. Null before there were two.</summary>
    public Stretch? LongestAbsence { get; init; }

    /// <summary>What the polls of the last one to two weeks showed of the publisher; null before the first.</summary>
    public PublisherRecord? Publisher { get; init; }

    /// <summary>The last poll, or the run of polls that it belongs to; null before the first.</summary>
    public PollRun? Run { get; init; }

    /// <summary>Since when nothing is missing, and what is.</summary>
    public Continuity Continuity { get; init; } = Continuity.Unknown;
}
