using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Catalogue.Readers;
using Portal.Catalogue.Shares;
using Portal.Contracts;
using Portal.Events;
using Portal.FeedHost;
using Portal.Ingestion.Intake;
using Portal.Web.CatalogueFolder;
using Portal.Web.Features.Contracts;
using Portal.Web.Operations;
using Portal.Web.Privacy;

namespace Portal.Web.Catalogue;

internal static class CatalogueServices
{
    public static IServiceCollection AddPortalCatalogue(this IServiceCollection services) => services
        .AddSingleton<CatalogueChanges>()
        .AddSingleton<CompiledContracts>()
        .AddSingleton<AccessControl>()
        .AddSingleton<FeedRegistry>()
        .AddSingleton<CredentialDesk>()
        .AddSingleton<ContractRegistry>()
        .AddSingleton<ContractDrafts>()
        .AddSingleton<PublicationPreviews>()
        .AddSingleton<ContractSamples>()
        .AddSingleton<RecordedProfiles>()
        .AddSingleton<BreakingSamples>()
        .AddSingleton<EntryPrivacy>()
        .AddSingleton<ShownEntries>()
        .AddSingleton<RevealDesk>()
        .AddSingleton<IFieldReaders, ConsumerFieldReaders>()
        .AddSingleton<HistoryChecks>()
        .AddHostedService<HistoryCheckRunner>()
        .AddSingleton<DomainDesk>()
        .AddSingleton<FeedParties>()
        .AddSingleton<ReaderDesk>()
        .AddSingleton<ICatalogueReader, CatalogueReader>()
        .AddSingleton<FolderImport>()
        .AddSingleton<FolderExport>()
        .AddSingleton<IObservedConsumers, KeyConsumers>()
        .AddSingleton<IObservedConsumers, HubConsumers>()
        .AddSingleton<IObservedConsumers, DerivedFeeds>()
        .AddSingleton<IObservedConsumers, DashboardConsumers>()
        .AddSingleton<IObservedConsumers, KpiConsumers>()
        .AddSingleton<IObservedConsumers, RuleConsumers>()
        .AddSingleton<IObservedConsumers, ProcessConsumers>()
        .AddSingleton<FeedUses>()
        .AddHostedService(provider => provider.GetRequiredService<FeedUses>())
        .AddSingleton<DashboardRegistry>()
        .AddSingleton<ScoreCardShares>()
        .AddSingleton<FeedGrants>()
        .AddSingleton<SubscriptionDesk>()
        .AddSingleton<SubscriberDesk>()
        .AddSingleton<IHostedFeeds, CatalogueHostedFeeds>()
        .AddSingleton<IRefusals, RefusalCounter>()
        .AddSingleton<RetentionSweep>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<RetentionSweep>())
        .AddHostedService<SubscriptionRefresh>();

    public static IServiceCollection AddPortalIntake(this IServiceCollection services) => services
        .AddSingleton<IContractGate, ContractGate>()
        .AddSingleton<EntryIntake>();
}
