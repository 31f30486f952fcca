using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.UnitTests.Monitoring;

public sealed class LiveTailTests : IAsyncDisposable
{
    private static readonly FeedId A = FeedId.Parse("a");
    private static readonly FeedId B = FeedId.Parse("b");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly TailedLog _log = new();
    private readonly LiveTail _tail;

    public LiveTailTests() => _tail = new LiveTail(_log, _time, NullLogger<LiveTail>.Instance);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _tail.StopAsync(CancellationToken.None);
        _tail.Dispose();
    }

    [Fact]
    public async Task Start_LogHasEntries_TheyAreThereFromTheFirstMoment()
    {
        _log.Append(At(1, A), At(2, B), At(3, A));

        await _tail.StartAsync(Cancelled);

        Assert.Equal(new EventPosition(3), _tail.Head);
        Assert.Equal([1L, 3L], Positions(await _tail.ReadAfterAsync([A], EventPosition.Start, 10, Cancelled)));
        Assert.Equal(3, _tail.Rates(null, 5).Sum(point => point.Entries));
    }

    [Fact]
    public async Task Watch_EntriesArrive_IsToldAndFindsThem()
    {
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var watch = _tail.Watch([A], told.CallAsync);

        _log.Append(At(1, B));
        _log.Append(At(2, A));

        await told.OnceAsync();
        Assert.Equal([2L], Positions(await _tail.ReadAfterAsync([A], EventPosition.Start, 10, Cancelled)));
        Assert.Equal(1, told.Times);
    }

    [Fact]
    public async Task Watch_OtherFeedsEntries_AreNotTold()
    {
        await _tail.StartAsync(Cancelled);
        var (others, all) = (new Told(), new Told());
        await using var ofA = _tail.Watch([A], others.CallAsync);
        await using var ofAll = _tail.Watch(null, all.CallAsync);

        _log.Append(At(1, B));

        await all.OnceAsync();
        Assert.Equal(0, others.Times);
    }

    [Fact]
    public async Task Watch_Disposed_IsToldNoMore()
    {
        await _tail.StartAsync(Cancelled);
        var (gone, staying) = (new Told(), new Told());
        await _tail.Watch(null, gone.CallAsync).DisposeAsync();
        await using var watch = _tail.Watch(null, staying.CallAsync);

        _log.Append(At(1, A));

        await staying.OnceAsync();
        Assert.Equal(0, gone.Times);
    }

    [Fact]
    public async Task Watch_ThatFails_DoesNotHoldUpTheOthers()
    {
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var broken = _tail.Watch(null, () => throw new InvalidOperationException("broken"));
        await using var watch = _tail.Watch(null, told.CallAsync);

        _log.Append(At(1, A));

        await told.OnceAsync();
        Assert.Equal(new EventPosition(1), _tail.Head);
    }

    [Fact]
    public async Task ReadAfter_BeforeWhatIsInMemory_IsReadFromTheLogAndSkipsNothing()
    {
        _log.Append([.. Enumerable.Range(1, 2500).Select(i => At(i, i % 2 == 0 ? A : B))]);
        await _tail.StartAsync(Cancelled);

        List<long> read = [];
        var page = new LivePage([], EventPosition.Start, HasMore: true);
        while (page.HasMore)
        {
            page = await _tail.ReadAfterAsync([A], page.Position, 300, Cancelled);
            read.AddRange(Positions(page));
        }

        Assert.Equal(Enumerable.Range(1, 1250).Select(i => i * 2L), read);
        Assert.Equal(_tail.Head, page.Position);
    }

    [Fact]
    public async Task Tail_MoreThanAPageArrivesAtOnce_CatchesUpWithAll()
    {
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var watch = _tail.Watch([B], told.CallAsync);

        _log.Append([.. Enumerable.Range(1, 3000).Select(i => At(i, A)), At(3001, B)]);

        await told.OnceAsync();
        Assert.Equal(3001, (await _tail.ReadAfterAsync(null, EventPosition.Start, 5000, Cancelled)).Entries.Count);
    }

    [Fact]
    public async Task Tail_LogFailsForAWhile_GoesOnWhereItWas()
    {
        _log.Append(At(1, A));
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var watch = _tail.Watch(null, told.CallAsync);
        _log.FailuresToCome = 3;
        _log.Append(At(2, A), At(3, A));

        while (!told.IsTold)
        {
            // The rest after a failure is over as soon as it has begun.
            _time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
            Cancelled.ThrowIfCancellationRequested();
        }

        Assert.Equal([1L, 2L, 3L], Positions(await _tail.ReadAfterAsync(null, EventPosition.Start, 10, Cancelled)));
        Assert.Equal(0, _log.FailuresToCome);
    }

    [Fact]
    public async Task Tail_LastEntriesWereRemovedWithTheirFeed_WaitsForTheNext()
    {
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var watch = _tail.Watch(null, told.CallAsync);

        _log.MoveHeadTo(5);
        _log.Append(At(6, A));

        await told.OnceAsync();
        Assert.Equal([6L], Positions(await _tail.ReadAfterAsync(null, EventPosition.Start, 10, Cancelled)));
    }

    [Fact]
    public async Task Stop_WhileWaiting_ComesToAnEnd()
    {
        await _tail.StartAsync(Cancelled);
        var told = new Told();
        await using var watch = _tail.Watch(null, told.CallAsync);
        _log.Append(At(1, A));
        await told.OnceAsync();

        await _tail.StopAsync(Cancelled);

        Assert.True(_tail.ExecuteTask?.IsCompletedSuccessfully);
    }

    private static IEnumerable<long> Positions(LivePage page) => page.Entries.Select(entry => entry.Position.Value);

    private static RecordedEntry At(long position, FeedId feed) => new()
    {
        Position = new EventPosition(position),
        Feed = feed,
        Entry = new Entry { Id = $"urn:{position}" },
        Received = Noon.AddSeconds(-1),
    };

    /// <summary>A watcher that counts how often it was told.</summary>
    private sealed class Told
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _times;

        public int Times => Volatile.Read(ref _times);

        public bool IsTold => _first.Task.IsCompleted;

        public Task CallAsync()
        {
            Interlocked.Increment(ref _times);
            _first.TrySetResult();
            return Task.CompletedTask;
        }

        public Task OnceAsync() => _first.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancelled);
    }
}
