using Microsoft.Extensions.Logging;

namespace Portal.FeedHost.Hub;

internal static partial class HubLog
{
    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "Deliveries of feed {Feed} to subscription {Subscription} were interrupted; they go on from where they were")]
    public static partial void OutboxInterrupted(ILogger logger, Exception exception, string feed, string subscription);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "{Entries} entries of feed {Feed} were set aside after {Attempts} attempts to deliver them to {Host}: {Problem}")]
    public static partial void SetAside(ILogger logger, string feed, string host, int entries, int attempts, string problem);

    [LoggerMessage(EventId = 5005, Level = LogLevel.Information, Message = "The subscription of feed {Feed} at {Host} ended: {Reason}")]
    public static partial void Ended(ILogger logger, string feed, string host, string reason);

    [LoggerMessage(EventId = 5006, Level = LogLevel.Error, Message = "The state of hub subscriptions could not be saved; it is tried again")]
    public static partial void SaveFailed(ILogger logger, Exception exception);
}
