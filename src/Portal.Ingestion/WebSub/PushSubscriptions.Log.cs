using Microsoft.Extensions.Logging;
using Portal.Events;

namespace Portal.Ingestion.WebSub;

internal sealed partial class PushSubscriptions
{
    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "The subscriptions at hubs cannot be read; trying again in {Delay}.")]
    private partial void LogNotLoaded(Exception exception, TimeSpan delay);

    [LoggerMessage(EventId = 3202, Level = LogLevel.Error, Message = "The subscription of {Feed} at its hub could not be looked after; trying again in {Delay}.")]
    private partial void LogBroke(Exception exception, FeedId feed, TimeSpan delay);

    [LoggerMessage(EventId = 3203, Level = LogLevel.Information, Message = "The hub of {Feed}: {Before} -> {After}. {Detail}")]
    private partial void LogMoved(FeedId feed, PushState? before, PushState? after, string? detail);
}
