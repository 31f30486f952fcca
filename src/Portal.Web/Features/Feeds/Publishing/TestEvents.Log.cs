using Portal.Events;

namespace Portal.Web.Features.Feeds.Publishing;

internal sealed partial class TestEvents
{
    [LoggerMessage(EventId = 3301, Level = LogLevel.Error, Message = "A test event for '{Feed}' could not be posted.")]
    private partial void LogFailed(Exception exception, FeedId feed);
}
