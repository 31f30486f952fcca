using Portal.Contracts;
using Portal.Contracts.Masking;
using Portal.Events;
using Portal.Events.Entries;

namespace Portal.Catalogue.Contracts.History;

/// <summary>Which recorded entries are held against which contract.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Contract">The contract.</param>
/// <param name="EventType">The category term of the entries; null for those without a contract of their own.</param>
/// <param name="OtherTypes">The event types of the feed that have contracts of their own.</param>
/// <param name="Since">Entries that came in before are left out.</param>
public sealed record HistoryQuestion(
    FeedId Feed, ICompiledContract Contract, string? EventType, IReadOnlyCollection<string> OtherTypes, DateTimeOffset Since)
{
    /// <summary>The most entries that are read for an answer.</summary>
    public const int MaxEntries = 200_000;

    /// <summary>What keeps private values out of what is found: the marks of the contract, and the names of what the feed's others mark.</summary>
    public IReadOnlyList<PayloadMask> Masks { get; init; } = [PayloadMask.Of(Contract)];

    /// <summary>Whether the contract judges an entry: as at the intake, the contract of its event type or else the general one.</summary>
    public bool Concerns(Entry entry) => !entry.IsTombstone && (EventType is { } type
        ? Has(entry, type)
        : !OtherTypes.Any(other => Has(entry, other)));

    private static bool Has(Entry entry, string type) =>
        entry.Categories.Any(category => category.Term.Equals(type, StringComparison.OrdinalIgnoreCase));
}
