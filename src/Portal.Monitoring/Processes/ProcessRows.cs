using Portal.Events;

namespace Portal.Monitoring.Processes;

/// <summary>That a step happened to a key.</summary>
/// <param name="Process">The process's number.</param>
/// <param name="Key">The business key.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="At">When it happened.</param>
/// <param name="Position">The entry that tells it.</param>
public sealed record ProcessMark(int Process, string Key, int Step, DateTimeOffset At, EventPosition Position);

/// <summary>Where is kept what happened to the keys of processes.</summary>
public interface IProcessMarks
{
    /// <summary>The most keys of one answer.</summary>
    const int MaxKeys = 5000;

    /// <summary>How many marks are kept of one process; the oldest go first.</summary>
    const int MaxKept = 500_000;

    /// <summary>How long marks are kept.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(92);

    /// <summary>All that happened to the keys whose first step lies in a range: the newest keys, at most <see cref="MaxKeys"/>.</summary>
    Task<IReadOnlyList<ProcessMark>> BegunAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>How many keys had a later step in a range and never the first one.</summary>
    Task<int> WithoutBeginAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>All that happened to a key, in the order of steps.</summary>
    Task<IReadOnlyList<ProcessMark>> OfKeyAsync(int process, string key, CancellationToken cancellationToken = default);
}
