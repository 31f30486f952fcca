using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;
using Portal.Web.Security.Audit;

namespace Portal.Web.Security;

/// <summary>Signs a request in by <c>Authorization: Bearer KEY</c> (RFC 6750 section 2.1).</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys, KeyUse use, IAuditOrigins origins)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    private const string Prefix = "Bearer ";

    public static bool IsPresented(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsPresented(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var secret = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        if (await keys.AuthenticateAsync(secret, Context.RequestAborted) is { } key)
        {
            await use.UsedAsync(key);
            return AuthenticateResult.Success(new AuthenticationTicket(key.ToPrincipal(), SchemeName));
        }

        await use.RefusedAsync(await keys.FindExpiredAsync(secret, Context.RequestAborted), origins.Current);
        return AuthenticateResult.Fail("The API key is unknown, revoked or expired.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
