using Portal.Events;
using Portal.Events.Log;

namespace Portal.Catalogue.Feeds;

/// <summary>What is to be changed in a feed's description; what is null stays.</summary>
public sealed record FeedChange
{
    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>What it means.</summary>
    public string? Summary { get; init; }

    /// <summary>The owning team.</summary>
    public string? Owner { get; init; }

    /// <summary>The business domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The part of the domain; empty for none.</summary>
    public string? Subdomain { get; init; }

    /// <summary>Free words.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>How entries come in; it must be of the kind that it was.</summary>
    public FeedChannel? Channel { get; init; }

    /// <summary>Who may see it.</summary>
    public FeedVisibility? Visibility { get; init; }

    /// <summary>How much of its history is kept; without any limit, all of it.</summary>
    public RetentionLimits? Retention { get; init; }

    /// <summary>What is told of it beside.</summary>
    public FeedDetailsChange Details { get; init; } = new();

    /// <summary>Where it goes in its life.</summary>
    public LifeCycle? State { get; init; }

    /// <summary>Why and until when; for a feed that is or becomes deprecated.</summary>
    public DeprecationChange? Deprecation { get; init; }

    /// <summary>The revision that the change was made on: with another one in the store it is refused. Null for whichever it is.</summary>
    public int? Revision { get; init; }

    /// <summary>Whether it changes what the feed is told to be, and neither whose it is nor how it works.</summary>
    public bool OnlyDescribes =>
        this is { Owner: null, Domain: null, Subdomain: null, Channel: null, Visibility: null, Retention: null, State: null, Deprecation: null };

    /// <summary>What is wrong with limits; null when nothing is.</summary>
    public static Refusal? CheckRetention(RetentionLimits limits)
    {
        var errors = new FieldErrors();
        FeedLimits.CheckRetention(errors, limits);
        return errors.Any ? errors.ToRefusal() : null;
    }

    /// <summary>Every rule that the change breaks.</summary>
    internal FieldErrors Check(Feed feed)
    {
        var errors = new FieldErrors();
        CheckIfGiven(errors, "title", Title, FeedLimits.Title);
        CheckIfGiven(errors, "owner", Owner, FeedLimits.Name);
        CheckIfGiven(errors, "domain", Domain, FeedLimits.Name);
        errors.AtMost("summary", Summary, FeedLimits.Summary);
        errors.AtMost("subdomain", Subdomain, FeedLimits.Name);
        FeedLimits.CheckTags(errors, Tags ?? []);
        Details.Check(errors, feed.Details, feed.Channel, Domain ?? feed.Domain);
        CheckLife(errors, feed);
        FeedLimits.CheckRetention(errors, Retention);
        if (Channel is not null)
        {
            FeedLimits.CheckChannel(errors, Channel);
            if (Channel.GetType() != feed.Channel.GetType())
            {
                errors.Add("channel.type", "A hosted feed stays hosted and a followed feed stays followed: register a new feed instead.");
            }
        }

        return errors;
    }

    /// <summary>Applies the change, which must have passed <see cref="Check"/>.</summary>
    internal void ApplyTo(Feed feed, DateTimeOffset now)
    {
        feed.Title = Title?.Trim() ?? feed.Title;
        feed.Summary = Summary?.Trim() ?? feed.Summary;
        feed.Owner = Owner?.Trim() ?? feed.Owner;
        feed.Domain = Domain?.Trim() ?? feed.Domain;
        feed.Subdomain = Subdomain is null ? feed.Subdomain : FeedLimits.CleanSubdomain(Subdomain);
        feed.Tags = Tags is null ? feed.Tags : FeedLimits.CleanTags(Tags);
        feed.Channel = Channel ?? feed.Channel;
        feed.Visibility = Visibility ?? feed.Visibility;
        feed.Retention = Retention is null ? feed.Retention : FeedLimits.CleanRetention(Retention);
        feed.Details = Details.ApplyTo(feed.Details);
        Live(feed, now);
        feed.Revision++;
        feed.Changed = now;
    }

    private void Live(Feed feed, DateTimeOffset now)
    {
        feed.State = State ?? feed.State;
        var before = feed.Details.Deprecation;
        feed.Details = feed.Details with
        {
            Deprecation = feed.State switch
            {
                LifeCycle.Deprecated => Deprecation?.Over(before, now) ?? before ?? new Deprecation(now, null, null, null),
                LifeCycle.Retired => Deprecation?.Over(before, now) ?? before,
                _ => null,
            },
        };
    }

    private void CheckLife(FieldErrors errors, Feed feed)
    {
        var to = State ?? feed.State;
        if (LifeCycleRules.Check(feed.State, to) is { } problem)
        {
            errors.Add("state", problem);
        }

        if (Deprecation is not null && to is not (LifeCycle.Deprecated or LifeCycle.Retired))
        {
            errors.Add("deprecation", "Only a deprecated or retired feed has a successor, a date and a reason: give \"state\": \"deprecated\" with it.");
        }

        errors.AtMost("deprecation.reason", Deprecation?.Reason, FeedLimits.Summary);
        if (Deprecation?.Successor == feed.Id)
        {
            errors.Add("deprecation.successor", "A feed does not succeed itself.");
        }

        if (Details.DerivedFrom?.Contains(feed.Id) == true)
        {
            errors.Add("derivedFrom", "A feed is not made of itself.");
        }
    }

    private static void CheckIfGiven(FieldErrors errors, string field, string? value, int maxLength)
    {
        if (value is not null)
        {
            errors.Require(field, value, maxLength);
        }
    }
}

/// <summary>Why and until when a feed is deprecated, as somebody gave it; what is null stays.</summary>
/// <param name="Successor">What to use instead.</param>
/// <param name="RetiresOn">When it will take no more entries.</param>
/// <param name="Reason">Why; empty for none.</param>
public sealed record DeprecationChange(FeedId? Successor, DateOnly? RetiresOn, string? Reason)
{
    /// <summary>Whether what is null is taken away instead of staying.</summary>
    public bool Whole { get; init; }

    internal Deprecation Over(Deprecation? before, DateTimeOffset now) => new(
        before?.Since ?? now,
        Successor ?? (Whole ? null : before?.Successor),
        RetiresOn ?? (Whole ? null : before?.RetiresOn),
        Reason is null ? before?.Reason : Reason.Trim() is { Length: > 0 } reason ? reason : null);
}
