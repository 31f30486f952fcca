using Portal.Web.Features.Contracts;
using Portal.Web.Features.Dashboards;
using Portal.Web.Features.Feeds.Following;
using Portal.Web.Features.Feeds.Publishing;
using Portal.Web.Features.Health;
using Portal.Web.Features.Home;
using Portal.Web.Features.Opml;
using Portal.Web.Features.ScoreCards;
using Portal.Web.Frame;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Operations;

/// <summary>The pages: rendered on the server, alive over a circuit.</summary>
internal static class PortalPages
{
    public static IServiceCollection AddPortalPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = PastedText.LongestMessage);
        services.AddHttpContextAccessor();
        services.AddPortalFrame();
        services.AddSingleton<HomeReader>();
        services.AddSingleton<HealthReader>();
        services.AddSingleton<ProjectionRestarts>();
        services.AddSingleton<KpiTileReader>().AddSingleton<WorkTileReader>().AddSingleton<TileReader>();
        services.AddSingleton<HealthTrend>();
        services.AddHostedService(provider => provider.GetRequiredService<HealthTrend>());
        services.AddSingleton<GapDesk>();
        services.AddSingleton<ScoreCardReader>();
        services.AddSingleton<OpmlDesk>();
        services.AddScoped<TestEvents>();
        services.AddSingleton<IFrameStatus, FrameStatus>();
        services.AddSingleton<INavBadges, NavBadges>();
        return services;
    }

    public static void MapPortalPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(
            // The policy of each page says who may frame it.
            options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
