using Portal.Contracts;
using Portal.Events;
using Portal.Events.Entries;

namespace Portal.Ingestion.Intake;

/// <summary>Judges entries by the contracts in force.</summary>
public sealed class ContractGate(ICurrentContracts contracts, CompiledContracts compiled) : IContractGate
{
    /// <inheritdoc />
    public async ValueTask<IFeedGate> OpenAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var current = await contracts.ForFeedAsync(feed, cancellationToken);
        return current.Count == 0 ? OpenGate.Instance : new FeedGate(compiled, current);
    }

    private sealed class OpenGate : IFeedGate
    {
        public static OpenGate Instance { get; } = new();

        public GateCheck Check(Entry entry) => GateCheck.NotNeeded;
    }

    private sealed class FeedGate(CompiledContracts compiled, IReadOnlyList<CurrentContract> contracts) : IFeedGate
    {
        public GateCheck Check(Entry entry)
        {
            if (ContractOf(entry) is not { } contract)
            {
                return GateCheck.NotNeeded;
            }

            var violations = PayloadCheck.Validate(entry.Content, compiled.Get(contract.Id, contract.Source));
            return violations.Count == 0
                ? new GateCheck(new ContractVerdict(Conformance.Valid, contract.Version, []), Rejects: false)
                : new GateCheck(new ContractVerdict(Conformance.Invalid, contract.Version, violations), contract.Rejects);
        }

        private CurrentContract? ContractOf(Entry entry) =>
            contracts.FirstOrDefault(c => c.EventType is { } type
                && entry.Categories.Any(category => category.Term.Equals(type, StringComparison.OrdinalIgnoreCase)))
            ?? contracts.FirstOrDefault(c => c.EventType is null);
    }
}
