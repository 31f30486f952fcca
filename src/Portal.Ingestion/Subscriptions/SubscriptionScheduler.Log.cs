using Microsoft.Extensions.Logging;

namespace Portal.Ingestion.Subscriptions;

internal sealed partial class SubscriptionScheduler
{
    [LoggerMessage(EventId = 3111, Level = LogLevel.Information, Message = "Following {Count} feeds.")]
    private partial void LogLoaded(int count);

    [LoggerMessage(EventId = 3112, Level = LogLevel.Error, Message = "The subscriptions cannot be read; trying again in {Delay}.")]
    private partial void LogNotLoaded(Exception exception, TimeSpan delay);
}
