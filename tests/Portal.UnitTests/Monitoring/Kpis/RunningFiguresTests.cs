using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Live;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Projections;

namespace Portal.UnitTests.Monitoring.Kpis;

/// <summary>A figure that many watch is worked out once.</summary>
public sealed class RunningFiguresTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly CountedBuckets _buckets = new();
    private readonly Saves _saves = new();
    private readonly RunningFigures _figures;

    public RunningFiguresTests() => _figures = new RunningFigures(new KpiFigures(_buckets, _clock), _saves, _clock);

    [Fact]
    public async Task Read_ByManyAtOnce_IsReadOnce()
    {
        _buckets.Answer = new TaskCompletionSource();
        var all = Enumerable.Range(0, 50).Select(_ => Task.Run(() => _figures.ReadAsync(Kpi()), Stop)).ToList();
        _buckets.Answer.SetResult();

        await Task.WhenAll(all);

        Assert.Equal(1, _buckets.Reads);
    }

    [Fact]
    public async Task Read_AfterASave_IsReadAnew()
    {
        await _figures.ReadAsync(Kpi(), Stop);
        _saves.Count++;
        await _figures.ReadAsync(Kpi(), Stop);
        await _figures.ReadAsync(Kpi(), Stop);

        Assert.Equal(2, _buckets.Reads);
    }

    // The save may have come after its part was read: who is told of it must not get what was read before.
    [Fact]
    public async Task Read_WhileAnEarlierReadIsStillRunning_DoesNotWaitForThatAfterASave()
    {
        _buckets.Answer = new TaskCompletionSource();
        var early = _figures.ReadAsync(Kpi(), Stop);
        _saves.Count++;
        var late = _figures.ReadAsync(Kpi(), Stop);
        _buckets.Answer.SetResult();

        await Task.WhenAll(early, late);

        Assert.Equal(2, _buckets.Reads);
    }

    [Fact]
    public async Task Read_ASecondLater_IsReadAnew()
    {
        await _figures.ReadAsync(Kpi(), Stop);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _figures.ReadAsync(Kpi(), Stop);

        Assert.Equal(2, _buckets.Reads);
    }

    [Fact]
    public async Task Read_AfterOneThatFailed_IsTriedAgain()
    {
        _buckets.Answer = new TaskCompletionSource();
        _buckets.Answer.SetException(new IOException("The disk is gone."));
        await Assert.ThrowsAsync<IOException>(() => _figures.ReadAsync(Kpi(), Stop));
        _buckets.Answer = null;

        await _figures.ReadAsync(Kpi(), Stop);

        Assert.Equal(2, _buckets.Reads);
    }

    [Fact]
    public async Task Read_OfAnotherVersion_IsAnotherFigure()
    {
        await _figures.ReadAsync(Kpi(), Stop);
        await _figures.ReadAsync(Kpi(version: 2), Stop);

        Assert.Equal(2, _buckets.Reads);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Kpi Kpi(int version = 1) => new()
    {
        Number = 7,
        Version = version,
        Id = "orders",
        Title = "Orders",
        Definition = new KpiDefinition { Feeds = [FeedId.Parse("orders")], Measure = new KpiMeasure(AggregateKind.Count) },
        CreatedBy = "otto",
        CreatedByName = "Otto",
        Created = default,
        Changed = default,
    };

    private sealed class CountedBuckets : IKpiBuckets
    {
        private int _reads;

        public int Reads => _reads;

        public TaskCompletionSource? Answer { get; set; }

        public async Task<IReadOnlyList<(long Start, StoredBucket Bucket)>> ReadAsync(
            int series, Resolution resolution, long from, long to, bool withGroups, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _reads);
            await (Answer?.Task ?? Task.CompletedTask);
            return [];
        }
    }

    private sealed class Saves : IProjectionWatches
    {
        public long Count { get; set; }

        public ILiveWatch Watch(IReadOnlyCollection<string> names, Func<Task> changed) => throw new NotSupportedException();

        public long LastSaveOf(string name) => Count;
    }
}
