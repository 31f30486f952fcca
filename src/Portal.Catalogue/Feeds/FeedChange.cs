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

    /// <summary>Free words.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>How entries come in; it must be of the kind that it was.</summary>
    public FeedChannel? Channel { get; init; }

    /// <summary>Who may see it.</summary>
    public FeedVisibility? Visibility { get; init; }

    /// <summary>How much of its history is kept; without any limit, all of it.</summary>
    public RetentionLimits? Retention { get; init; }

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
        FeedLimits.CheckTags(errors, Tags ?? []);
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
        feed.Tags = Tags is null ? feed.Tags : FeedLimits.CleanTags(Tags);
        feed.Channel = Channel ?? feed.Channel;
        feed.Visibility = Visibility ?? feed.Visibility;
        feed.Retention = Retention is null ? feed.Retention : FeedLimits.CleanRetention(Retention);
        feed.Changed = now;
    }

    private static void CheckIfGiven(FieldErrors errors, string field, string? value, int maxLength)
    {
        if (value is not null)
        {
            errors.Require(field, value, maxLength);
        }
    }
}
