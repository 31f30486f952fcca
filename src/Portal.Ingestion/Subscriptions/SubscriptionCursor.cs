using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// How far a subscription has read. Saved in the same transaction as the entries that it covers, so that
/// after a crash the same document is read again rather than skipped.
/// </summary>
internal sealed partial record SubscriptionCursor
{
    /// <summary>The address that the validators belong to; they mean nothing at another one.</summary>
    public string? Url { get; init; }

    /// <summary>The <c>ETag</c>, character by character as it was served.</summary>
    public string? ETag { get; init; }

    /// <summary>The <c>Last-Modified</c>, character by character as it was served.</summary>
    public string? LastModified { get; init; }

    /// <summary>SHA-256 of the document in hexadecimal: sources without validators often serve the same bytes again.</summary>
    public string? DocumentHash { get; init; }

    /// <summary>The address that relative ones in the document start from; a document that is pushed has none of its own.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>
    /// Ids of entries that were pushed in documents that do not reach down to what was known: that one of them is there
    /// does not show that nothing before it is missing. At most <see cref="PushedEntries.MaxUnproven"/>; null when there are none.
    /// </summary>
    public IReadOnlyList<string>? Unproven { get; init; }

    /// <summary>Ids that the source gives to several entries; at most <see cref="RepeatedIds.MaxRemembered"/>; null when there are none.</summary>
    public IReadOnlyList<RepeatedId>? Repeated { get; init; }

    /// <summary>The time between polls that the document asks for (RSS <c>ttl</c>); kept for answers without a document.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How often the document says that it changes (<c>sy:updatePeriod</c>); kept as <see cref="Ttl"/> is.</summary>
    public TimeSpan? UpdatePeriod { get; init; }

    /// <summary>When the document asks not to be polled; kept as <see cref="Ttl"/> is.</summary>
    public QuietTimes? QuietTimes { get; init; }

    /// <summary>How much time the newest page holds, as it says.</summary>
    public PageDates? Page { get; init; }

    /// <summary>The links and ids of the newest page, as <see cref="IdWatch"/> keeps them.</summary>
    public string? Ids { get; init; }

    /// <summary>What the source said of itself.</summary>
    public SourceDescription? Source { get; init; }

    /// <summary>What is complete and what is missing.</summary>
    public Continuity Continuity { get; init; } = Continuity.Unknown;

    /// <summary>The checkpoint's name of a feed.</summary>
    public static string NameOf(FeedId feed) => $"subscription:{feed.Value}";

    /// <summary>The cursor in a checkpoint; a new one when there is none or it cannot be read, which costs one full read.</summary>
    public static SubscriptionCursor Read(Checkpoint? checkpoint)
    {
        if (checkpoint is null)
        {
            return new SubscriptionCursor();
        }

        try
        {
            var read = JsonSerializer.Deserialize(checkpoint.State, CursorJson.Default.SubscriptionCursor) ?? new SubscriptionCursor();

            // What a checkpoint of another version does not name is read as null, whatever the type says.
            return read with { Continuity = read.Continuity ?? Continuity.Unknown };
        }
        catch (JsonException)
        {
            return new SubscriptionCursor();
        }
    }

    /// <summary>The cursor for an address: what belongs to another one is left out.</summary>
    public SubscriptionCursor At(string url) =>
        Url == url ? this : this with
        {
            Url = url,
            ETag = null,
            LastModified = null,
            DocumentHash = null,
            BaseAddress = null,
            Ttl = null,
            UpdatePeriod = null,
            QuietTimes = null,
            Page = null,
            Ids = null,
        };

    /// <summary>The cursor as a checkpoint.</summary>
    public Checkpoint ToCheckpoint(FeedId feed) =>
        new(NameOf(feed), JsonSerializer.Serialize(this, CursorJson.Default.SubscriptionCursor));

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(SubscriptionCursor))]
    private sealed partial class CursorJson : JsonSerializerContext;
}
