using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Access;

/// <summary>
/// The one place that decides who may do what. <see cref="Rules"/> is the whole table of roles and scopes; what concerns one feed is
/// in the method that takes a feed.
/// </summary>
public sealed class AccessControl(TimeProvider time)
{
    private static readonly string[] Everybody = [PortalRoles.Viewer, PortalRoles.Developer, PortalRoles.Publisher, PortalRoles.Operator];
    private static readonly string[] Builders = [PortalRoles.Developer, PortalRoles.Publisher, PortalRoles.Operator];
    private static readonly string[] Operators = [PortalRoles.Operator];

    /// <summary>Which roles have a permission, one of them being enough, and the scope that a limited key needs for it.</summary>
    public static IReadOnlyDictionary<Permission, AccessRule> Rules { get; } = new Dictionary<Permission, AccessRule>
    {
        [Permission.ReadFeeds] = new(Everybody, KeyScopes.Read),
        [Permission.UsePortal] = new(Everybody, Scope: null),
        [Permission.SeePrivateFields] = new(Everybody, KeyScopes.Read),
        [Permission.Monitor] = new(Everybody, KeyScopes.Manage),
        [Permission.PublishEntries] = new([PortalRoles.Publisher, PortalRoles.Operator], KeyScopes.Publish),
        [Permission.PublishContracts] = new(Builders, KeyScopes.Manage),
        [Permission.AskForFeeds] = new(Builders, KeyScopes.Manage),
        [Permission.DecideRequests] = new(Operators, KeyScopes.Manage),
        [Permission.SeeHealth] = new([PortalRoles.Developer, PortalRoles.Operator], KeyScopes.Read),
        [Permission.ManageFeeds] = new(Operators, KeyScopes.Manage),
        [Permission.DescribeFeeds] = new(Builders, KeyScopes.Manage),
        [Permission.ManageSubscribers] = new(Everybody, KeyScopes.Manage),
        [Permission.GrantAccess] = new(Builders, KeyScopes.Manage),
        [Permission.ManageKeys] = new(Operators, KeyScopes.Manage),
        [Permission.ManagePeople] = new(Operators, KeyScopes.Manage),
        [Permission.ManagePortal] = new(Operators, KeyScopes.Manage),
        [Permission.ReadMetrics] = new(Operators, KeyScopes.Read),
        [Permission.Change] = new(Everybody, KeyScopes.Manage),
        [Permission.ReadAudit] = new(Operators, KeyScopes.Manage),
        [Permission.KeepOwnAccount] = new(Everybody, Scope: null),
    };

    /// <summary>Whether somebody has a permission, whichever feed it is about.</summary>
    public static bool Allows(Actor actor, Permission permission) =>
        Rules[permission].Allows(actor) || (permission == Permission.ReadFeeds && actor.ReadsPublicFeeds);

    /// <summary>Whether somebody may know of a feed at all. To others it is to be as if there were none.</summary>
    public bool MaySee(Actor actor, Feed feed) => MaySee(actor, feed, time.GetUtcNow());

    /// <summary>Whether somebody has a permission on a feed.</summary>
    public bool Allows(Actor actor, Permission permission, Feed feed) => Allows(actor, permission, feed, time.GetUtcNow());

    /// <summary>The same at a moment.</summary>
    public static bool Allows(Actor actor, Permission permission, Feed feed, DateTimeOffset now) =>
        MaySee(actor, feed, now) && Allows(actor, permission) && permission switch
        {
            Permission.SeePrivateFields => Operates(actor) || actor.Owns(feed) || actor.Roles.Contains(PortalRoles.Private),
            Permission.PublishEntries => !feed.IsBuiltIn && (Operates(actor) || Publishes(actor, feed)),
            Permission.PublishContracts => !feed.IsBuiltIn && (Operates(actor) || actor.Owns(feed) || Publishes(actor, feed)),
            Permission.DescribeFeeds => !feed.IsBuiltIn && (Operates(actor) || actor.Owns(feed)),
            Permission.ManageSubscribers or Permission.GrantAccess => Operates(actor) || actor.Owns(feed),
            _ => true,
        };

    private static bool MaySee(Actor actor, Feed feed, DateTimeOffset now) =>
        actor.Roles.Count == 0
            ? actor.ReadsPublicFeeds && feed.Visibility == FeedVisibility.Public
            : (actor.Feeds is null || actor.Feeds.Contains(feed.Id))
                && (feed.Visibility != FeedVisibility.Restricted || Operates(actor) || IsNamed(actor) || actor.Owns(feed) || IsGranted(actor, feed, now));

    private static bool Operates(Actor actor) => actor.Roles.Contains(PortalRoles.Operator);

    // A key that is for some feeds by name is so whatever their visibility: an operator made it.
    private static bool IsNamed(Actor actor) => actor.Feeds is not null;

    // Whoever was granted a restricted feed reads it; publishing to it stays with its team and its keys.
    private static bool Publishes(Actor actor, Feed feed) =>
        actor.Roles.Contains(PortalRoles.Publisher) && (feed.Visibility != FeedVisibility.Restricted || IsNamed(actor) || actor.Owns(feed));

    private static bool IsGranted(Actor actor, Feed feed, DateTimeOffset now) => feed.Grants?.Any(grant => !(grant.Until <= now) && grant.Kind switch
    {
        GranteeKind.Team => actor.Teams.Contains(grant.Grantee),
        _ => grant.Grantee == actor.Id,
    }) == true;
}

/// <summary>Who has a permission.</summary>
/// <param name="Roles">The roles, one of them being enough.</param>
/// <param name="Scope">The scope that a key with scopes needs; null when any will do.</param>
public sealed record AccessRule(IReadOnlyList<string> Roles, string? Scope)
{
    /// <summary>Whether somebody is among them.</summary>
    public bool Allows(Actor actor) =>
        Roles.Any(actor.Roles.Contains) && (Scope is null || actor.Scopes is null || actor.Scopes.Contains(Scope));
}
