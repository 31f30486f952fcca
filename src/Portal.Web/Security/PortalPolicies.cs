using Microsoft.AspNetCore.Authorization;
using Portal.Catalogue.Access;

namespace Portal.Web.Security;

/// <summary>The named policies of endpoints. Services check again, with the actor.</summary>
internal static class PortalPolicies
{
    /// <summary>Anybody with a role.</summary>
    public const string Reader = "reader";

    /// <summary>Operators.</summary>
    public const string Operator = "operator";

    public static void Add(AuthorizationOptions options)
    {
        var reader = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(PortalRoles.All).Build();
        options.FallbackPolicy = reader;
        options.DefaultPolicy = reader;
        options.AddPolicy(Reader, reader);
        options.AddPolicy(Operator, policy => policy.RequireAuthenticatedUser().RequireRole(PortalRoles.Operator));
    }
}
