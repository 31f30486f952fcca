using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Storage.EventLog;

/// <summary>
/// The one writer of this process. Whatever waits goes into one transaction; callers are told after its commit, so
/// the more there is to do the fewer commits an entry costs.
/// </summary>
internal sealed partial class LogWriter : IAsyncDisposable
{
    /// <summary>How many batches wait at most; callers beyond that wait before they hand theirs over.</summary>
    private const int MaxWaiting = 4096;

    /// <summary>How many entries one commit takes at most, so that nobody waits for more than a moment.</summary>
    private const int MaxEntriesPerCommit = 4000;

    /// <summary>How many bytes of entries one commit takes at most, give or take one batch.</summary>
    private const long MaxBytesPerCommit = 32 * 1024 * 1024;

    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly EventTypes _types = new();
    private readonly ILogDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<Committed> _committed;
    private readonly Task _loop;
    private long _lastCommit;
    private long _lastFailure;

    public LogWriter(ILogDatabase database, TimeProvider time, ILogger logger, Action<Committed> committed)
    {
        (_database, _time, _logger, _committed) = (database, time, logger, committed);
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>How it is doing.</summary>
    public LogPulse PulseAt(long head) => new(head, _waiting.Reader.Count, MaxWaiting, TimeOf(Volatile.Read(ref _lastCommit)), TimeOf(Volatile.Read(ref _lastFailure)));

    public async ValueTask<AppendResult> AppendAsync(EncodedBatch batch, CancellationToken cancellationToken)
    {
        var append = new Append(batch);
        var began = _time.GetTimestamp();
        await WaitForAsync(append, cancellationToken);
        LogMetrics.AppendDuration.Record(_time.GetElapsedTime(began).TotalSeconds);
        return append.Result!;
    }

    /// <summary>Runs something in a commit of its own, in its turn.</summary>
    /// <param name="run">What to run.</param>
    /// <param name="durable">False for what the log can be asked for again after a power cut: everybody waits less for it.</param>
    /// <param name="cancellationToken">Gives up while it has not begun.</param>
    public async ValueTask<T> RunAsync<T>(Func<ILogTransaction, Task<T>> run, bool durable, CancellationToken cancellationToken)
    {
        var result = default(T)!;
        await WaitForAsync(new Alone(async transaction => result = await run(transaction), durable), cancellationToken);
        return result;
    }

    public ValueTask CountErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken) =>
        WaitForAsync(new Errors(feed, count), cancellationToken);

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private static DateTimeOffset? TimeOf(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private async ValueTask WaitForAsync(Work work, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(work, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new ObjectDisposedException("The event log is closed.", exception);
        }

        // From here on it will be stored: giving up the wait would leave the caller wrong about it.
        await work.Done.Task;
    }

    private async Task WriteAsync()
    {
        List<Work> commit = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            Take(commit);
            await CommitAsync(commit);
        }
    }

    /// <summary>Takes what waits, in its order. What runs alone is a commit of its own.</summary>
    private void Take(List<Work> commit)
    {
        commit.Clear();
        var (entries, bytes) = (0, 0L);
        while (entries < MaxEntriesPerCommit && bytes < MaxBytesPerCommit && _waiting.Reader.TryPeek(out var next))
        {
            if (next is Alone && commit.Count > 0)
            {
                return;
            }

            _waiting.Reader.TryRead(out _);
            commit.Add(next);
            entries += next.Entries;
            bytes += next.Bytes;
            if (next is Alone)
            {
                return;
            }
        }
    }

    private async Task CommitAsync(List<Work> commit)
    {
        try
        {
            await using (var transaction = await _database.BeginAsync(durable: commit is not [Alone { IsDurable: false }], CancellationToken.None))
            {
                var plan = await WriteAsync(transaction, commit);
                await transaction.CommitAsync();
                Volatile.Write(ref _lastCommit, plan.Received.UtcTicks);
                LogMetrics.Appended.Add(plan.Rows.Count);
                _committed(plan.Outcome());
            }

            foreach (var work in commit)
            {
                work.Done.SetResult();
            }
        }
        catch (Exception exception)
        {
            // Its callers are told; the next commit is not concerned.
            _types.Forget();
            LogCommitFailed(exception, commit.Count);
            Volatile.Write(ref _lastFailure, _time.GetUtcNow().UtcTicks);
            LogMetrics.Failed.Add(1);
            foreach (var work in commit)
            {
                work.Done.TrySetException(exception);
            }
        }
    }

    private async Task<AppendPlan> WriteAsync(ILogTransaction transaction, List<Work> commit)
    {
        var plan = new AppendPlan(await transaction.HeadAsync(), _time.GetUtcNow());
        if (commit is [Alone alone])
        {
            await alone.Run(transaction);
            return plan;
        }

        var feeds = await transaction.FeedKeysAsync([.. commit.Select(work => work.Feed).Distinct()]);
        var known = await transaction.KnownAsync([.. commit.OfType<Append>().SelectMany(append => append.Keys(feeds[append.Feed]))]);
        foreach (var work in commit)
        {
            work.Plan(plan, feeds[work.Feed], known);
        }

        if (plan.Types.Count > 0)
        {
            plan.NumberedTypes = await _types.NumberAsync(transaction, plan.Types);
        }

        await transaction.WriteAsync(plan);
        return plan;
    }

    /// <summary>Something that waits to be written.</summary>
    private abstract class Work(FeedId feed)
    {
        public FeedId Feed { get; } = feed;

        // Continuations run elsewhere: the writer goes on with the next commit.
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public virtual int Entries => 1;

        public virtual long Bytes => 0;

        public virtual void Plan(AppendPlan plan, int feed, KnownEntries known)
        {
        }
    }

    private sealed class Append(EncodedBatch batch) : Work(batch.Batch.Feed)
    {
        public AppendResult? Result { get; private set; }

        public override int Entries => Math.Max(1, batch.Entries.Length);

        public override long Bytes { get; } = batch.Entries.Sum(entry => (long)entry.Payload.Length);

        public IEnumerable<(int Feed, EntryKey Key)> Keys(int feed) => batch.Entries.Select(entry => (feed, entry.Key));

        public override void Plan(AppendPlan plan, int feed, KnownEntries known) => Result = plan.Add(feed, batch, known.In(feed));
    }

    private sealed class Errors(FeedId feed, int count) : Work(feed)
    {
        public override void Plan(AppendPlan plan, int feed, KnownEntries known) => plan.CountErrors(feed, count);
    }

    private sealed class Alone(Func<ILogTransaction, Task> run, bool durable) : Work(default)
    {
        public bool IsDurable => durable;

        public Func<ILogTransaction, Task> Run { get; } = run;
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "A commit of {Count} batches failed; nothing of it was stored")]
    private partial void LogCommitFailed(Exception exception, int count);
}
