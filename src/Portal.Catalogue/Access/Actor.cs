using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Access;

/// <summary>Who asks: a person, or an API key, which is a principal of its own.</summary>
public sealed record Actor
{
    /// <summary>The user's or the key's id.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The roles, <see cref="PortalRoles"/>.</summary>
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    /// <summary>The team; null for keys and for people without one.</summary>
    public string? Team { get; init; }

    /// <summary>The only feeds that a key is for; null when it is not limited to some.</summary>
    public IReadOnlySet<FeedId>? Feeds { get; init; }

    /// <summary>How much a key may publish; null for people, and for keys without limits.</summary>
    public KeyLimits? Limits { get; init; }

    /// <summary>The portal itself.</summary>
    public static Actor Portal { get; } = new() { Id = "portal", Name = "Portal", Roles = PortalRoles.All };

    /// <summary>Nobody: a caller without sign-in.</summary>
    public static Actor Anonymous { get; } = new() { Id = "", Name = "Anonymous" };

    /// <summary>Whether they operate the portal.</summary>
    public bool IsOperator => Roles.Contains(PortalRoles.Operator);

    /// <summary>Whether they may ask for feeds.</summary>
    public bool CanRequest => Roles.Contains(PortalRoles.Developer) || Roles.Contains(PortalRoles.Publisher) || IsOperator;

    /// <summary>Whether they may see a feed, its entries and its contracts.</summary>
    public bool CanRead(Feed feed) =>
        Roles.Count > 0
        && (Feeds is null || Feeds.Contains(feed.Id))
        && (feed.Visibility != FeedVisibility.Restricted || IsOperator || Feeds is not null
            || (Team is not null && Team.Equals(feed.Owner, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether they may see the private fields of a feed's entries: who looks after it, and people and keys with the right.</summary>
    public bool CanSeePrivate(Feed feed) => Manages(feed) || (CanRead(feed) && Roles.Contains(PortalRoles.Private));

    /// <summary>Whether they may publish entries to a feed.</summary>
    public bool CanPublish(Feed feed) =>
        CanRead(feed) && !feed.IsBuiltIn && (Roles.Contains(PortalRoles.Publisher) || IsOperator);

    /// <summary>Whether they look after a feed: operators and the owning team, who see its subscribers.</summary>
    public bool Manages(Feed feed) =>
        CanRead(feed) && (IsOperator || (Team is not null && Team.Equals(feed.Owner, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether they may change what is told of a feed: operators, and developers and publishers of the owning team.</summary>
    public bool CanDescribe(Feed feed) => !feed.IsBuiltIn && Manages(feed) && CanRequest;

    /// <summary>Whether they may publish contract versions of a feed.</summary>
    public bool CanPublishContracts(Feed feed) =>
        CanPublish(feed) || (CanRead(feed) && !feed.IsBuiltIn && Roles.Contains(PortalRoles.Developer)
            && Team is not null && Team.Equals(feed.Owner, StringComparison.OrdinalIgnoreCase));
}
