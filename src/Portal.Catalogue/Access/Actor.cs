using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Access;

/// <summary>Who asks: a person, or an API key, which is a principal of its own.</summary>
public sealed record Actor
{
    private static readonly IReadOnlySet<string> NoTeams = new HashSet<string>();

    /// <summary>The user's or the key's id.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The roles, <see cref="PortalRoles"/>.</summary>
    public IReadOnlySet<string> Roles { get; init; } = new HashSet<string>();

    /// <summary>The teams, by name; capitals do not matter.</summary>
    public IReadOnlySet<string> Teams { get; init; } = NoTeams;

    /// <summary>What a key is limited to of what its roles allow, <see cref="KeyScopes"/>; null when it is not.</summary>
    public IReadOnlySet<string>? Scopes { get; init; }

    /// <summary>The only feeds that a key is for; null when it is not limited to some.</summary>
    public IReadOnlySet<FeedId>? Feeds { get; init; }

    /// <summary>How much a key may publish; null for people, and for keys without limits.</summary>
    public KeyLimits? Limits { get; init; }

    /// <summary>The portal itself.</summary>
    public static Actor Portal { get; } = new() { Id = "portal", Name = "Portal", Roles = PortalRoles.All };

    /// <summary>Nobody: a caller without sign-in.</summary>
    public static Actor Anonymous { get; } = new() { Id = "", Name = "Anonymous" };

    /// <summary>A caller without sign-in, where the operator allows them to read public feeds.</summary>
    public static Actor Guest { get; } = Anonymous with { ReadsPublicFeeds = true };

    /// <summary>Whether public feeds are open to them without sign-in.</summary>
    public bool ReadsPublicFeeds { get; private init; }

    /// <summary>Whether they operate the portal.</summary>
    public bool IsOperator => AccessControl.Allows(this, Permission.ManagePortal);

    /// <summary>Whether they may ask for feeds.</summary>
    public bool CanRequest => AccessControl.Allows(this, Permission.AskForFeeds);

    /// <summary>Whether they have a permission, whichever feed it is about.</summary>
    public bool May(Permission permission) => AccessControl.Allows(this, permission);

    /// <summary>Whether they are in a team; capitals do not matter.</summary>
    public bool IsIn(string? team) => team is not null && Teams.Contains(team);

    /// <summary>The team that what they make belongs to: the first of theirs; null when they are in none.</summary>
    public string? FirstTeam => Teams.Order(StringComparer.OrdinalIgnoreCase).FirstOrDefault();

    /// <summary>Whether they may see the private fields of a feed that they see: who looks after it, and people and keys with the right.</summary>
    public bool CanSeePrivate(Feed feed) => MayOn(feed, Permission.SeePrivateFields);

    /// <summary>Whether they may publish entries to a feed that they see.</summary>
    public bool CanPublish(Feed feed) => MayOn(feed, Permission.PublishEntries);

    /// <summary>Whether they may publish contract versions of a feed that they see.</summary>
    public bool CanPublishContracts(Feed feed) => MayOn(feed, Permission.PublishContracts);

    /// <summary>Whether they may change what is told of a feed: operators, and developers and publishers of the owning team.</summary>
    public bool CanDescribe(Feed feed) => MayOn(feed, Permission.DescribeFeeds);

    /// <summary>Whether they look after a feed that they see: operators and the owning team, who see its subscribers.</summary>
    public bool Manages(Feed feed) => MayOn(feed, Permission.ManageSubscribers);

    /// <summary>Whether one of their teams owns a feed.</summary>
    public bool Owns(Feed feed) => Teams.Contains(feed.Owner);

    // No grant, and so no time, decides on more than reading.
    private bool MayOn(Feed feed, Permission permission) => AccessControl.Allows(this, permission, feed, DateTimeOffset.MinValue);
}
