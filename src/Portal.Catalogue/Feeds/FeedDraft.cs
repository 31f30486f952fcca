using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Log;

namespace Portal.Catalogue.Feeds;

/// <summary>The fields of a new feed, as somebody gave them.</summary>
public sealed record FeedDraft
{
    // A feed's page is /catalogue/{id}; these addresses below /catalogue are other pages, which would hide it.
    private static readonly HashSet<string> ReservedIds = ["add", "import"];

    /// <summary>The id.</summary>
    public string? Id { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>What it means.</summary>
    public string? Summary { get; init; }

    /// <summary>The owning team.</summary>
    public string? Owner { get; init; }

    /// <summary>The business domain.</summary>
    public string? Domain { get; init; }

    /// <summary>The part of the domain.</summary>
    public string? Subdomain { get; init; }

    /// <summary>Free words.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How entries come in; null is a mistake of the caller.</summary>
    public FeedChannel? Channel { get; init; }

    /// <summary>Who may see it.</summary>
    public FeedVisibility Visibility { get; init; } = FeedVisibility.Internal;

    /// <summary>How much of its history is kept; null for all of it.</summary>
    public RetentionLimits? Retention { get; init; }

    /// <summary>What is told of it beside.</summary>
    public FeedDetailsChange Details { get; init; } = new();

    /// <summary>Where its life begins: proposed or active.</summary>
    public LifeCycle State { get; init; } = LifeCycle.Active;

    /// <summary>Whether it belongs to the sample organisation.</summary>
    public bool IsSample { get; init; }

    /// <summary>The id of the request that it comes of.</summary>
    internal string? Request { get; init; }

    /// <summary>Why it cannot be registered; null when its fields keep every rule.</summary>
    public Refusal? Judge() => Check() is { Any: true } errors ? errors.ToRefusal() : null;

    /// <summary>Every rule that the fields break.</summary>
    internal FieldErrors Check()
    {
        var errors = new FieldErrors();
        CheckId(errors);
        errors.Require("title", Title, FeedLimits.Title);
        errors.AtMost("summary", Summary, FeedLimits.Summary);
        errors.Require("owner", Owner, FeedLimits.Name);
        errors.Require("domain", Domain, FeedLimits.Name);
        errors.AtMost("subdomain", Subdomain, FeedLimits.Name);
        FeedLimits.CheckTags(errors, Tags);
        Details.Check(errors, FeedDetails.None, Channel, Domain ?? "");
        if (State is not (LifeCycle.Proposed or LifeCycle.Active))
        {
            errors.Add("state", "A feed begins as proposed or active.");
        }

        FeedLimits.CheckRetention(errors, Retention);
        if (Channel is null)
        {
            errors.Add("channel", "This is required: { \"type\": \"hosted\" } or { \"type\": \"http\", \"url\": ... }.");
        }
        else
        {
            FeedLimits.CheckChannel(errors, Channel);
        }

        return errors;
    }

    /// <summary>The feed; the draft must have passed <see cref="Check"/>.</summary>
    internal Feed ToFeed(DateTimeOffset now) => new()
    {
        Id = FeedId.Parse(Id!),
        Title = Title!.Trim(),
        Summary = Summary?.Trim() ?? "",
        Owner = Owner!.Trim(),
        Domain = Domain!.Trim(),
        Subdomain = FeedLimits.CleanSubdomain(Subdomain),
        Tags = FeedLimits.CleanTags(Tags),
        Channel = Channel!,
        Visibility = Visibility,
        Retention = FeedLimits.CleanRetention(Retention),
        Details = Details.ApplyTo(FeedDetails.None),
        State = State,
        Revision = 1,
        IsSample = IsSample,
        Request = Request,
        Created = now,
        Changed = now,
    };

    private void CheckId(FieldErrors errors)
    {
        if (!FeedId.TryParse(Id, out var id))
        {
            errors.Add("id", string.IsNullOrEmpty(Id) ? "This is required." : $"'{Id}' does not fit: {FeedId.Rule}.");
        }
        else if (id == IActivityLog.Feed)
        {
            errors.Add("id", $"'{id}' is the portal's own feed.");
        }
        else if (ReservedIds.Contains(id.Value))
        {
            errors.Add("id", $"'{id}' is the address of a page of the catalogue: choose another id.");
        }
    }
}
