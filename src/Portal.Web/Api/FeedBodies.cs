using System.Xml;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Ingestion.Channels.Credentials;
using Portal.Web.Catalogue;

namespace Portal.Web.Api;

/// <summary>A feed as a caller gives it: a new one, or the fields to change.</summary>
internal sealed record FeedBody
{
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    public string? Owner { get; init; }

    public string? Domain { get; init; }

    public string? Subdomain { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Where the feed begins its life, or goes in it.</summary>
    public LifeCycle? State { get; init; }

    /// <summary>What to use instead of a deprecated feed, until when, and why.</summary>
    public DeprecationBody? Deprecation { get; init; }

    /// <summary>In Markdown.</summary>
    public string? Documentation { get; init; }

    public Classification? Classification { get; init; }

    public IReadOnlyList<FeedContact>? Contacts { get; init; }

    /// <summary>Named <c>domain.entity.action</c>.</summary>
    public IReadOnlyList<FeedEventType>? EventTypes { get; init; }

    public IReadOnlyList<FeedLink>? Links { get; init; }

    public IReadOnlyList<FeedParty>? Producers { get; init; }

    public IReadOnlyList<FeedParty>? Consumers { get; init; }

    /// <summary>Ids of the feeds that it is made of.</summary>
    public IReadOnlyList<FeedId>? DerivedFrom { get; init; }

    /// <summary>The revision that a change was made on; with another one in force it is refused with 409.</summary>
    public int? Revision { get; init; }

    public FeedVisibility? Visibility { get; init; }

    public ChannelBody? Channel { get; init; }

    public RetentionBody? Retention { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowClientIds { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowClientDates { get; init; }

    /// <summary>May stand here instead of in the channel.</summary>
    public bool? AllowEdits { get; init; }

    private FeedDetailsChange Details => new()
    {
        Documentation = Documentation,
        Classification = Classification,
        Contacts = Contacts,
        EventTypes = EventTypes,
        Links = Links,
        Producers = Producers,
        Consumers = Consumers,
        DerivedFrom = DerivedFrom,
    };

    private bool SaysOfTheChannel =>
        Channel is not null || AllowClientIds is not null || AllowClientDates is not null || AllowEdits is not null;

    public Outcome<FeedDraft> ToDraft(CredentialDesk credentials)
    {
        var channel = ChannelBody.Read(this, current: null, credentials);
        return channel.Succeeded || Channel is null
            ? new FeedDraft
            {
                Id = Id,
                Title = Title,
                Summary = Summary,
                Owner = Owner,
                Domain = Domain,
                Subdomain = Subdomain,
                Tags = Tags ?? [],
                Details = Details,
                State = State ?? LifeCycle.Active,
                Channel = channel.Value,
                Visibility = Visibility ?? FeedVisibility.Internal,
                Retention = Retention?.ToLimits(),
            }
            : channel.Refusal;
    }

    public Outcome<FeedChange> ToChange(FeedChannel current, CredentialDesk credentials)
    {
        var channel = ChannelBody.Read(this, current, credentials);
        return channel.Succeeded
            ? new FeedChange
            {
                Title = Title,
                Summary = Summary,
                Owner = Owner,
                Domain = Domain,
                Subdomain = Subdomain,
                Tags = Tags,
                Details = Details,
                State = State,
                Deprecation = Deprecation is null ? null : new DeprecationChange(Deprecation.Successor, Deprecation.RetiresOn, Deprecation.Reason),
                Revision = Revision,
                Channel = SaysOfTheChannel ? channel.Value : null,
                Visibility = Visibility,
                Retention = Retention?.ToLimits(),
            }
            : channel.Refusal;
    }
}

/// <summary>Why and until when a feed is deprecated, as a caller gives it; what is not given stays.</summary>
internal sealed record DeprecationBody(FeedId? Successor, DateOnly? RetiresOn, string? Reason);

/// <summary>A channel as a caller gives it.</summary>
internal sealed record ChannelBody
{
    public string? Type { get; init; }

    public string? Url { get; init; }

    /// <summary>ISO 8601, for example <c>PT30S</c>.</summary>
    public string? PollInterval { get; init; }

    /// <summary>
    /// What the source wants to know of who asks; kept encrypted and never given out again. Without it they stay as they are;
    /// <c>{ "type": "none" }</c> removes them, and so does an address of another origin.
    /// </summary>
    public CredentialInput? Credentials { get; init; }

    public bool? AllowClientIds { get; init; }

    public bool? AllowClientDates { get; init; }

    public bool? AllowEdits { get; init; }

    public int? MaxEntryBytes { get; init; }

    /// <summary>How many entries a minute a hosted feed takes; absent for any number, 0 to take the limit away.</summary>
    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>The channel; what is not said stays as it is in <paramref name="current"/>, or takes its default.</summary>
    public static Outcome<FeedChannel> Read(FeedBody body, FeedChannel? current, CredentialDesk credentials)
    {
        var given = body.Channel ?? new ChannelBody();
        var type = given.Type ?? current switch { FeedChannel.Hosted => "hosted", FeedChannel.Http => "http", _ => null };
        return type switch
        {
            "hosted" => given.ToHosted(body, current as FeedChannel.Hosted ?? new FeedChannel.Hosted()),
            "http" => given.ToHttp(current as FeedChannel.Http, credentials),
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

    private Outcome<FeedChannel> ToHttp(FeedChannel.Http? current, CredentialDesk credentials)
    {
        var interval = current?.PollInterval ?? FeedChannel.Http.DefaultInterval;
        if (PollInterval is not null && !TryDuration(PollInterval, out interval))
        {
            return Refuse("channel.pollInterval", $"'{PollInterval}' is not a duration like PT30S (ISO 8601).");
        }

        var before = current ?? new FeedChannel.Http { Url = Url ?? "" };
        return credentials.Enter(before.At(Url ?? before.Url) with { PollInterval = interval }, Credentials);
    }

    internal static bool TryDuration(string text, out TimeSpan value)
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
    string Type,
    string? Url,
    TimeSpan? PollInterval,
    bool? Paused,
    CredentialItem? Credentials,
    bool? AllowClientIds,
    bool? AllowClientDates,
    bool? AllowEdits,
    int? MaxEntryBytes,
    int? MaxEntriesPerMinute)
{
    public static ChannelItem Of(FeedChannel channel) => channel switch
    {
        FeedChannel.Hosted h => new("hosted", null, null, null, null, h.AllowClientIds, h.AllowClientDates, h.AllowEdits, h.MaxEntryBytes, h.MaxEntriesPerMinute),
        FeedChannel.Http h => new("http", h.Url, h.PollInterval, h.Paused, CredentialItem.Of(h.Credentials), null, null, null, null, null),
        _ => throw new InvalidOperationException($"Unknown channel {channel.GetType().Name}."),
    };
}

/// <summary>That a feed is read with credentials; what they are is never said.</summary>
internal sealed record CredentialItem(string Type, DateTimeOffset Set)
{
    public static CredentialItem? Of(StoredCredentials? stored) => stored is null ? null : new CredentialItem(stored.Kind, stored.Set);
}
