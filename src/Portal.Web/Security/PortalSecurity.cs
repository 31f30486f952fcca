using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;
using Portal.FeedHost;
using Portal.Storage.Identity;
using Portal.Storage.Model;
using Portal.Web.Features.Account;
using Portal.Web.Features.Feeds.Grants;
using Portal.Web.Features.Settings;
using Portal.Web.Operations;
using Portal.Web.Security.Accounts;
using Portal.Web.Security.Audit;
using Portal.Web.Security.OpenId;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Security;

/// <summary>Who may come in: people by cookie, programs by API key. Everything is denied by default.</summary>
internal static class PortalSecurity
{
    private const string ByHeader = "portal";
    private static readonly string[] ProtocolPaths = ["/api/", "/feeds", "/hubs/", "/hub", "/health/", "/metrics", "/openapi"];

    public static void AddPortalSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SecurityOptions>().BindConfiguration(SecurityOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecurityOptions>, SecurityOptionsValidator>();
        builder.AddProtectionKeys();
        builder.AddPortalAudit();
        services.AddSingleton<SessionWatch>();
        services.AddSingleton<CallerWatch>();
        services.AddSingleton<HubSession>();
        services.AddScoped<CircuitHandler, CircuitSession>();
        services.AddSingleton<Teams>();
        services.AddHostedService<OwnerTeams>();

        services.AddAuthentication(ByHeader)
            .AddPolicyScheme(ByHeader, null, options => options.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsPresented(context.Request) ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies();
        builder.AddPortalOpenId();
        services.AddIdentityCore<PortalUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireDigit = false;
                options.Password.RequiredUniqueChars = 5;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddClaimsPrincipalFactory<PortalUserClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = AccessLinks.Lifetime);
        services.ConfigureApplicationCookie(ConfigureCookie);
        CookieRules.Add(builder);
        services.AddAuthorization(options =>
        {
            PortalPolicies.Add(options);
            options.AddPolicy(FeedHostPolicies.Read, options.GetPolicy(nameof(Permission.ReadFeeds))!);

            // Anybody known may try: the feed says who may, and is not there for those who may not see it.
            options.AddPolicy(FeedHostPolicies.Publish, policy => policy.RequireAuthenticatedUser().RequireRole(PortalRoles.All));
            options.AddPolicy(FeedHostPolicies.Subscribe, options.GetPolicy(PortalPolicies.Live)!);
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        services.AddPortalRateLimits();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Principals>();
        services.AddSingleton<BootstrapKey>();
        services.AddScoped<KnownAccounts>();
        services.AddScoped<ICurrentActor, CurrentActor>();
        services.AddScoped<IPeople, People>();
        services.AddScoped<IGrantees, Grantees>();
        services.AddScoped<ISessionCookies, SessionCookies>();
        services.AddSingleton<OnceCookie>();
        services.AddSingleton<UsedCodes>();
        services.AddSingleton<FirstOperator>();
        services.AddSingleton<IFirstOperator>(provider => provider.GetRequiredService<FirstOperator>());
        services.AddSingleton<DevelopmentAccounts>();
        services.AddSingleton<IDevelopmentAccounts>(provider => provider.GetRequiredService<DevelopmentAccounts>());
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "portal";
        options.LoginPath = "/account/sign-in";
        options.LogoutPath = "/account/sign-out";
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = CookieSessions.ValidateAsync;
        options.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden);
    }

    // A program is told its status; only a browser on a page is led to one.
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (ProtocolPaths.Any(p => path.Value!.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status401Unauthorized)
            {
                // RFC 9110 section 15.5.2: a 401 says how to come in.
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }
}
