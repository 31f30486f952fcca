using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Catalogue.Requests;

/// <summary>What is asked for, as somebody gave it. Which fields count depends on the kind.</summary>
public sealed record RequestDraft
{
    private const int MaxSampleLength = 1_000_000;

    /// <summary>What kind of thing is asked for.</summary>
    public RequestKind Kind { get; init; }

    /// <summary>The id wanted for a new feed, or the feed that it is about.</summary>
    public string? Id { get; init; }

    /// <summary>The feed's title.</summary>
    public string? Title { get; init; }

    /// <summary>What it means.</summary>
    public string? Summary { get; init; }

    /// <summary>The team that will own it; of a change, the new owner.</summary>
    public string? Owner { get; init; }

    /// <summary>The business domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who may see it; null for everybody who is signed in.</summary>
    public FeedVisibility? Visibility { get; init; }

    /// <summary>How carefully its content is to be handled; null for internal.</summary>
    public Classification? Classification { get; init; }

    /// <summary>How much of its history is kept; null for all of it, and in a change for what it is.</summary>
    public RetentionLimits? Retention { get; init; }

    /// <summary>The address of a feed that is to be followed.</summary>
    public string? Url { get; init; }

    /// <summary>How often it is polled.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>Why it is needed.</summary>
    public string? Justification { get; init; }

    /// <summary>The contract; null when a feed is to begin without one.</summary>
    public ContractDraft? Contract { get; init; }

    /// <summary>A payload as it will be published.</summary>
    public string? Sample { get; init; }

    /// <summary>How many entries a minute are expected.</summary>
    public double? ExpectedPerMinute { get; init; }

    /// <summary>The most entries that may be published a minute; null for any number, and in a change for what it is.</summary>
    public int? MaxEntriesPerMinute { get; init; }

    /// <summary>The most bytes that an entry will have; null for the default, and in a change for what it is.</summary>
    public int? MaxPayloadBytes { get; init; }

    /// <summary>How soon consumers need an entry, for people (for example <c>PT1S</c>).</summary>
    public string? LatencyNeed { get; init; }

    /// <summary>How many applications are expected to listen; null when nobody knows.</summary>
    public int? Consumers { get; init; }

    /// <summary>Whether who sends waits for an answer.</summary>
    public bool NeedsAnswer { get; init; }

    /// <summary>From where consumers will read.</summary>
    public ConsumerNetwork Network { get; init; }

    /// <summary>For which team access is asked; null for the requester alone.</summary>
    public string? Team { get; init; }

    /// <summary>When access is to end; null when it is not.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What to use instead of a feed that is retired.</summary>
    public string? Successor { get; init; }

    /// <summary>The id as a feed's; only after <see cref="Check"/>.</summary>
    internal FeedId Feed => FeedId.Parse(Id!.Trim());

    /// <summary>The feed that an approval makes of it.</summary>
    internal FeedDraft ToFeedDraft() => new()
    {
        Id = Id?.Trim(),
        Title = Title,
        Summary = Summary,
        Owner = Owner,
        Domain = Domain,
        Tags = Tags,
        Visibility = Visibility ?? FeedVisibility.Internal,
        Retention = Retention,
        Details = new FeedDetailsChange { Classification = Classification },
        State = LifeCycle.Proposed,
        Channel = Kind == RequestKind.FollowFeed
            ? new FeedChannel.Http { Url = Url?.Trim() ?? "", PollInterval = PollInterval ?? FeedChannel.Http.DefaultInterval }
            : new FeedChannel.Hosted
            {
                MaxEntryBytes = MaxPayloadBytes ?? FeedChannel.Hosted.DefaultMaxEntryBytes,
                MaxEntriesPerMinute = MaxEntriesPerMinute,
            },
    };

    /// <summary>The rules that every kind keeps.</summary>
    internal FieldErrors Check(FieldErrors? more = null)
    {
        var errors = more ?? new FieldErrors();
        errors.Require("justification", Justification, 2000);
        if (!errors.Has("id") && !FeedId.TryParse(Id?.Trim(), out _))
        {
            errors.Add("id", string.IsNullOrWhiteSpace(Id) ? "This is required." : $"'{Id}' does not fit: {FeedId.Rule}.");
        }

        CheckSizes(errors);
        if (ExpectedPerMinute is < 0 or > 1_000_000 or double.NaN)
        {
            errors.Add("expectedPerMinute", "Between 0 and 1000000.");
        }

        if (Consumers is < 0 or > 1_000_000)
        {
            errors.Add("consumers", "Between 0 and 1000000.");
        }

        return errors;
    }

    /// <summary>The rules that a draft keeps too, however unfinished it is: it has to be stored.</summary>
    internal FieldErrors CheckSizes(FieldErrors? more = null)
    {
        var errors = more ?? new FieldErrors();
        errors.AtMost("sample", Sample, MaxSampleLength);
        errors.AtMost("latencyNeed", LatencyNeed, 50);
        errors.AtMost("team", Team, FeedLimits.Name);
        errors.AtMost("successor", Successor, FeedId.MaxLength);
        foreach (var (field, value) in new[] { ("id", Id), ("title", Title), ("owner", Owner), ("domain", Domain), ("summary", Summary), ("url", Url) })
        {
            if (value?.Length > FeedLimits.Summary)
            {
                errors.AtMost(field, value, FeedLimits.Summary);
            }
        }

        foreach (var (field, messages) in Contract?.CheckSizes() is { Any: true } contract ? contract.ToRefusal().Errors : new Dictionary<string, string[]>())
        {
            foreach (var message in messages)
            {
                errors.Add(field, message);
            }
        }

        if (Tags.Count > 100)
        {
            FeedLimits.CheckTags(errors, Tags);
        }

        return errors;
    }
}
