using Microsoft.Extensions.Options;

namespace Portal.Web.Security;

/// <summary>Lets callers without sign-in read public feeds, where the operator allows it.</summary>
internal static class Guests
{
    public static Task LetReadAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity?.IsAuthenticated != true
            && !ApiKeyHandler.IsPresented(context.Request)
            && context.RequestServices.GetRequiredService<IOptions<SecurityOptions>>().Value.AnonymousReading)
        {
            context.User = PortalClaims.Guest();
        }

        return next(context);
    }
}
