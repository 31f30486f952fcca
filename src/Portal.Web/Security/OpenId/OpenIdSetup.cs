using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Web.Features.Account;

namespace Portal.Web.Security.OpenId;

/// <summary>Sign-in through an OpenID provider, when one is configured (OpenID Connect Core 1.0, code flow with PKCE).</summary>
internal static class OpenIdSetup
{
    public const string Scheme = "oidc";
    private const string CallbackPath = "/account/external/callback";

    public static void AddPortalOpenId(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(OpenIdOptions.Section);
        var options = section.Get<OpenIdOptions>() ?? new OpenIdOptions();
        builder.Services.AddOptions<OpenIdOptions>().Bind(section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OpenIdOptions>, OpenIdOptionsValidator>();
        builder.Services.AddScoped<ExternalPeople>();
        builder.Services.AddSingleton<ISignInProvider, SignInProvider>();
        if (!options.IsConfigured || !Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority))
        {
            return;
        }

        var plain = CookieRules.MayBePlain(builder.Configuration, builder.Environment);
        builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, options.Name, oidc =>
        {
            oidc.Authority = options.Authority;
            oidc.RequireHttpsMetadata = !authority.IsLoopback;
            oidc.ClientId = options.ClientId;
            oidc.ClientSecret = options.ClientSecret;
            oidc.CallbackPath = CallbackPath;
            oidc.SignInScheme = IdentityConstants.ExternalScheme;
            oidc.ResponseType = OpenIdConnectResponseType.Code;
            oidc.ResponseMode = OpenIdConnectResponseMode.Query;
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.GetClaimsFromUserInfoEndpoint = true;
            oidc.Scope.Clear();
            oidc.Scope.Add("openid");
            foreach (var scope in options.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                oidc.Scope.Add(scope);
            }

            foreach (var claim in new[] { "email", "email_verified", "name", options.RoleClaim, options.TeamClaim }.OfType<string>().Distinct())
            {
                oidc.ClaimActions.MapJsonKey(claim, claim);
            }

            // The answer comes by a link, which brings Lax cookies along: neither needs to be open to other sites.
            foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie })
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = plain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            }

            oidc.Events.OnTokenValidated = validated =>
            {
                // The id by which the account is found again, under the name that ASP.NET Core Identity looks for.
                var identity = (ClaimsIdentity)validated.Principal!.Identity!;
                if (identity.FindFirst("sub") is { } subject && !identity.HasClaim(claim => claim.Type == ClaimTypes.NameIdentifier))
                {
                    identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, subject.Value));
                }

                return Task.CompletedTask;
            };
            oidc.Events.OnRemoteFailure = failed =>
            {
                // Refused at the provider, or a replayed or forged answer: the person tries again.
                failed.HandleResponse();
                failed.Response.Redirect($"{AccountAddress.SignIn}?failed=external");
                return Task.CompletedTask;
            };
        });
    }

    private sealed class SignInProvider(IOptions<OpenIdOptions> options) : ISignInProvider
    {
        public string? Name => options.Value.IsConfigured ? options.Value.Name : null;

        public string Scheme => OpenIdSetup.Scheme;
    }
}
