namespace Portal.Contracts.Samples;

/// <summary>The work that one search for a sample may take. Contracts can make the search exponential; it then ends without a sample.</summary>
/// <param name="steps">How many values may be tried.</param>
internal sealed class SampleBudget(int steps)
{
    /// <summary>The longest text that a sample may have, in characters: more is no sample to read or to send from a page.</summary>
    public const int MaxLength = 200_000;

    private int _left = steps;

    /// <summary>Whether the search has to end.</summary>
    public bool IsSpent => _left <= 0;

    /// <summary>What is left.</summary>
    public int Left => Math.Max(_left, 0);

    /// <summary>Takes steps; false when there are none left.</summary>
    public bool Spend(int count = 1)
    {
        _left = _left > 0 ? Math.Max(_left - count, 0) : 0;
        return _left > 0;
    }

    /// <summary>Ends the search.</summary>
    public void Stop() => _left = 0;
}
