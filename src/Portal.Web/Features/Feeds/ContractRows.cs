using Portal.Contracts;
using Portal.Web.Shared.Payloads;

namespace Portal.Web.Features.Feeds;

/// <summary>What a contract declares, as rows of the table.</summary>
internal static class ContractRows
{
    public static IReadOnlyList<ContractRow> Of(ICompiledContract contract, string? find = null) =>
        [.. contract.Properties
            .Where(p => string.IsNullOrWhiteSpace(find) || Has(p.Name, find) || Has(p.Rule, find) || Has(p.Description, find))
            .Select(p => new ContractRow(p.Name, p.Type, p.Rule.Length == 0 ? p.Description : p.Rule, p.Depth, !p.Required))];

    private static bool Has(string? text, string find) => text?.Contains(find, StringComparison.OrdinalIgnoreCase) == true;
}
