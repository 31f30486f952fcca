using Portal.Contracts.Comparison;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Log;

namespace Portal.Catalogue.Feeds;

/// <summary>Who may see a feed.</summary>
public enum FeedVisibility
{
    /// <summary>Everybody who is signed in; without sign-in where the operator allows it.</summary>
    Public,

    /// <summary>Everybody who is signed in.</summary>
    Internal,

    /// <summary>The owning team, operators, and whom it was granted to.</summary>
    Restricted,
}

/// <summary>A feed of the catalogue.</summary>
public sealed class Feed
{
    /// <summary>Its id.</summary>
    public required FeedId Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>What it means, in a sentence or two.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The owning team.</summary>
    public required string Owner { get; set; }

    /// <summary>The business domain.</summary>
    public required string Domain { get; set; }

    /// <summary>The part of the domain; null when it is of the domain as a whole.</summary>
    public string? Subdomain { get; set; }

    /// <summary>Free words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>How entries come in.</summary>
    public required FeedChannel Channel { get; set; }

    /// <summary>Who may see it.</summary>
    public FeedVisibility Visibility { get; set; } = FeedVisibility.Internal;

    /// <summary>Who may read it besides the owning team, when it is restricted; null for nobody.</summary>
    public IReadOnlyList<FeedGrant>? Grants { get; set; }

    /// <summary>How much of its history is kept; null for all of it.</summary>
    public RetentionLimits? Retention { get; set; }

    /// <summary>What every new version of its contracts must keep; a new major version starts afresh.</summary>
    public CompatibilityMode Compatibility { get; set; }

    /// <summary>Where it is in its life.</summary>
    public LifeCycle State { get; set; } = LifeCycle.Active;

    /// <summary>What is told of it to those who want to know more.</summary>
    public FeedDetails Details { get; set; } = FeedDetails.None;

    /// <summary>Grows with each change of the description, so that nobody overwrites what they have not seen.</summary>
    public int Revision { get; set; }

    /// <summary>Whether it belongs to the sample organisation.</summary>
    public bool IsSample { get; init; }

    /// <summary>The id of the request that it came of; null when an operator registered it.</summary>
    public string? Request { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the description last changed.</summary>
    public required DateTimeOffset Changed { get; set; }

    /// <summary>When its owners last confirmed that it is needed and described as it is; null when they never did.</summary>
    public DateTimeOffset? Attested { get; set; }

    /// <summary>Who confirmed it, by name.</summary>
    public string? AttestedBy { get; set; }

    /// <summary>What a followed feed says of itself; null until it was read, and for hosted feeds.</summary>
    public FeedSource? Source { get; set; }

    /// <summary>The same feed with something else told of it.</summary>
    public Feed With(FeedDetails details)
    {
        var copy = (Feed)MemberwiseClone();
        copy.Details = details;
        return copy;
    }

    /// <summary>Whether it is the portal's own feed, which nobody else publishes to.</summary>
    public bool IsBuiltIn => Id == IActivityLog.Feed;

    /// <summary>Whether entries are published to the portal.</summary>
    public bool IsHosted => Channel is FeedChannel.Hosted;

    /// <summary>Whether entries come in: followed feeds are followed, hosted ones published to.</summary>
    public bool TakesEntries => LifeCycleRules.TakesEntries(State);
}

/// <summary>What a followed feed says of itself, as its publisher wrote it.</summary>
/// <param name="Format">The format in words, for example <c>RSS 2.0</c>.</param>
/// <param name="Id">The feed's own id.</param>
/// <param name="Title">The title.</param>
/// <param name="Subtitle">The subtitle or description.</param>
/// <param name="Link">The address of the page that it belongs to.</param>
public sealed record FeedSource(string Format, string? Id, string? Title, string? Subtitle, string? Link);
