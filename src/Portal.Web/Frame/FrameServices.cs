using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;
using Portal.Web.Shared.Figures;
using Portal.Web.Shared.Payloads;

namespace Portal.Web.Frame;

/// <summary>What the frame and the shared components need.</summary>
public static class FrameServices
{
    /// <summary>
    /// Registers it. The host adds <see cref="IPortalSearch"/>, <see cref="IFrameStatus"/> and <see cref="INavBadges"/>.
    /// </summary>
    public static IServiceCollection AddPortalFrame(this IServiceCollection services)
    {
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            options.SnackbarConfiguration.PreventDuplicates = true;
            options.SnackbarConfiguration.MaxDisplayedSnackbars = 4;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<CoarseClock>();
        services.AddSingleton<EntryHtml>();
        return services;
    }
}
