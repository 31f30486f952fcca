using Portal.Contracts;
using Portal.Contracts.Inference;
using Portal.Contracts.Masking;
using Portal.Events.Payloads;

namespace Portal.Web.Features.Contracts;

/// <summary>How far a version and what is published have drifted apart. Pure.</summary>
/// <param name="Read">How many payloads were read.</param>
/// <param name="Findings">In which ways.</param>
/// <param name="Proposal">The next version; null when nothing is to be added, or cannot be.</param>
internal sealed record DriftReport(long Read, IReadOnlyList<DriftFinding> Findings, ContractProposal? Proposal)
{
    /// <summary>The form of the payloads that a version judges.</summary>
    public static PayloadForm FormOf(ICompiledContract contract) => contract.PayloadType == "application/json" ? PayloadForm.Json : PayloadForm.Xml;

    /// <summary>Holds a version against what was seen.</summary>
    /// <param name="contract">The version.</param>
    /// <param name="profile">What was seen, with private values masked; null for nothing.</param>
    public static DriftReport Of(ICompiledContract contract, PayloadProfile? profile)
    {
        if (profile is null)
        {
            return new DriftReport(0, [], null);
        }

        // What stands in place of private values is not a value that was seen.
        IReadOnlyList<DriftFinding> findings = [.. ContractDrift.Of(contract, profile).Where(f => f.Value != PayloadMask.Text)];
        var proposal = findings.Count == 0 ? null : NextVersion.Propose(contract, profile);
        return new DriftReport(profile.Count, findings, proposal?.Schema.Contains(PayloadMask.Text, StringComparison.Ordinal) == true ? null : proposal);
    }
}
