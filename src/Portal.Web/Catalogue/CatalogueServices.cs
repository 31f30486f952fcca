using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Contracts;
using Portal.Events;
using Portal.FeedHost;
using Portal.Ingestion.Intake;
using Portal.Web.Operations;

namespace Portal.Web.Catalogue;

internal static class CatalogueServices
{
    public static IServiceCollection AddPortalCatalogue(this IServiceCollection services) => services
        .AddSingleton<CatalogueChanges>()
        .AddSingleton<CompiledContracts>()
        .AddSingleton<FeedRegistry>()
        .AddSingleton<ContractRegistry>()
        .AddSingleton<RequestDesk>()
        .AddSingleton<IHostedFeeds, CatalogueHostedFeeds>()
        .AddSingleton<IRefusals, RefusalCounter>()
        .AddSingleton<RetentionSweep>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<RetentionSweep>())
        .AddHostedService<SubscriptionRefresh>();

    public static IServiceCollection AddPortalIntake(this IServiceCollection services) => services
        .AddSingleton<IContractGate, ContractGate>()
        .AddSingleton<EntryIntake>();
}
