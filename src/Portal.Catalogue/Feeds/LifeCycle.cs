namespace Portal.Catalogue.Feeds;

/// <summary>Where a feed is in its life.</summary>
public enum LifeCycle
{
    /// <summary>Described, to be talked about; takes no entries in yet.</summary>
    Proposed,

    /// <summary>Takes entries in.</summary>
    Active,

    /// <summary>Takes entries in until it is retired; nobody should begin to use it.</summary>
    Deprecated,

    /// <summary>Takes no more entries in; its history stays readable.</summary>
    Retired,
}

/// <summary>How a feed's life goes on. Pure.</summary>
public static class LifeCycleRules
{
    private static readonly Dictionary<LifeCycle, LifeCycle[]> Transitions = new()
    {
        [LifeCycle.Proposed] = [LifeCycle.Active, LifeCycle.Retired],
        [LifeCycle.Active] = [LifeCycle.Deprecated, LifeCycle.Retired],
        [LifeCycle.Deprecated] = [LifeCycle.Active, LifeCycle.Retired],
        [LifeCycle.Retired] = [],
    };

    /// <summary>The states that can follow one.</summary>
    public static IReadOnlyList<LifeCycle> Next(LifeCycle from) => Transitions[from];

    /// <summary>Whether a feed in this state takes entries in.</summary>
    public static bool TakesEntries(LifeCycle state) => state is LifeCycle.Active or LifeCycle.Deprecated;

    /// <summary>What is wrong with a step, for people; null when nothing is.</summary>
    internal static string? Check(LifeCycle from, LifeCycle to)
    {
        if (from == to || Transitions[from].Contains(to))
        {
            return null;
        }

        var words = string.Join(" or ", Transitions[from].Select(Word));
        return words.Length == 0
            ? $"A {Word(from)} feed stays {Word(from)}: register a new one."
            : $"A {Word(from)} feed cannot become {Word(to)}, only {words}.";
    }

    private static string Word(LifeCycle state) => state.ToString().ToLowerInvariant();
}
