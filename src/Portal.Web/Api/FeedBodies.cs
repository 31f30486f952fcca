using System.Xml;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;
using Portal.Web.Figures;

namespace Portal.Web.Api;

/// <summary>A feed as a caller gives it: a new one, or the fields to change.</summary>
internal sealed record FeedBody
{
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Owner { get; init; }

    public string? Domain { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public FeedVisibility? Visibility { get; init; }

    public ChannelBody? Channel { get; init; }

    public RetentionBody? Retention { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowClientIds { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowClientDates { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowEdits { get; init; }

    public Outcome<FeedDraft> ToDraft()
    {
        var channel = ChannelBody.Read(this, current: null);
        return channel.Succeeded || Channel is null
            ? new FeedDraft
            {
                Id = Id,
                Title = Title,
                Summary = Summary,
                Owner = Owner,
                Domain = Domain,
                Tags = Tags ?? [],
                Channel = channel.Value,
                Visibility = Visibility ?? FeedVisibility.Internal,
                Retention = Retention?.ToLimits(),
            }
            : channel.Refusal;
    }

    public Outcome<FeedChange> ToChange(FeedChannel current)
    {
        var channel = ChannelBody.Read(this, current);
        return channel.Succeeded
            ? new FeedChange
            {
                Title = Title,
                Summary = Summary,
                Owner = Owner,
                Domain = Domain,
                Tags = Tags,
                Channel = channel.Value,
                Visibility = Visibility,
                Retention = Retention?.ToLimits(),
            }
            : channel.Refusal;
    }
}

/// <summary>A channel as a caller gives it.</summary>
internal sealed record ChannelBody
{
    public string? Type { get; init; }

    public string? Url { get; init; }

    /// <summary>ISO 8601, for example <c>PT30S</c>.</summary>
    public string? PollInterval { get; init; }

    public bool? AllowClientIds { get; init; }

    public bool? AllowClientDates { get; init; }

    public bool? AllowEdits { get; init; }

    public int? MaxEntryBytes { get; init; }

    /// <summary>How many entries a minute a hosted feed takes; absent for any number, 0 to take the limit away.</summary>
    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>The channel; what is not said stays as it is in <paramref name="current"/>, or takes its default.</summary>
    public static Outcome<FeedChannel> Read(FeedBody body, FeedChannel? current)
    {
        var given = body.Channel ?? new ChannelBody();
        var type = given.Type ?? current switch { FeedChannel.Hosted => "hosted", FeedChannel.Http => "http", _ => null };
        return type switch
        {
            "hosted" => given.ToHosted(body, current as FeedChannel.Hosted ?? new FeedChannel.Hosted()),
            "http" => given.ToHttp(current as FeedChannel.Http),
            null => Refuse("channel.type", "This is required: hosted or http."),
            _ => Refuse("channel.type", $"'{type}' is not a channel: use hosted or http."),
        };
    }

    private Outcome<FeedChannel> ToHosted(FeedBody body, FeedChannel.Hosted current) => current with
    {
        AllowClientIds = AllowClientIds ?? body.AllowClientIds ?? current.AllowClientIds,
        AllowClientDates = AllowClientDates ?? body.AllowClientDates ?? current.AllowClientDates,
        AllowEdits = AllowEdits ?? body.AllowEdits ?? current.AllowEdits,
        MaxEntryBytes = MaxEntryBytes ?? current.MaxEntryBytes,
        MaxEntriesPerMinute = MaxEntriesPerMinute is 0 ? null : MaxEntriesPerMinute ?? current.MaxEntriesPerMinute,
    };

    private Outcome<FeedChannel> ToHttp(FeedChannel.Http? current)
    {
        var interval = current?.PollInterval ?? FeedChannel.Http.DefaultInterval;
        if (PollInterval is not null && !TryDuration(PollInterval, out interval))
        {
            return Refuse("channel.pollInterval", $"'{PollInterval}' is not a duration like PT30S (ISO 8601).");
        }

        return new FeedChannel.Http { Url = Url ?? current?.Url ?? "", PollInterval = interval, Paused = current?.Paused ?? false };
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        try
        {
            value = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            value = default;
            return false;
        }
    }

    private static Refusal Refuse(string field, string message) =>
        new(RefusalKind.Invalid, $"{field}: {message}", new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>How much of a feed's history is kept. What is not given does not limit.</summary>
internal sealed record RetentionBody
{
    public TimeSpan? MaxAge { get; init; }

    public long? MaxEntries { get; init; }

    public long? MaxBytes { get; init; }

    /// <summary>Whether what is purged stays readable in archives; true when it is not given.</summary>
    public bool? KeepArchives { get; init; }

    public RetentionLimits ToLimits() => new(MaxAge, MaxEntries, MaxBytes, KeepArchives ?? true);
}

/// <summary>A channel in an answer.</summary>
internal sealed record ChannelItem(
    string Type, string? Url, TimeSpan? PollInterval, bool? Paused, bool? AllowClientIds, bool? AllowClientDates, bool? AllowEdits, int? MaxEntryBytes, int? MaxEntriesPerMinute)
{
    public static ChannelItem Of(FeedChannel channel) => channel switch
    {
        FeedChannel.Hosted h => new("hosted", null, null, null, h.AllowClientIds, h.AllowClientDates, h.AllowEdits, h.MaxEntryBytes, h.MaxEntriesPerMinute),
        FeedChannel.Http h => new("http", h.Url, h.PollInterval, h.Paused, null, null, null, null, null),
        _ => throw new InvalidOperationException($"Unknown channel {channel.GetType().Name}."),
    };
}

/// <summary>A feed in an answer, with what was measured of it.</summary>
internal sealed record FeedItem(
    string Id,
    string Title,
    string Summary,
    string Owner,
    string Domain,
    IReadOnlyList<string> Tags,
    FeedVisibility Visibility,
    LifeCycle State,
    bool Sample,
    ChannelItem Channel,
    RetentionLimits? Retention,
    FeedSource? Source,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    FeedHealth Health,
    string? Diagnosis,
    DateTimeOffset? LastEntry,
    long Entries,
    double EntriesPerMinute,
    double? ConformancePercent)
{
    public static FeedItem Of(Feed feed, FeedFigures figures) => new(
        feed.Id.Value,
        feed.Title,
        feed.Summary,
        feed.Owner,
        feed.Domain,
        feed.Tags,
        feed.Visibility,
        feed.State,
        feed.IsSample,
        ChannelItem.Of(feed.Channel),
        feed.Retention,
        feed.Source,
        feed.Created,
        feed.Changed,
        figures.Health,
        figures.Diagnosis,
        figures.LastReceived,
        figures.Entries,
        Math.Round(figures.EntriesPerMinute, 2),
        figures.ConformancePercent);
}
