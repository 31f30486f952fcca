using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Portal.FeedHost.Hub;
using Portal.Ingestion;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;
using Portal.Storage.Cluster;

namespace Portal.Web.Cluster;

/// <summary>One process that does everything, or one of several on the same PostgreSQL.</summary>
internal static class PortalCluster
{
    private const string Name = "portal";

    /// <summary>Follows feeds: all of them alone, or this node's share of them.</summary>
    public static void AddFeedFollowing(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(ClusterSettings.Section).Get<ClusterSettings>() ?? new ClusterSettings();
        builder.Services.AddOptions<ClusterSettings>().BindConfiguration(ClusterSettings.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ClusterSettings>, ClusterSettingsValidator>();
        builder.Services.AddFeedFollowing(new FollowingScope(IsShared: settings.Enabled));
        if (!settings.Enabled)
        {
            builder.Services.AddHostedService<AloneDuties>();
            return;
        }

        // Settings that the validator refuses stop the start before a node joins; until then they must not throw here.
        var address = IPAddress.TryParse(settings.Address, out var parsed) ? parsed : IPAddress.Loopback;
        builder.Services.AddSingleton<IMembershipTable, ClusterMembers>();
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (Name, Name))
            .Configure<EndpointOptions>(options => (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (address, settings.Port, 0))
            .Configure<ClusterMembershipOptions>(Watch)
            .AddPlacementDirector<FeedPlacement, FeedPlacementDirector>());
        builder.Services.AddSingleton<ISubscriptions, ClusterSubscriptions>();
        builder.Services.AddSingleton<IPushStatuses, ClusterPushStatuses>();
        builder.Services.AddSingleton<IPushReceiver, ClusterPushReceiver>();
        builder.Services.AddHostedService<ClusterKeeper>();
    }

    /// <summary>Puts what knows this node's part only behind what knows all of it. After the feed host is registered.</summary>
    public static void AddClusterHub(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>($"{ClusterSettings.Section}:{nameof(ClusterSettings.Enabled)}"))
        {
            builder.Services.AddSingleton<IHubDesk, ClusterHubDesk>();
        }
    }

    // A node that was killed is missed three times, two seconds each: its feeds are polled again well within 30 seconds.
    private static void Watch(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }
}
