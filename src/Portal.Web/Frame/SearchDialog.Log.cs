namespace Portal.Web.Frame;

/// <summary>The search over everything, behind Ctrl+K.</summary>
public partial class SearchDialog
{
    [LoggerMessage(EventId = 8001, Level = LogLevel.Error, Message = "The search did not answer.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
