namespace Portal.Web.Shared.States;

public abstract partial class LoadingComponent
{
    [LoggerMessage(4101, LogLevel.Error, "{Component} could not load what it shows")]
    private static partial void LogFailed(ILogger logger, Exception exception, string component);
}
