using System.Security.Claims;
using Portal.Catalogue.Access;
using Portal.Web.Security;

namespace Portal.Web.Frame;

/// <summary>What the frame says of the signed-in reader.</summary>
internal static class Reader
{
    private static readonly (string Role, string Word)[] Words =
    [
        (PortalRoles.Operator, "Operator"), (PortalRoles.Publisher, "Publisher"),
        (PortalRoles.Developer, "Developer"), (PortalRoles.Viewer, "Business"),
    ];

    public static string Name(ClaimsPrincipal user) =>
        user.FindFirstValue(PortalClaims.DisplayName) ?? user.Identity?.Name ?? "Somebody";

    public static string Initials(ClaimsPrincipal user)
    {
        var words = Name(user).Split([' ', '.', '@', '-', '_'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "?" : string.Concat(words.Take(2).Select(word => char.ToUpperInvariant(word[0])));
    }

    public static string Roles(ClaimsPrincipal user)
    {
        var words = Words.Where(one => user.IsInRole(one.Role)).Select(one => one.Word).ToList();
        return words.Count == 0 ? "No role yet" : string.Join(", ", words);
    }
}
