using Portal.Events;
using Portal.Monitoring.Objectives;

namespace Portal.Web.Features.Feeds.Objectives;

internal static class ObjectiveServices
{
    /// <summary>What is promised of feeds, and who watches over it.</summary>
    public static IServiceCollection AddFeedObjectives(this IServiceCollection services) => services
        .AddSingleton<ObjectiveReader>()
        .AddSingleton<ObjectiveDesk>()
        .AddSingleton<ObjectiveKeeper>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<ObjectiveKeeper>());
}
