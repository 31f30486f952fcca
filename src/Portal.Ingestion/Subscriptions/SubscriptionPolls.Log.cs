using Microsoft.Extensions.Logging;
using Portal.Events;

namespace Portal.Ingestion.Subscriptions;

internal sealed partial class SubscriptionPolls
{
    [LoggerMessage(EventId = 3101, Level = LogLevel.Debug, Message = "Polled {Feed}: {Outcome}, {NewEntries} new. {Detail}")]
    private partial void LogPolled(FeedId feed, PollOutcome outcome, int newEntries, string? detail);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Debug, Message = "A hub pushed {Feed}: {Outcome}, {NewEntries} new. {Detail}")]
    private partial void LogPushed(FeedId feed, PollOutcome outcome, int newEntries, string? detail);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The poll of {Feed} broke; it is tried again later.")]
    private partial void LogPollBroke(Exception exception, FeedId feed);
}
