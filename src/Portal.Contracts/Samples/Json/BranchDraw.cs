namespace Portal.Contracts.Samples.Json;

/// <summary>Chooses among alternatives so that counting attempts goes through all combinations, the first ones first.</summary>
/// <param name="attempt">The number of the attempt, from 0.</param>
internal sealed class BranchDraw(int attempt)
{
    private int _rest = attempt;

    /// <summary>How many combinations there are among the choices made so far, up to a thousand.</summary>
    public int Combinations { get; private set; } = 1;

    /// <summary>One of so many alternatives.</summary>
    public int Next(int count)
    {
        if (count <= 1)
        {
            return 0;
        }

        Combinations = Math.Min(Combinations * Math.Min(count, 1000), 1000);
        var choice = _rest % count;
        _rest /= count;
        return choice;
    }
}
