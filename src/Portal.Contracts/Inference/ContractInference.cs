using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>Proposes contracts for payloads.</summary>
public static class ContractInference
{
    /// <summary>A contract that the payloads of a profile meet; null when it holds none.</summary>
    public static ContractProposal? Propose(PayloadProfile profile) =>
        profile.Count == 0 ? null : profile.Form == PayloadForm.Json ? JsonProposal.Of(profile) : XsdProposal.Of(profile);
}
