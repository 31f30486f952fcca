namespace Portal.Benchmarks.Soak;

/// <summary>
/// How far circuits were behind in one minute, in whole milliseconds up to a bound that all beyond it is counted as. Many threads add, one takes.
/// </summary>
internal sealed class Lags
{
    private const int Most = 60_000;
    private int[] _counts = new int[Most + 1];
    private long _worst;

    /// <summary>Adds how old the newest entry was when a circuit sent it.</summary>
    public void Arrived(long milliseconds) => Interlocked.Increment(ref Volatile.Read(ref _counts)[Math.Clamp(milliseconds, 0, Most)]);

    /// <summary>Adds how old the newest entry is that a circuit shows.</summary>
    public void Shown(long milliseconds)
    {
        var worst = Volatile.Read(ref _worst);
        while (milliseconds > worst && Interlocked.CompareExchange(ref _worst, milliseconds, worst) is var now && now != worst)
        {
            worst = now;
        }
    }

    /// <summary>What came since it was last taken: the median of what arrived, its 99th percentile, and the oldest that was shown.</summary>
    public (long Median, long P99, long Worst) Take()
    {
        var counts = Interlocked.Exchange(ref _counts, new int[Most + 1]);
        return (At(counts, 0.5), At(counts, 0.99), Interlocked.Exchange(ref _worst, 0));
    }

    private static long At(int[] counts, double share)
    {
        var left = (long)(counts.Sum(count => (long)count) * share);
        var at = 0;
        while (at < Most && (left -= counts[at]) >= 0)
        {
            at++;
        }

        return at;
    }
}
