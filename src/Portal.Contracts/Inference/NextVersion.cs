using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Inference;

/// <summary>
/// Proposes the next version of a contract: the text as it stands, with what payloads have and it lacks put in. Undeclared
/// fields become optional ones, new values are listed. Nothing is taken out: that something was not seen is no reason.
/// </summary>
public static class NextVersion
{
    /// <summary>A draft; null when the contract says all that is seen, or when what it lacks cannot be put in.</summary>
    public static ContractProposal? Propose(ICompiledContract contract, PayloadProfile profile)
    {
        var lacking = ContractDrift.Of(contract, profile).Where(finding => finding.Kind is DriftKind.Undeclared or DriftKind.NewValue).ToList();
        var (source, text, done) = contract switch
        {
            CompiledJsonSchema json when lacking.Count > 0 => With(json.Source, JsonAmendment.Apply(json.Source, lacking, profile)),
            CompiledXsd xsd when lacking.Count > 0 => With(xsd.Source, XsdAmendment.Apply(xsd.Source, lacking, profile)),
            _ => default,
        };
        return done is not { Count: > 0 } ? null : new ContractProposal(
            source!.Language, text!,
            [.. done.Select(finding => new FieldEvidence(
                finding.ValuePath, finding.Kind == DriftKind.Undeclared ? "new field" : $"new value {finding.Value}",
                [$"seen in {ValueGuess.Number(finding.Seen)} of {ValueGuess.Number(finding.Of)}"]))],
            profile.Count, profile.Unreadable);
    }

    private static (ContractSource Source, string Text, IReadOnlyList<DriftFinding> Done) With(ContractSource source, (string Text, IReadOnlyList<DriftFinding> Done) amended) =>
        (source, amended.Text, amended.Done);
}
