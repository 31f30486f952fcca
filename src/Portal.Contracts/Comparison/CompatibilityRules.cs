namespace Portal.Contracts.Comparison;

/// <summary>Holds changes against a <see cref="CompatibilityMode"/>.</summary>
public static class CompatibilityRules
{
    /// <summary>Whether a new version is held against all earlier versions rather than the previous one.</summary>
    public static bool IsTransitive(CompatibilityMode mode) =>
        mode is CompatibilityMode.BackwardTransitive or CompatibilityMode.ForwardTransitive or CompatibilityMode.FullTransitive;

    /// <summary>
    /// The changes that a mode forbids. Changes that are <see cref="ContractChange.OnlyUndeclared"/> are let through: by the
    /// letter an optional property added to an open object breaks documents that used its name for something else, and
    /// no contract could ever grow.
    /// </summary>
    public static IReadOnlyList<ContractChange> Forbidden(CompatibilityMode mode, IEnumerable<ContractChange> changes) =>
        [.. changes.Where(change => !change.OnlyUndeclared
            && ((KeepsOldData(mode) && change.BreaksProducers) || (KeepsOldReaders(mode) && change.BreaksConsumers)))];

    /// <summary>
    /// The same towards earlier versions: the previous one, or all of them when the mode is transitive.
    /// </summary>
    /// <param name="mode">The mode.</param>
    /// <param name="earlier">The earlier versions, newest first.</param>
    /// <param name="next">The new version.</param>
    public static IReadOnlyList<ContractChange> Forbidden(
        CompatibilityMode mode, IEnumerable<ICompiledContract> earlier, ICompiledContract next) =>
        mode == CompatibilityMode.None ? []
            : [.. (IsTransitive(mode) ? earlier : earlier.Take(1))
                .SelectMany(version => Forbidden(mode, SchemaComparison.Compare(version, next))).Distinct()];

    /// <summary>
    /// The semantic-version rule: a change that breaks anybody needs a new major version. The changes that stand against
    /// a version; empty when it grows the major number or nothing breaks.
    /// </summary>
    /// <param name="oldMajor">The major number of the version that the changes start from.</param>
    /// <param name="newMajor">The major number of the new version.</param>
    /// <param name="changes">The changes.</param>
    public static IReadOnlyList<ContractChange> NeedMajor(int oldMajor, int newMajor, IEnumerable<ContractChange> changes) =>
        newMajor > oldMajor ? [] : Forbidden(CompatibilityMode.Full, changes);

    private static bool KeepsOldData(CompatibilityMode mode) => mode
        is CompatibilityMode.Backward or CompatibilityMode.BackwardTransitive or CompatibilityMode.Full or CompatibilityMode.FullTransitive;

    private static bool KeepsOldReaders(CompatibilityMode mode) => mode
        is CompatibilityMode.Forward or CompatibilityMode.ForwardTransitive or CompatibilityMode.Full or CompatibilityMode.FullTransitive;
}
