namespace Portal.Web.Features.Requests;

/// <summary>The form in which people ask for things.</summary>
public partial class NewRequestPage
{
    [LoggerMessage(EventId = 1811, Level = LogLevel.Error, Message = "A draft of a request could not be kept; it is tried again")]
    private static partial void LogNotKept(ILogger logger, Exception exception);
}
