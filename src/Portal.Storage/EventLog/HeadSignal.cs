namespace Portal.Storage.EventLog;

/// <summary>The newest position, and a way to wait until it has moved. Waiters see the newest, never a queue.</summary>
internal sealed class HeadSignal
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _head;

    public long Head => Interlocked.Read(ref _head);

    /// <summary>Moves the head; an older one than known is no news.</summary>
    public void MoveTo(long head)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            if (head <= _head)
            {
                return;
            }

            _head = head;
            moved = _moved;
            _moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        moved.SetResult();
    }

    /// <summary>The head once it is beyond a position.</summary>
    public async ValueTask<long> WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_head > position)
                {
                    return _head;
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }
}
