namespace Portal.Monitoring.Kpis.Aggregates;

/// <summary>One measured value.</summary>
/// <param name="Number">The value in billionths (<see cref="ExactNumber"/>); 0 where only the presence counts.</param>
/// <param name="Hash">The hash of the value as text.</param>
/// <param name="Time">When it happened, in UTC ticks.</param>
/// <param name="Position">Where its entry stands in the log.</param>
public readonly record struct Measured(Int128 Number, ulong Hash, long Time, long Position);

/// <summary>
/// Numbers as whole billionths, so that sums do not depend on the order and on how they were split: what a KPI says equals
/// its recomputation from the log. Digits after the ninth are rounded; numbers beyond 10^18 are not taken.
/// </summary>
public static class ExactNumber
{
    private const decimal Scale = 1_000_000_000;
    private const decimal Largest = 1_000_000_000_000_000_000;

    /// <summary>The billionths of a number; false when it is out of range.</summary>
    public static bool TryOf(decimal number, out Int128 exact)
    {
        exact = 0;
        if (number is > Largest or < -Largest)
        {
            return false;
        }

        exact = (Int128)decimal.Round(number * Scale);
        return true;
    }

    /// <summary>The nearest number of the usual kind.</summary>
    public static double ToDouble(Int128 exact) => (double)exact / (double)Scale;
}
