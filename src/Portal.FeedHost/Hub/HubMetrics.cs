using System.Diagnostics.Metrics;

namespace Portal.FeedHost.Hub;

/// <summary>What the hub measures, for whoever listens.</summary>
internal static class HubMetrics
{
    private static readonly Meter Meter = new("Portal.Hub");

    private static readonly Counter<long> Deliveries = Meter.CreateCounter<long>(
        "portal.hub.deliveries", "{delivery}", "Deliveries of the WebSub hub to its subscribers, by answer: accepted, refused, failed.");

    public static void Count(HubAnswer answer) =>
        Deliveries.Add(1, new KeyValuePair<string, object?>("answer", answer.ToString().ToLowerInvariant()));
}
