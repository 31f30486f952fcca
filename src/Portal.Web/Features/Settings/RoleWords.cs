using Portal.Catalogue.Access;

namespace Portal.Web.Features.Settings;

/// <summary>What the roles mean, for people, in the order in which they are offered.</summary>
internal static class RoleWords
{
    public static IReadOnlyList<(string Role, string Means)> All { get; } =
    [
        (PortalRoles.Viewer, "reads feeds and figures"),
        (PortalRoles.Developer, "reads contracts and samples, asks for feeds"),
        (PortalRoles.Publisher, "publishes entries"),
        (PortalRoles.Operator, "decides on requests and keeps the portal"),
        (PortalRoles.Private, "sees the private fields of entries"),
    ];

    /// <summary>Roles in that order, with commas.</summary>
    public static string Of(IEnumerable<string> roles)
    {
        var named = All.Select(one => one.Role).Where(roles.Contains).ToList();
        return named.Count == 0 ? "no role" : string.Join(", ", named);
    }
}
