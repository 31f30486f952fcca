using System.Text.Json.Serialization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What has been done about a gap.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapStatus>))]
public enum GapStatus
{
    /// <summary>The entries are missing.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The source's older pages were read down to what was known: nothing is missing any more.</summary>
    [JsonStringEnumMemberName("backFilled")]
    BackFilled,

    /// <summary>The entries stay missing, and somebody said why that is all right.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,
}

/// <summary>A stretch of time in which the source may have shown entries that the portal never saw.</summary>
/// <param name="Id">Its name within the subscription.</param>
/// <param name="From">When the portal had last seen everything.</param>
/// <param name="To">From when on it has everything again.</param>
/// <param name="EstimatedEntries">How many entries may be missing, by the rate of those seen; null when their dates do not tell.</param>
/// <param name="Status">What has been done about it.</param>
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
    TimeSpan? PageSpan = null)
{
    /// <summary>When it was found: what was received before is from before the gap, or came by push. Null in gaps of older versions.</summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>How many entries back-filling has brought so far.</summary>
    public int Filled { get; init; }

    /// <summary>How far down back-filling has come; null when it has brought nothing that is dated.</summary>
    public DateTimeOffset? ReadDownTo { get; init; }

    /// <summary>Why back-filling has not closed it; null when it was not tried, or has.</summary>
    public string? Remark { get; init; }

    /// <summary>How it ended; null while it is open.</summary>
    public GapEnd? End { get; init; }
}

/// <summary>How a gap ended.</summary>
/// <param name="When">When.</param>
/// <param name="Actor">Who saw to it.</param>
/// <param name="Reason">Why what is missing may stay missing; null when nothing is.</param>
public sealed record GapEnd(DateTimeOffset When, string? Actor, string? Reason);
