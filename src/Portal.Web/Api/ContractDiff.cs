using Portal.Contracts.Comparison;

namespace Portal.Web.Api;

/// <summary>One change between two versions of a contract.</summary>
internal sealed record ChangeItem(
    string Path, ContractChangeKind Kind, bool BreaksProducers, bool BreaksConsumers, bool OnlyUndeclared, string? From, string? To, string Why)
{
    public static ChangeItem Of(ContractChange c) =>
        new(c.Path, c.Kind, c.BreaksProducers, c.BreaksConsumers, c.OnlyUndeclared, c.From, c.To, c.Why);
}

/// <summary>What changed from one version of a contract to another, and whom that breaks.</summary>
internal sealed record ContractDiff(string From, string To, bool BreaksProducers, bool BreaksConsumers, IReadOnlyList<ChangeItem> Changes)
{
    public static ContractDiff Of(string from, string to, IReadOnlyList<ContractChange> changes) => new(
        from, to, changes.Any(change => change.BreaksProducers), changes.Any(change => change.BreaksConsumers), [.. changes.Select(ChangeItem.Of)]);
}
