using System.Text;
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

/// <summary>Brings an entry's content to the form that a compiled contract judges.</summary>
internal static class PayloadCheck
{
    public static IReadOnlyList<Violation> Validate(EntryContent? content, ICompiledContract contract)
    {
        if (content is not { Value: { } value })
        {
            return [new Violation("", null, $"The entry has no content; its contract asks for {contract.PayloadType}.", "content")];
        }

        // Text may carry either: publishers often leave the type of a JSON payload at its default.
        var isXml = contract.PayloadType == "application/xml";
        var fits = content.Type is "text" or "text/plain" || (isXml ? content.IsXml : content.IsJson);
        return fits
            ? contract.Validate(Encoding.UTF8.GetBytes(value))
            : [new Violation("", null, $"The content is '{content.Type}'; its contract asks for {contract.PayloadType}.", "content")];
    }
}
