namespace Portal.Catalogue.Contracts;

/// <summary>Where a version of a contract is in its life.</summary>
public enum ContractState
{
    /// <summary>Still being written: it judges nothing, and its authors change it.</summary>
    Draft,

    /// <summary>It judges entries and never changes.</summary>
    Published,

    /// <summary>It still judges, and whoever relies on it is told to move on.</summary>
    Deprecated,

    /// <summary>It judges no more; what was judged by it keeps its verdict.</summary>
    Retired,
}

/// <summary>How a version goes from one state to another.</summary>
public static class ContractLifeCycle
{
    // Nothing retires unannounced, and nothing comes back from retirement: what is wanted again is a new version.
    private static readonly Dictionary<ContractState, ContractState[]> Next = new()
    {
        [ContractState.Draft] = [ContractState.Published],
        [ContractState.Published] = [ContractState.Deprecated],
        [ContractState.Deprecated] = [ContractState.Published, ContractState.Retired],
        [ContractState.Retired] = [],
    };

    /// <summary>The states that may follow.</summary>
    public static IReadOnlyList<ContractState> After(ContractState state) => Next[state];

    /// <summary>Whether a version may go from one state to the other.</summary>
    public static bool Allows(ContractState from, ContractState to) => Next[from].Contains(to);
}
