namespace Portal.Benchmarks.EventLog;

/// <summary>
/// Times contestants in turns: each round every contestant does the same work, and another one begins, so that
/// whatever else the machine does hits all alike.
/// </summary>
internal sealed class Rounds
{
    private readonly List<TimeSpan[]> _times = [];

    /// <summary>Runs all rounds.</summary>
    /// <param name="warmUp">Rounds before those that count.</param>
    /// <param name="count">Rounds that count.</param>
    /// <param name="prepare">Makes the work of a round.</param>
    /// <param name="contestants">Do the work.</param>
    public static async Task<Rounds> RunAsync<TWork>(int warmUp, int count, Func<TWork> prepare, params Func<TWork, Task>[] contestants)
    {
        var rounds = new Rounds();
        for (var round = 0; round < warmUp + count; round++)
        {
            var work = prepare();
            var times = new TimeSpan[contestants.Length];
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                var contestant = (round + turn) % contestants.Length;
                times[contestant] = await TimeAsync(() => contestants[contestant](work));
            }

            if (round >= warmUp)
            {
                rounds._times.Add(times);
            }
        }

        return rounds;
    }

    /// <summary>The median time of a contestant, in seconds.</summary>
    public double Seconds(int contestant) => Median(_times.Select(round => round[contestant].TotalSeconds));

    /// <summary>
    /// How many times as fast as another a contestant is: the median over the rounds, each of which compares what ran
    /// one after the other.
    /// </summary>
    public double Ratio(int contestant, int other) => Median(_times.Select(round => round[other] / round[contestant]));

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        // Nobody pays for the garbage of the one before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
