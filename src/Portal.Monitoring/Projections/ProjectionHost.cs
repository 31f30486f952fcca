using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Projections;

/// <summary>
/// Runs all projections of the portal, in one process: those that are up to date move along with the log in one lane, new ones
/// work through history in another and join them. Whatever interrupts it, it goes on from what was saved last.
/// </summary>
internal sealed partial class ProjectionHost(
    IEventLog log,
    IProjectionStore store,
    IEnumerable<IProjectionSource> sources,
    ProjectionSignal signal,
    TimeProvider time,
    ILogger<ProjectionHost> logger) : BackgroundService
{
    /// <summary>The shortest time between two saves while all is read: figures move by then, and the disk rests in between.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>How often it looks which projections should run, and tells them the time.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // A projection without news is saved this often: so much of the log it may have to pass over after a restart.
    private static readonly TimeSpan SaveAnyway = TimeSpan.FromSeconds(30);

    // Who is further behind the others than this works through history first, and does not hold them up.
    private const int FarBehind = 20_000;
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    // Entries that are committed at this moment bear a time a little before they can be read.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<ProjectionMember> _arrived = new();
    private ConcurrentDictionary<string, bool> _running = new();
    private long _savedAll;
    private long? _tidied;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            Task history = Task.CompletedTask;
            try
            {
                signal.IsSource = true;
                await RunAsync(task => history = task, round.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopped: what was not saved is read again.
            }
            catch (Exception exception)
            {
                LogInterrupted(exception);
                await Task.Delay(RestAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            finally
            {
                signal.IsSource = false;
                await round.CancelAsync();
                await history.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(Action<Task> starts, CancellationToken cancellationToken)
    {
        _running = new ConcurrentDictionary<string, bool>();
        _arrived.Clear();
        _savedAll = time.GetTimestamp();
        using var arrivals = new HeadTurns(log, time, cancellationToken);
        var lane = new ProjectionLane(log, EventPosition.Start);
        var history = Task.CompletedTask;
        List<ProjectionMember> waiting = [];
        var looked = (long?)null;
        while (true)
        {
            if (looked is not { } at || time.GetElapsedTime(at) >= LookEvery)
            {
                looked = time.GetTimestamp();
                lane = await LookAsync(lane, waiting, cancellationToken);
            }

            if (history.IsCompleted && waiting.Count > 0)
            {
                await history;
                starts(history = WorkThroughAsync([.. waiting], cancellationToken));
                waiting.Clear();
            }

            await JoinAsync(lane, cancellationToken);
            var isFull = await lane.StepAsync(cancellationToken);
            if (!isFull)
            {
                lane.Advance(time.GetUtcNow() - Grace);
            }

            await SaveAsync(lane, cancellationToken);
            if (history.IsFaulted)
            {
                await history;
            }

            if (!isFull)
            {
                await Task.Delay(Pace, time, cancellationToken);
                await arrivals.WaitBeyondAsync(lane.Position, LookEvery);
            }
        }
    }

    // Compares what should run with what runs: new ones are opened, those no longer wanted are removed with what they wrote.
    private async Task<ProjectionLane> LookAsync(ProjectionLane lane, List<ProjectionMember> waiting, CancellationToken cancellationToken)
    {
        List<WantedProjection> wanted = [];
        foreach (var source in sources)
        {
            wanted.AddRange(await source.ListAsync(cancellationToken));
        }

        var names = wanted.Select(projection => projection.Name).ToHashSet();
        var saved = await store.ListAsync(cancellationToken);
        var prefixes = sources.Select(source => source.Prefix).ToList();
        var gone = saved.Where(row => !names.Contains(row.Name) && prefixes.Any(prefix => row.Name.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        if (gone.Count > 0)
        {
            await store.RemoveAsync([.. gone.Select(row => row.Name)], cancellationToken);
        }

        waiting.RemoveAll(member => !names.Contains(member.Name));
        if (lane.Members.Any(member => !names.Contains(member.Name)))
        {
            lane.Set(lane.Members.Where(member => names.Contains(member.Name)).ToList());
        }

        foreach (var name in _running.Keys.Where(name => !names.Contains(name)))
        {
            _running.TryRemove(name, out _);
        }

        if (_tidied is not { } tidied || time.GetElapsedTime(tidied) >= TidyEvery)
        {
            _tidied = time.GetTimestamp();
            await store.TidyAsync(time.GetUtcNow(), cancellationToken);
        }

        var stopped = saved.Where(row => row.Failure is not null).Select(row => row.Name).ToHashSet();
        var missing = wanted.Where(projection => !_running.ContainsKey(projection.Name) && !stopped.Contains(projection.Name)).ToList();
        return missing.Count == 0 ? lane : await OpenAsync(lane, missing, saved, waiting, cancellationToken);
    }

    private async Task<ProjectionLane> OpenAsync(
        ProjectionLane lane, List<WantedProjection> missing, IReadOnlyList<ProjectionRow> saved, List<ProjectionMember> waiting, CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        var known = saved.Select(row => row.Name).ToHashSet();
        List<ProjectionRow> begins = [];
        foreach (var projection in missing)
        {
            var begin = projection.Since is { } since && !known.Contains(projection.Name)
                ? await LogTimes.BeforeAsync(log, since, cancellationToken)
                : EventPosition.Start;
            begins.Add(new ProjectionRow(projection.Name, begin, head, IsLive: false, null, null, time.GetUtcNow()));
        }

        var rows = (await store.OpenAsync(begins, cancellationToken)).ToDictionary(row => row.Name);
        var reached = rows.Values.Where(row => row.IsLive).Select(row => row.Position).Append(lane.Members.Count > 0 ? lane.Position : default).Max();
        List<ProjectionMember> live = [];
        foreach (var projection in missing)
        {
            if (!rows.TryGetValue(projection.Name, out var row) || row.Failure is not null)
            {
                continue;
            }

            _running[projection.Name] = true;
            if (await MakeAsync(projection, row, cancellationToken) is { } member)
            {
                (row.IsLive && reached.Value - row.Position.Value < FarBehind ? live : waiting).Add(member);
            }
        }

        if (live.Count == 0)
        {
            return lane;
        }

        // After a start all of them go on from where the slowest was; each passes over what it has.
        if (lane.Members.Count == 0)
        {
            lane = new ProjectionLane(log, live.Select(member => member.Taken).Min());
            lane.Set(live);
            return lane;
        }

        foreach (var member in live)
        {
            _arrived.Enqueue(member);
        }

        return lane;
    }

    private async Task<ProjectionMember?> MakeAsync(WantedProjection wanted, ProjectionRow row, CancellationToken cancellationToken)
    {
        try
        {
            var projection = wanted.Create();
            projection.Restore(row.State);
            return new ProjectionMember(projection, row);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await StopAsync(wanted.Name, exception, cancellationToken);
            return null;
        }
    }

    // New projections go through history together, beside the live ones.
    private async Task WorkThroughAsync(IReadOnlyList<ProjectionMember> members, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var lane = new ProjectionLane(log, members.Select(member => member.Taken).Min());
        lane.Set(members);
        var more = true;
        while (more && lane.Members.Count > 0)
        {
            more = await lane.StepAsync(cancellationToken);
            await SaveAsync(lane, cancellationToken, all: true);
        }

        foreach (var member in lane.Members)
        {
            _arrived.Enqueue(member);
        }
    }

    // Between the last step through history and now something may have come in: it is taken before they go on with the others.
    private async Task JoinAsync(ProjectionLane lane, CancellationToken cancellationToken)
    {
        List<ProjectionMember> joining = [];
        while (_arrived.TryDequeue(out var member))
        {
            if (_running.ContainsKey(member.Name))
            {
                joining.Add(member);
            }
        }

        if (joining.Count == 0)
        {
            return;
        }

        var gap = new ProjectionLane(log, joining.Select(member => member.Taken).Min());
        gap.Set(joining);
        while (gap.Position < lane.Position && gap.Members.Count > 0)
        {
            await gap.StepAsync(cancellationToken);
            await SaveAsync(gap, cancellationToken, all: true);
        }

        foreach (var member in gap.Members)
        {
            member.IsNews = !member.IsLive;
            member.IsLive = true;
        }

        // They may be ahead of the lane by now: each passes over what it has taken.
        lane.Set([.. lane.Members, .. gap.Members]);
    }

    private async Task SaveAsync(ProjectionLane lane, CancellationToken cancellationToken, bool all = false)
    {
        var isDue = all || time.GetElapsedTime(_savedAll) >= SaveAnyway;
        _savedAll = isDue && !all ? time.GetTimestamp() : _savedAll;
        List<(ProjectionMember Member, ProjectionSave Save)> saves = [];
        foreach (var member in lane.Members.Where(member => member.Failure is null))
        {
            var output = Output(member, isDue || member.IsNews);
            if (member.Failure is null && (output is not null || member.IsNews || (isDue && member.Taken > member.Saved && !member.Projection.IsChanged)))
            {
                saves.Add((member, new ProjectionSave(member.Name, member.Saved, member.Taken, member.IsLive, output)));
            }
        }

        IReadOnlySet<string> lost = saves.Count == 0 ? new HashSet<string>() : await SaveAsync(saves, cancellationToken);
        foreach (var (member, save) in saves)
        {
            (member.Saved, member.IsNews) = (save.To, false);
        }

        var stopped = lane.Members.Where(member => member.Failure is not null || lost.Contains(member.Name)).ToList();
        if (stopped.Count > 0)
        {
            lane.Set(lane.Members.Except(stopped).ToList());
        }

        foreach (var member in stopped)
        {
            if (member.Failure is { } failure)
            {
                await StopAsync(member.Name, failure, cancellationToken);
            }

            // A lost one is opened again at the next look, from where it is by then.
            _running.TryRemove(member.Name, out _);
        }

        signal.Tell([.. saves.Where(save => save.Save.Output is not null && !lost.Contains(save.Save.Name)).Select(save => save.Save.Name)]);
    }

    private static ProjectionOutput? Output(ProjectionMember member, bool isDue)
    {
        try
        {
            return member.Projection.TakeOutput(isDue);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            member.Failure = exception;
            return null;
        }
    }

    // All in one transaction; when that fails each by itself, so that one that cannot be saved does not hold up the others.
    private async Task<IReadOnlySet<string>> SaveAsync(List<(ProjectionMember Member, ProjectionSave Save)> saves, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SaveAsync([.. saves.Select(save => save.Save)], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && saves.Count > 1)
        {
            HashSet<string> lost = [];
            foreach (var (member, save) in saves)
            {
                try
                {
                    lost.UnionWith(await store.SaveAsync([save], cancellationToken));
                }
                catch (Exception own) when (own is not OperationCanceledException)
                {
                    member.Failure = own;
                }
            }

            if (saves.TrueForAll(save => save.Member.Failure is not null))
            {
                // Not one of them could be saved: that is the database, not they.
                throw;
            }

            return lost;
        }
    }

    private async Task StopAsync(string name, Exception failure, CancellationToken cancellationToken)
    {
        LogStopped(failure, name);
        await store.SetFailureAsync(name, $"{failure.GetType().Name}: {failure.Message}", cancellationToken);
        signal.Tell([name]);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "Projections were interrupted; they go on from what was saved")]
    private partial void LogInterrupted(Exception exception);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Error, Message = "The projection {Name} failed and was stopped; the others go on")]
    private partial void LogStopped(Exception exception, string name);
}
