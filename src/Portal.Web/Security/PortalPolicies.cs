using Microsoft.AspNetCore.Authorization;
using Portal.Catalogue.Access;

namespace Portal.Web.Security;

/// <summary>The policies of endpoints and pages: one for each permission, by its name. Services check again, with the actor.</summary>
internal static class PortalPolicies
{
    /// <summary>
    /// Using the management API: whoever uses the portal; a key with scopes reads only with that for reading, and changes only with
    /// that for managing, whatever the endpoint.
    /// </summary>
    public const string Api = "api";

    /// <summary>Reading live: whoever uses the portal and may read feeds. Not open to callers without sign-in.</summary>
    public const string Live = "live";

    public static void Add(AuthorizationOptions options)
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(permission.ToString(), Policy(permission));
        }

        options.AddPolicy(Live, Policy(Permission.UsePortal, Permission.ReadFeeds));
        options.AddPolicy(Api, policy => policy.RequireAssertion(MayUseApi));
        options.FallbackPolicy = options.GetPolicy(Live);
        options.DefaultPolicy = options.FallbackPolicy!;
    }

    private static AuthorizationPolicy Policy(params Permission[] permissions) =>
        new AuthorizationPolicyBuilder().RequireAssertion(context => permissions.All(context.User.ToActor().May)).Build();

    private static bool MayUseApi(AuthorizationHandlerContext context)
    {
        var actor = context.User.ToActor();
        return actor.May(Permission.UsePortal) && context.Resource is HttpContext http && actor.May(IsReading(http) ? Permission.ReadFeeds : Permission.Change);
    }

    private static bool IsReading(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ReadingAttribute>() is not null;
}

/// <summary>Marks an endpoint that changes nothing though its method is that of a change: keys for reading may call it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadingAttribute : Attribute;

/// <summary>Opens a page or an endpoint to those who have a permission.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequirePermissionAttribute : AuthorizeAttribute
{
    public RequirePermissionAttribute(Permission permission)
        : base(permission.ToString())
    {
    }
}
