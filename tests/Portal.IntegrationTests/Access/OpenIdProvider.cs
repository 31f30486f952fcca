using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.IntegrationTests.Access;

/// <summary>A real OpenID provider on loopback, which knows one client and signs in whoever the test says.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "portal";
    public const string ClientSecret = "portal-secret";
    private readonly WebApplication _app;

    private OpenIdProvider(WebApplication app) => _app = app;

    /// <summary>Who signs in next: claims of the identity token.</summary>
    public IReadOnlyList<(string Type, string Value)> Person { get; set; } = [];

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        OpenIdProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            // Without a store: what is asked is decided here.
            options.EnableDegradedMode()
                .SetAuthorizationEndpointUris("connect/authorize")
                .SetTokenEndpointUris("connect/token")
                .AllowAuthorizationCodeFlow()
                .RequireProofKeyForCodeExchange()
                .RegisterScopes(Scopes.Email, Scopes.Profile)
                .AddEphemeralEncryptionKey()
                .AddEphemeralSigningKey()
                .UseAspNetCore().DisableTransportSecurityRequirement();
            options.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            options.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            options.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity("provider");
                foreach (var claims in provider!.Person.GroupBy(claim => claim.Type))
                {
                    identity.SetClaims(claims.Key, [.. claims.Select(claim => claim.Value)]);
                }

                identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
                context.Principal = new ClaimsPrincipal(identity).SetScopes(context.Request.GetScopes());
                return default;
            }));
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        await app.StartAsync();
        provider = new OpenIdProvider(app) { Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
