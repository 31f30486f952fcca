namespace Portal.Benchmarks.Soak;

/// <summary>What a minute of the soak showed.</summary>
/// <param name="Minute">Which one, from 1, the warm-up included.</param>
/// <param name="Heap">Bytes of managed memory in use after a full collection at its end.</param>
/// <param name="WorkingSet">Bytes of memory of the process before that.</param>
/// <param name="Cores">Processor time of the portal by the clock.</param>
/// <param name="Clients">The same of this program, which is all browsers and publishers.</param>
/// <param name="Entries">Entries that it took a second.</param>
/// <param name="Post">Milliseconds that a POST took.</param>
/// <param name="Median">Milliseconds from before an entry was posted to the circuit's batch with it: the median over all batches with news.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Worst">How old the newest entry was that any circuit showed at any moment: what arrives late and what does not arrive.</param>
/// <param name="Batches">Batches a second to a circuit.</param>
/// <param name="Kilobytes">Their size.</param>
/// <param name="Alive">Circuits that are open and without an error.</param>
/// <param name="IsWarm">Whether the warm-up was over at its end.</param>
internal sealed record SoakMinute(
    int Minute, long Heap, long WorkingSet, double Cores, double Clients, double Entries, double Post, long Median, long P99, long Worst, double Batches, double Kilobytes, int Alive,
    bool IsWarm);

/// <summary>What is made of the minutes.</summary>
internal static class SoakRules
{
    public const double MostGrowth = 1.10;
    public const long MostLag = 2000;

    /// <summary>The least share of the entries that has to be taken: circuits that are spared them show nothing.</summary>
    public const double LeastTaken = 0.95;

    private const int Compared = 3;

    /// <summary>
    /// How much larger the mean of the last three figures is than that of the first three, of which the first was taken as the warm-up ended;
    /// fewer of each in a short run, as none is in both.
    /// </summary>
    public static double Growth(IReadOnlyList<long> figures)
    {
        var count = Math.Clamp(figures.Count / 2, 1, Compared);
        return figures.TakeLast(count).Average() / figures.Take(count).Average();
    }

    /// <summary>The least-squares slope, a minute.</summary>
    public static double Slope(IReadOnlyList<long> figures)
    {
        var (middle, mean) = ((figures.Count - 1) / 2.0, figures.Average());
        var spread = figures.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return spread == 0 ? 0 : figures.Select((figure, i) => (i - middle) * (figure - mean)).Sum() / spread;
    }
}
