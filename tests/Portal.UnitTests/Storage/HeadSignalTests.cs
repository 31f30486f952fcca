using Portal.Storage.EventLog;

namespace Portal.UnitTests.Storage;

public sealed class HeadSignalTests
{
    private readonly HeadSignal _signal = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitBeyond_HeadIsBeyondAlready_AnswersAtOnce()
    {
        _signal.MoveTo(7);

        var waiting = _signal.WaitBeyondAsync(6, Cancelled);

        Assert.True(waiting.IsCompleted);
        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task WaitBeyond_HeadIsThere_WaitsForTheNextMove()
    {
        _signal.MoveTo(7);
        var waiting = _signal.WaitBeyondAsync(7, Cancelled).AsTask();
        Assert.False(waiting.IsCompleted);

        _signal.MoveTo(8);

        Assert.Equal(8, await waiting);
    }

    [Fact]
    public async Task WaitBeyond_FarBeyond_SleepsOnThroughMovesThatDoNotReach()
    {
        var waiting = _signal.WaitBeyondAsync(10, Cancelled).AsTask();
        for (var head = 1; head <= 10; head++)
        {
            _signal.MoveTo(head);
        }

        Assert.False(waiting.IsCompleted);
        _signal.MoveTo(11);

        Assert.Equal(11, await waiting);
    }

    [Fact]
    public void MoveTo_SameOrOlder_IsNoNews()
    {
        _signal.MoveTo(7);
        var waiting = _signal.WaitBeyondAsync(7, Cancelled).AsTask();

        _signal.MoveTo(7);
        _signal.MoveTo(3);

        Assert.Equal((7, false), (_signal.Head, waiting.IsCompleted));
    }

    [Fact]
    public async Task WaitBeyond_SeveralMovesBeforeTheWaiterRuns_SeesTheNewestOnly()
    {
        var waiters = Enumerable.Range(0, 100).Select(_ => _signal.WaitBeyondAsync(0, Cancelled).AsTask()).ToList();

        _signal.MoveTo(1);
        _signal.MoveTo(2);
        _signal.MoveTo(3);

        var seen = await Task.WhenAll(waiters);
        Assert.All(seen, head => Assert.InRange(head, 1, 3));
        Assert.Equal(3, await _signal.WaitBeyondAsync(0, Cancelled));
    }

    [Fact]
    public async Task WaitBeyond_Cancelled_EndsAndLeavesTheOthersWaiting()
    {
        using var stop = new CancellationTokenSource();
        var gone = _signal.WaitBeyondAsync(0, stop.Token).AsTask();
        var staying = _signal.WaitBeyondAsync(0, Cancelled).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        _signal.MoveTo(1);
        Assert.Equal(1, await staying);
    }

    [Fact]
    public async Task WaitBeyond_WhileManyMove_NeverMissesTheLast()
    {
        const long Last = 20_000;
        var following = Task.Run(
            async () =>
            {
                var (at, backwards) = (0L, false);
                while (at < Last)
                {
                    var next = await _signal.WaitBeyondAsync(at, Cancelled);
                    backwards |= next <= at;
                    at = next;
                }

                return (at, backwards);
            },
            Cancelled);

        Parallel.For(1, Last + 1, _signal.MoveTo);

        Assert.Equal((Last, false), await following.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancelled));
    }
}
