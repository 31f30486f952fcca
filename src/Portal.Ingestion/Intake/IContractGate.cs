using Portal.Events;
using Portal.Events.Entries;

namespace Portal.Ingestion.Intake;

/// <summary>The contracts in force, by feed.</summary>
public interface IContractGate
{
    /// <summary>The contracts in force on a feed now. The answer stays as it is while a batch is judged.</summary>
    ValueTask<IFeedGate> OpenAsync(FeedId feed, CancellationToken cancellationToken = default);
}

/// <summary>The contracts of one feed.</summary>
public interface IFeedGate
{
    /// <summary>Holds an entry against the contract of its event type.</summary>
    GateCheck Check(Entry entry);
}

/// <summary>A verdict, and whether the contract in question refuses what breaks it.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Rejects">True when the entry is invalid and its contract's enforcement is <c>reject</c>.</param>
public readonly record struct GateCheck(ContractVerdict Verdict, bool Rejects)
{
    /// <summary>Nothing to check.</summary>
    public static GateCheck NotNeeded { get; } = new(ContractVerdict.Unchecked, Rejects: false);
}
