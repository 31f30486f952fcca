namespace Portal.Storage.Catalogue;

/// <summary>
/// A value read from the database and kept until it is invalidated; where other processes write too, also no
/// longer than <paramref name="maxAge"/>.
/// </summary>
internal sealed class Snapshot<T>(TimeProvider time, TimeSpan maxAge)
    where T : class
{
    private readonly Lock _lock = new();
    private T? _value;
    private long _readAt;
    private long _generation;

    public async ValueTask<T> GetAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        long generation;
        lock (_lock)
        {
            if (_value is not null && time.GetElapsedTime(_readAt) < maxAge)
            {
                return _value;
            }

            generation = _generation;
        }

        var readAt = time.GetTimestamp();
        var value = await read(cancellationToken);
        lock (_lock)
        {
            // A change during the read may not be in what was read: then it serves this caller only.
            if (generation == _generation)
            {
                (_value, _readAt) = (value, readAt);
            }
        }

        return value;
    }

    public void Invalidate()
    {
        lock (_lock)
        {
            _generation++;
            _value = null;
        }
    }
}
