using Portal.Catalogue.Ownership;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Kinds;
using Portal.Catalogue.Requests.Policy;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;
using Portal.Web.Provisioning;

namespace Portal.Web.Features.Requests;

internal static class RequestServices
{
    public static IServiceCollection AddPortalRequests(this IServiceCollection services) => services
        .AddSingleton<RequestKinds>()
        .AddSingleton<RequestJournal>()
        .AddSingleton<PolicyDesk>()
        .AddSingleton<IRequesters, Requesters>()
        .AddSingleton<DecisionDesk>()
        .AddSingleton<RequestDesk>()
        .AddSingleton<RequestUpkeep>()
        .AddSingleton<OwnershipDesk>()
        .AddSingleton<OwnershipUpkeep>()
        .AddSingleton<AccessUpkeep>()
        .AddProvisioning();

    private static IServiceCollection AddProvisioning(this IServiceCollection services) => services
        .AddSingleton<IProvisioningStep, SourceStep>()
        .AddSingleton<IProvisioningStep, FeedStep>()
        .AddSingleton<IProvisioningStep, ContractVersionStep>()
        .AddSingleton<IProvisioningStep, RetentionStep>()
        .AddSingleton<IProvisioningStep, KeyStep>()
        .AddSingleton<IProvisioningStep, DashboardStep>()
        .AddSingleton<IProvisioningStep, SmokeTestStep>()
        .AddSingleton<IProvisioningStep, OpenStep>()
        .AddSingleton<IProvisioningStep, SubscriptionStep>()
        .AddSingleton<IProvisioningStep, GrantStep>()
        .AddSingleton<IProvisioningStep, ChangeStep>()
        .AddSingleton<IProvisioningStep, RetireStep>()
        .AddSingleton<Provisioner>()
        .AddSingleton<ProvisioningWait>()
        .AddSingleton<ProvisioningWorker>()
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<ProvisioningWorker>());
}
