using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion;

/// <summary>Registers the following of feeds.</summary>
public static class FeedFollowing
{
    /// <summary>
    /// Follows the subscriptions of <see cref="Subscriptions.ISubscriptionStore"/>, which must be registered
    /// beside it, like the event log, the intake, the activity log and <see cref="ChannelOptions"/>.
    /// </summary>
    public static IServiceCollection AddFeedFollowing(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<ChannelOptions>, ChannelOptionsValidator>();
        services.AddOptions<ChannelOptions>().ValidateOnStart();
        return services;
    }
}
