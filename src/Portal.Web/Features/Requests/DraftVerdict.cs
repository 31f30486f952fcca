using System.Text;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Events.Entries;
using Portal.Web.Shared.Payloads;

namespace Portal.Web.Features.Requests;

/// <summary>What a contract that is not published yet says, and what it says of a sample. Pure.</summary>
/// <param name="Errors">Why the schema cannot be used; empty when it can.</param>
/// <param name="Properties">What it declares.</param>
/// <param name="Violations">What is wrong with the sample; null when there is no sample to judge.</param>
public sealed record DraftVerdict(
    IReadOnlyList<SchemaError> Errors, IReadOnlyList<ContractProperty> Properties, IReadOnlyList<Violation>? Violations)
{
    /// <summary>The verdict; null when there is no schema to ask.</summary>
    public static DraftVerdict? Of(ContractDraft? contract, string? sample)
    {
        if (contract is null || string.IsNullOrWhiteSpace(contract.Schema))
        {
            return null;
        }

        var result = ContractLanguages.Compile(contract.ToSource());
        return result.Contract is { } compiled
            ? new DraftVerdict([], compiled.Properties, string.IsNullOrWhiteSpace(sample) ? null : compiled.Validate(Encoding.UTF8.GetBytes(sample)))
            : new DraftVerdict(result.Errors, [], null);
    }

    /// <summary>The rows of the contract's table.</summary>
    public IReadOnlyList<ContractRow> Rows =>
        [.. Properties.Select(p => new ContractRow(p.Name, p.Type, p.Rule.Length == 0 ? null : p.Rule, p.Depth, !p.Required))];
}
