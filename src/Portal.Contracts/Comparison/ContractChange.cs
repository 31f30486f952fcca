namespace Portal.Contracts.Comparison;

/// <summary>One difference between two versions of a contract, and whom it breaks.</summary>
/// <param name="Path">
/// Where it stands in a payload: for JSON a JSON Pointer (RFC 6901) with <c>[]</c> for the items of an array and <c>*</c>
/// for any property that has no name of its own; for XML the path of the element, with <c>@</c> for attributes. Empty for
/// the payload as a whole.
/// </param>
/// <param name="Kind">What changed.</param>
/// <param name="BreaksProducers">Whether a document that the old contract accepts may be refused by the new one.</param>
/// <param name="BreaksConsumers">Whether a document that the new contract accepts may be refused by the old one.</param>
/// <param name="From">What the old contract says; null when it says nothing.</param>
/// <param name="To">What the new contract says; null when it says nothing.</param>
/// <param name="Why">One sentence for people.</param>
public sealed record ContractChange(
    string Path, ContractChangeKind Kind, bool BreaksProducers, bool BreaksConsumers, string? From, string? To, string Why)
{
    /// <summary>
    /// Whether it breaks only documents that use what a contract leaves open and does not declare: an undeclared property
    /// whose name is declared now, a type named by <c>xsi:type</c> where the contract names another. Documents that keep to
    /// what is declared are safe.
    /// </summary>
    public bool OnlyUndeclared { get; init; }

    /// <summary>Whether it breaks anybody.</summary>
    public bool IsBreaking => BreaksProducers || BreaksConsumers;
}
