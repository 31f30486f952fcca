using System.Diagnostics;

namespace Portal.Benchmarks.FeedHost;

/// <summary>What a load measured.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">The median of their times in milliseconds.</param>
/// <param name="P99">The 99th percentile.</param>
internal readonly record struct Measured(double Rate, double P50, double P99);

/// <summary>Sends requests over kept connections and takes their times.</summary>
internal static class Load
{
    /// <summary>So many callers, each with its next request as soon as the last was answered.</summary>
    public static async Task<Measured> ClosedAsync(int callers, TimeSpan length, Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            List<double> mine = [];
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                mine.Add(await TimeAsync(call));
            }

            return mine;
        })));
        return Of([.. times.SelectMany(t => t)], Stopwatch.GetElapsedTime(start));
    }

    /// <summary>So many requests a second, each at its moment whatever became of those before.</summary>
    public static async Task<Measured> OpenAsync(int perSecond, TimeSpan length, Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        List<Task<double>> calls = [];
        while (Stopwatch.GetElapsedTime(start) is var now && now < length)
        {
            for (var due = (int)(now.TotalSeconds * perSecond); calls.Count < due;)
            {
                calls.Add(Task.Run(() => TimeAsync(call)));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        return Of([.. await Task.WhenAll(calls)], length);
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Measured Of(List<double> times, TimeSpan length)
    {
        times.Sort();
        return new Measured(times.Count / length.TotalSeconds, times[times.Count / 2], times[(int)(times.Count * 0.99)]);
    }
}
