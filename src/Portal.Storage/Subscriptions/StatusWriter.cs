using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Ingestion.Subscriptions;
using Portal.Storage.Model;

namespace Portal.Storage.Subscriptions;

/// <summary>
/// Writes where subscriptions stand, many in a commit: every poll ends with one, and a commit for each would be most of
/// what a poll costs. Whoever saves waits for the commit that holds his.
/// </summary>
internal sealed partial class StatusWriter : IAsyncDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxPerCommit = 1000;

    // Both databases understand it; a subscription that has gone meanwhile is not written.
    private const string Statement =
        """
        INSERT INTO subscriptions ("Feed", "Status") SELECT @feed, @status WHERE EXISTS (SELECT 1 FROM feeds WHERE "Id" = @feed)
        ON CONFLICT ("Feed") DO UPDATE SET "Status" = excluded."Status"
        """;

    private const string RunStatement =
        """
        INSERT INTO subscription_polls ("Feed", "Number", "Run") SELECT @feed, @number, @run WHERE EXISTS (SELECT 1 FROM feeds WHERE "Id" = @feed)
        ON CONFLICT ("Feed", "Number") DO UPDATE SET "Run" = excluded."Run"
        """;

    private const string TrimStatement = """DELETE FROM subscription_polls WHERE "Feed" = @feed AND "Number" <= @number""";

    // So many more rows of a feed than are kept, rather than a statement for each.
    private const int TrimEvery = 8;

    private readonly Channel<Save> _waiting = Channel.CreateBounded<Save>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly IDbContextFactory<PortalDbContext> _contexts;
    private readonly ILogger<StatusWriter> _logger;
    private readonly Task _loop;

    public StatusWriter(IDbContextFactory<PortalDbContext> contexts, ILogger<StatusWriter> logger)
    {
        (_contexts, _logger) = (contexts, logger);
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>Returns when it is written, with the run of polls that has ended where there is one.</summary>
    public async ValueTask SaveAsync(FeedId feed, SubscriptionStatus status, PollRun? ended, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await HandOverAsync(new Save(feed, status, ended, done), cancellationToken);
        await done.Task;
    }

    /// <summary>Returns before it is written, at most <see cref="MaxWaiting"/> at a time.</summary>
    public ValueTask NoteAsync(FeedId feed, SubscriptionStatus status, CancellationToken cancellationToken) =>
        HandOverAsync(new Save(feed, status, Ended: null, Done: null), cancellationToken);

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async ValueTask HandOverAsync(Save save, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(save, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new ObjectDisposedException("The portal has stopped.", exception);
        }
    }

    private async Task WriteAsync()
    {
        List<Save> commit = [];
        while (await _waiting.Reader.WaitToReadAsync())
        {
            commit.Clear();
            while (commit.Count < MaxPerCommit && _waiting.Reader.TryRead(out var save))
            {
                commit.Add(save);
            }

            try
            {
                await CommitAsync(commit);
                commit.ForEach(save => save.Done?.SetResult());
            }
            catch (Exception exception)
            {
                // Its callers are told; the next commit is not concerned.
                LogCommitFailed(exception, commit.Count);
                commit.ForEach(save => save.Done?.TrySetException(exception));
            }
        }
    }

    private async Task CommitAsync(List<Save> commit)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = Statement;
        var (feed, status) = (Parameter(command, "@feed"), Parameter(command, "@status"));
        foreach (var save in commit)
        {
            (feed.Value, status.Value) = (save.Feed.Value, JsonSerializer.Serialize(save.Status));
            await command.ExecuteNonQueryAsync();
        }

        foreach (var save in commit)
        {
            if (save.Ended is { } ended)
            {
                await AddRunAsync(context, transaction, save.Feed, ended);
            }
        }

        await transaction.CommitAsync();
    }

    private static async Task AddRunAsync(PortalDbContext context, IDbContextTransaction transaction, FeedId feed, PollRun run)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        command.CommandText = RunStatement;
        Parameter(command, "@feed").Value = feed.Value;
        var number = Parameter(command, "@number");
        number.Value = run.Number;
        Parameter(command, "@run").Value = JsonSerializer.Serialize(run);
        await command.ExecuteNonQueryAsync();
        if (run.Number % TrimEvery == 0)
        {
            command.CommandText = TrimStatement;
            number.Value = run.Number - PollRuns.Kept;
            command.Parameters.RemoveAt(command.Parameters.Count - 1);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    // Continuations of those who wait run elsewhere: the writer goes on with the next commit.
    private sealed record Save(FeedId Feed, SubscriptionStatus Status, PollRun? Ended, TaskCompletionSource? Done);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Saving where {Count} subscriptions stand failed; their next polls save it again")]
    private partial void LogCommitFailed(Exception exception, int count);
}
