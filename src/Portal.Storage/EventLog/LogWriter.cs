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

    private readonly Channel<Work> _waiting = Channel.CreateBounded<Work>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly ILogDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<long> _committed;
    private readonly Task _loop;

    public LogWriter(ILogDatabase database, TimeProvider time, ILogger logger, Action<long> committed)
    {
        (_database, _time, _logger, _committed) = (database, time, logger, committed);
        _loop = Task.Run(WriteAsync);
    }

    public async ValueTask<AppendResult> AppendAsync(EncodedBatch batch, CancellationToken cancellationToken)
    {
        var append = new Append(batch);
        await _waiting.Writer.WriteAsync(append, cancellationToken);

        // From here on it will be stored: giving up the wait would leave the caller wrong about it.
        return await append.Done.Task;
    }

    public async ValueTask RemoveAsync(FeedId feed, string checkpoint, CancellationToken cancellationToken)
    {
        var removal = new Removal(feed, checkpoint);
        await _waiting.Writer.WriteAsync(removal, cancellationToken);
        await removal.Done.Task;
    }

    public async ValueTask CountErrorsAsync(FeedId feed, int count, CancellationToken cancellationToken)
    {
        var errors = new Errors(feed, count);
        await _waiting.Writer.WriteAsync(errors, cancellationToken);
        await errors.Done.Task;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteAsync()
    {
        List<Work> commit = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            commit.Clear();
            var entries = 0;
            while (entries < MaxEntriesPerCommit && _waiting.Reader.TryRead(out var work))
            {
                commit.Add(work);
                entries += work.Entries;
            }

            await CommitAsync(commit);
        }
    }

    private async Task CommitAsync(List<Work> commit)
    {
        try
        {
            await using (var transaction = await _database.BeginAsync(CancellationToken.None))
            {
                var plan = new AppendPlan(await transaction.HeadAsync(), _time.GetUtcNow());
                foreach (var work in commit)
                {
                    await work.PlanAsync(transaction, plan);
                }

                await transaction.WriteAsync(plan);
                foreach (var removal in commit.OfType<Removal>())
                {
                    await transaction.RemoveAsync(removal.Feed, removal.Checkpoint);
                }

                await transaction.CommitAsync();
                _committed(plan.Head);
            }

            foreach (var work in commit)
            {
                work.Complete();
            }
        }
        catch (Exception exception)
        {
            // Nothing of this commit was stored: its callers are told so, the next commit is not concerned.
            LogCommitFailed(exception, commit.Count);
            foreach (var work in commit)
            {
                work.Fail(exception);
            }
        }
    }

    private abstract class Work
    {
        public virtual int Entries => 1;

        public abstract ValueTask PlanAsync(ILogTransaction transaction, AppendPlan plan);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Append(EncodedBatch batch) : Work
    {
        private AppendResult? _result;

        // Continuations run elsewhere: the writer goes on with the next commit.
        public TaskCompletionSource<AppendResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override int Entries => batch.Entries.Length;

        public override async ValueTask PlanAsync(ILogTransaction transaction, AppendPlan plan)
        {
            var feed = await transaction.FeedKeyAsync(batch.Batch.Feed);
            var known = await transaction.KnownAsync(feed, [.. batch.Batch.Entries.Select(e => e.Entry.Id)]);
            _result = plan.Add(feed, batch, known);
        }

        public override void Complete() => Done.SetResult(_result!);

        public override void Fail(Exception exception) => Done.SetException(exception);
    }

    private sealed class Errors(FeedId feed, int count) : Work
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask PlanAsync(ILogTransaction transaction, AppendPlan plan) =>
            plan.CountErrors(await transaction.FeedKeyAsync(feed), count);

        public override void Complete() => Done.SetResult();

        public override void Fail(Exception exception) => Done.SetException(exception);
    }

    private sealed class Removal(FeedId feed, string checkpoint) : Work
    {
        public FeedId Feed { get; } = feed;

        public string Checkpoint { get; } = checkpoint;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask PlanAsync(ILogTransaction transaction, AppendPlan plan) => ValueTask.CompletedTask;

        public override void Complete() => Done.SetResult();

        public override void Fail(Exception exception) => Done.SetException(exception);
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Error, Message = "A commit of {Count} batches failed; nothing of it was stored")]
    private partial void LogCommitFailed(Exception exception, int count);
}
