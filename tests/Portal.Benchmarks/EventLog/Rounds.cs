namespace Portal.Benchmarks.EventLog;

/// <summary>
/// Times contestants in turns: each round every contestant does the same work, and another one begins, so that
/// whatever else the machine does hits all alike.
/// </summary>
internal static class Rounds
{
    /// <summary>The median time of each contestant, in its order.</summary>
    /// <param name="warmUp">Rounds before those that count.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="prepare">Makes the work of a round.</param>
    /// <param name="contestants">Do the work.</param>
    public static async Task<TimeSpan[]> MedianAsync<TWork>(int warmUp, int rounds, Func<TWork> prepare, params Func<TWork, Task>[] contestants)
    {
        var times = contestants.Select(_ => new List<TimeSpan>(rounds)).ToArray();
        for (var round = 0; round < warmUp + rounds; round++)
        {
            var work = prepare();
            for (var turn = 0; turn < contestants.Length; turn++)
            {
                var contestant = (round + turn) % contestants.Length;
                var elapsed = await TimeAsync(() => contestants[contestant](work));
                if (round >= warmUp)
                {
                    times[contestant].Add(elapsed);
                }
            }
        }

        return [.. times.Select(Median)];
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        // Nobody pays for the garbage of the one before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
