namespace Portal.Storage.EventLog;

/// <summary>How the writer of the event log is doing.</summary>
/// <param name="Head">The newest position that this process knows of.</param>
/// <param name="Waiting">How many batches wait to be written.</param>
/// <param name="MaxWaiting">How many may.</param>
/// <param name="LastCommit">When a commit last went well; null before the first.</param>
/// <param name="LastFailure">When a commit last failed; null when none has.</param>
public sealed record LogPulse(long Head, int Waiting, int MaxWaiting, DateTimeOffset? LastCommit, DateTimeOffset? LastFailure);

/// <summary>The pulse of the event log's writer in this process.</summary>
public interface ILogPulse
{
    /// <summary>How it is doing now.</summary>
    LogPulse Pulse { get; }
}
