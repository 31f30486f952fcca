using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.UnitTests.Catalogue.Access;

public sealed class AccessControlTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void EveryPermission_HasARule() => Assert.Equal(Enum.GetValues<Permission>().Order(), AccessControl.Rules.Keys.Order());

    [Theory]
    [InlineData(Permission.ReadFeeds, "viewer developer publisher operator")]
    [InlineData(Permission.PublishEntries, "publisher operator")]
    [InlineData(Permission.AskForFeeds, "developer publisher operator")]
    [InlineData(Permission.DecideRequests, "operator")]
    [InlineData(Permission.SeeHealth, "developer operator")]
    [InlineData(Permission.ManagePeople, "operator")]
    [InlineData(Permission.ReadAudit, "operator")]
    [InlineData(Permission.Monitor, "viewer developer publisher operator")]
    [InlineData(Permission.ReadMetrics, "operator")]
    public void Permission_IsWithTheseRoles(Permission permission, string roles) =>
        Assert.Equal(roles.Split(' ').Order(), PortalRoles.All.Where(role => Actors.Of("x", role).May(permission)).Order());

    [Theory]
    [InlineData(KeyScopes.Read, Permission.ReadFeeds, true)]
    [InlineData(KeyScopes.Read, Permission.PublishEntries, false)]
    [InlineData(KeyScopes.Read, Permission.ManageKeys, false)]
    [InlineData(KeyScopes.Publish, Permission.PublishEntries, true)]
    [InlineData(KeyScopes.Publish, Permission.ReadFeeds, false)]
    [InlineData(KeyScopes.Read, Permission.Monitor, false)]
    [InlineData(KeyScopes.Read, Permission.Change, false)]
    [InlineData(KeyScopes.Publish, Permission.Change, false)]
    [InlineData(KeyScopes.Publish, Permission.SeePrivateFields, false)]
    [InlineData(KeyScopes.Manage, Permission.Monitor, true)]
    [InlineData(KeyScopes.Manage, Permission.ManageKeys, true)]
    [InlineData(KeyScopes.Manage, Permission.ReadFeeds, false)]
    public void Scope_LimitsWhatTheRolesAllow(string scope, Permission permission, bool allowed) =>
        Assert.Equal(allowed, (Actors.Of("key", [.. PortalRoles.All]) with { Scopes = new HashSet<string> { scope } }).May(permission));

    [Fact]
    public void Scope_GivesNothingThatTheRolesDoNot() =>
        Assert.False((Actors.Viewer with { Scopes = KeyScopes.All }).May(Permission.PublishEntries));

    [Theory]
    [InlineData(FeedVisibility.Public, "guest viewer member key-of-it operator granted")]
    [InlineData(FeedVisibility.Internal, "viewer member key-of-it operator granted")]
    [InlineData(FeedVisibility.Restricted, "member key-of-it operator granted")]
    public void Feed_IsSeenByThese(FeedVisibility visibility, string who)
    {
        var feed = Feed(visibility, new FeedGrant(GranteeKind.Person, "granted", null, "op", Now));

        Assert.Equal(
            who.Split(' ').Order(),
            Everybody.Where(one => AccessControl.Allows(one.Value, Permission.ReadFeeds, feed, Now)).Select(one => one.Key).Order());
    }

    [Theory]
    [InlineData(GranteeKind.Team, "finance", true)]
    [InlineData(GranteeKind.Team, "other", false)]
    [InlineData(GranteeKind.Key, "me", true)]
    [InlineData(GranteeKind.Person, "somebody", false)]
    public void Grant_OpensToWhomItNames(GranteeKind kind, string grantee, bool seen)
    {
        var actor = Actors.Of("me", PortalRoles.Viewer) with { Teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Finance" } };

        Assert.Equal(seen, AccessControl.Allows(actor, Permission.ReadFeeds, Feed(FeedVisibility.Restricted, new FeedGrant(kind, grantee, null, "op", Now)), Now));
    }

    [Fact]
    public void Grant_DoesNotLetPublish()
    {
        var publisher = Actors.Of("me", PortalRoles.Publisher);
        var feed = Feed(FeedVisibility.Restricted, new FeedGrant(GranteeKind.Person, "me", null, "op", Now));

        Assert.True(AccessControl.Allows(publisher, Permission.ReadFeeds, feed, Now));
        Assert.False(publisher.CanPublish(feed));
        Assert.True((publisher with { Teams = new HashSet<string> { "Sales" } }).CanPublish(feed));
    }

    private static Dictionary<string, Actor> Everybody { get; } = new()
    {
        ["nobody"] = Actor.Anonymous,
        ["guest"] = Actor.Guest,
        ["no role"] = Actors.Of("none"),
        ["viewer"] = Actors.Viewer,
        ["member"] = Actors.Developer,
        ["granted"] = Actors.Of("granted", PortalRoles.Viewer),
        ["operator"] = Actors.Operator,
        ["key-of-it"] = Actors.Of("k1", PortalRoles.Publisher) with { Feeds = new HashSet<FeedId> { FeedId.Parse("orders") } },
        ["key-of-another"] = Actors.Of("k2", PortalRoles.Publisher) with { Feeds = new HashSet<FeedId> { FeedId.Parse("other") } },
        ["publishing key"] = Actors.Of("k3", PortalRoles.Publisher) with { Scopes = new HashSet<string> { KeyScopes.Publish }, Feeds = new HashSet<FeedId> { FeedId.Parse("orders") } },
    };

    private static Feed Feed(FeedVisibility visibility, params FeedGrant[] grants) => new()
    {
        Id = FeedId.Parse("orders"),
        Title = "Orders",
        Owner = "Sales",
        Domain = "Sales",
        Channel = new FeedChannel.Hosted(),
        Visibility = visibility,
        Grants = grants,
        Created = Now,
        Changed = Now,
    };
}
