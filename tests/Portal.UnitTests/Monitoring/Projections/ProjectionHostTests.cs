using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Projections;

namespace Portal.UnitTests.Monitoring.Projections;

public sealed class ProjectionHostTests : IAsyncDisposable
{
    private static readonly FeedId A = FeedId.Parse("a");
    private static readonly FeedId B = FeedId.Parse("b");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly TailedLog _log = new();
    private readonly ProjectionsInMemory _store = new();
    private readonly WantedInMemory _source = new();
    private readonly ProjectionSignal _signal;
    private ProjectionHost _host;

    public ProjectionHostTests()
    {
        _signal = new ProjectionSignal(_store, _time, NullLogger<ProjectionSignal>.Instance);
        _host = NewHost();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _signal.Dispose();
    }

    [Fact]
    public async Task Start_NewProjection_TakesHistoryThenWhatComesIn()
    {
        _log.Append(At(1, A), At(2, B), At(3, A));
        _source.Want(Wanted("p:1", A));
        await _host.StartAsync(CancellationToken.None);

        await UntilAsync(() => _store.Find("p:1") is { IsLive: true });
        _log.Append(At(4, B), At(5, A));

        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1,3,5");
    }

    [Fact]
    public async Task Start_LongHistoryWhileMoreComesIn_LeavesNoHoleAndTakesNothingTwice()
    {
        _log.Append([.. Enumerable.Range(1, 3500).Select(position => At(position, A))]);
        _source.Want(Wanted("p:1", B));
        await _host.StartAsync(CancellationToken.None);
        await UntilAsync(() => _store.Find("p:1") is { IsLive: true });

        _source.Want(Wanted("p:1", B), Wanted("p:2", A));
        for (var position = 3501; position <= 3600; position++)
        {
            _log.Append(At(position, A));
            _time.Advance(TimeSpan.FromMilliseconds(30));
        }

        var all = string.Join(',', Enumerable.Range(1, 3600));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:2")) == all);
    }

    [Fact]
    public async Task Failure_OfOne_StopsItAloneAndItCanGoOn()
    {
        _log.Append(At(1, A), At(2, A));
        var fails = true;
        _source.Want(
            Wanted("p:1", A), new WantedProjection("p:2", () => new Positions("p:2", A, Volatile.Read(ref fails) ? 2 : null)));
        await _host.StartAsync(CancellationToken.None);

        await UntilAsync(() => _store.Find("p:2")?.Failure is not null && Positions.TextOf(_store.Find("p:1")) == "1,2");
        Assert.Equal("InvalidOperationException: Not this one.", _store.Find("p:2")!.Failure);

        _log.Append(At(3, A));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1,2,3");
        Volatile.Write(ref fails, false);
        Assert.True(await new ProjectionDesk(_store, _log).RestartAsync("p:2"));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:2")) == "1,2,3");
    }

    [Fact]
    public async Task Failure_ToSaveOne_StopsItAlone()
    {
        _source.Want(Wanted("p:1", A), Wanted("p:2", A));
        await _host.StartAsync(CancellationToken.None);
        await UntilAsync(() => _store.Find("p:1") is { IsLive: true } && _store.Find("p:2") is { IsLive: true });

        _store.Poison = "p:2";
        _log.Append(At(1, A));

        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1" && _store.Find("p:2")?.Failure is not null);
    }

    [Fact]
    public async Task Restart_OfTheProcess_GoesOnFromWhatWasSaved()
    {
        _source.Want(Wanted("p:1", A), Wanted("p:2", B));
        await _host.StartAsync(CancellationToken.None);
        _log.Append(At(1, A), At(2, B), At(3, A));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1,3");
        await StopAsync();

        _log.Append(At(4, A), At(5, B));
        _host = NewHost();
        await _host.StartAsync(CancellationToken.None);

        await UntilAsync(() => (Positions.TextOf(_store.Find("p:1")), Positions.TextOf(_store.Find("p:2"))) == ("1,3,4", "2,5"));
    }

    [Fact]
    public async Task Save_SomebodyElseMovedIt_TakesTheirsAndGoesOn()
    {
        _source.Want(Wanted("p:1", A));
        await _host.StartAsync(CancellationToken.None);
        _log.Append(At(1, A));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1");

        _log.Append(At(2, A));
        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1,2");
        _store.Put(_store.Find("p:1")! with { Position = new EventPosition(7), State = "1,2,7"u8.ToArray() });
        _log.Append(At(8, A));

        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "1,2,7,8");
    }

    [Fact]
    public async Task Removed_Projection_GoesWithWhatItSaved()
    {
        _source.Want(Wanted("p:1", A), Wanted("p:2", A));
        await _host.StartAsync(CancellationToken.None);
        await UntilAsync(() => _store.Find("p:2") is { IsLive: true });

        _source.Want(Wanted("p:1", A));

        await UntilAsync(() => _store.Find("p:2") is null);
    }

    [Fact]
    public async Task Since_ALaterMoment_LeavesOutWhatCameBefore()
    {
        _log.Append(At(1, A), At(2, A, TimeSpan.FromHours(1)), At(3, A, TimeSpan.FromHours(2)));
        _source.Want(Wanted("p:1", A) with { Since = Noon.AddMinutes(30) });

        await _host.StartAsync(CancellationToken.None);

        await UntilAsync(() => Positions.TextOf(_store.Find("p:1")) == "2,3");
    }

    private static WantedProjection Wanted(string name, FeedId feed) => new(name, () => new Positions(name, feed));

    private static RecordedEntry At(long position, FeedId feed, TimeSpan after = default) => new()
    {
        Position = new EventPosition(position),
        Feed = feed,
        Entry = new Entry { Id = $"e{position}" },
        Received = Noon + after,
    };

    private ProjectionHost NewHost() => new(_log, _store, [_source], _signal, _time, NullLogger<ProjectionHost>.Instance);

    private async Task StopAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    // The host's clock moves while it is waited for.
    private async Task UntilAsync(Func<bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            limit.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token);
        }
    }
}
