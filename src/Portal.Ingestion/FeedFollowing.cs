using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Channels.Http;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.Ingestion;

/// <summary>Registers the following of feeds.</summary>
public static class FeedFollowing
{
    /// <summary>The key of the services that know the feeds of this process only.</summary>
    public const string OfThisProcess = "of-this-process";

    /// <summary>
    /// Follows the subscriptions of <see cref="ISubscriptionStore"/>. That store, the event log, the activity log
    /// and <see cref="ICurrentContracts"/> must be registered beside it; <see cref="ChannelOptions"/> are held
    /// against their rules when the portal starts. What shares the feeds with other processes puts itself in front of the
    /// services with the key <see cref="OfThisProcess"/>.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="scope">Whether this process follows all feeds, or those that it is given.</param>
    public static IServiceCollection AddFeedFollowing(this IServiceCollection services, FollowingScope scope)
    {
        services.AddSingleton(scope);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IContractGate, ContractGate>();
        services.TryAddSingleton<EntryIntake>();
        services.AddSingleton<IValidateOptions<ChannelOptions>, ChannelOptionsValidator>();
        services.AddOptions<ChannelOptions>().ValidateOnStart();
        services.TryAddSingleton<CredentialVault>();
        services.TryAddSingleton<IFeedChannel, HttpFeedChannel>();
        services.TryAddSingleton<IFeedPageReader, FeedPageReader>();
        services.TryAddSingleton(provider => new FeedPreviews(
            provider.GetRequiredService<IFeedChannel>(), provider.GetRequiredService<IFeedPageReader>()));
        services.TryAddSingleton<PollJitter>();
        services.AddPushes();
        services.AddSingleton<SubscriptionCursors>();
        services.AddSingleton<FeedRefresh>();
        services.AddSingleton<PushRefresh>();
        services.AddSingleton<FeedBackfill>();
        services.AddSingleton<SubscriptionPolls>();
        services.AddSingleton<SubscriptionScheduler>();
        services.AddSingleton<IFeedHolder>(provider => provider.GetRequiredService<SubscriptionScheduler>());
        services.AddKeyedSingleton<ISubscriptions>(OfThisProcess, (provider, _) => provider.GetRequiredService<SubscriptionScheduler>());
        services.AddSingleton(provider => provider.GetRequiredKeyedService<ISubscriptions>(OfThisProcess));
        services.AddHostedService(provider => provider.GetRequiredService<SubscriptionScheduler>());
        return services;
    }

    // Subscriptions at hubs: before the scheduler, which tells them what polls find.
    private static void AddPushes(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidator>();
        services.AddOptions<CallbackOptions>().BindConfiguration(CallbackOptions.Section).ValidateOnStart();
        services.TryAddSingleton<ICallbackAddress, CallbackAddress>();
        services.TryAddSingleton<IHubClient, HubClient>();
        services.AddSingleton<PushSecrets>();
        services.AddSingleton<PushSubscriptions>();
        services.AddSingleton<IPushes>(provider => provider.GetRequiredService<PushSubscriptions>());
        services.AddKeyedSingleton<IPushStatuses>(OfThisProcess, (provider, _) => provider.GetRequiredService<PushSubscriptions>());
        services.AddSingleton(provider => provider.GetRequiredKeyedService<IPushStatuses>(OfThisProcess));
        services.AddKeyedSingleton<IPushReceiver, PushReceiver>(OfThisProcess);
        services.AddSingleton(provider => provider.GetRequiredKeyedService<IPushReceiver>(OfThisProcess));
        services.AddHostedService(provider => provider.GetRequiredService<PushSubscriptions>());
    }
}
