using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Fields;
using Portal.Web.Shared.Payloads;

namespace Portal.Web.Features.Contracts;

/// <summary>What a contract declares, as rows of the table.</summary>
internal static class ContractRows
{
    /// <summary>
    /// The contract of a version; null when it does not compile, though it did when it was published: the limits
    /// of compiling may have become stricter since.
    /// </summary>
    public static ICompiledContract? TryCompile(this ContractRegistry contracts, ContractVersion version)
    {
        try
        {
            return contracts.Compile(version);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static IReadOnlyList<ContractRow> Of(ICompiledContract contract, string? find = null) =>
        [.. contract.Properties
            .Where(p => string.IsNullOrWhiteSpace(find) || Has(p.Name, find) || Has(p.Rule, find) || Has(p.Description, find) || p.Values.Any(v => Has(v, find)))
            .Select(p => new ContractRow(p.Name, p.Type, p.Rule.Length == 0 ? p.Description : p.Rule, p.Depth, !p.Required, MarkOf(p.Marks)))];

    private static string? MarkOf(FieldMarks marks)
    {
        var role = marks.Role switch
        {
            FieldRole.Measure => marks.Unit is { } unit ? $"measure in {unit}" : "measure",
            FieldRole.Dimension => "dimension",
            FieldRole.Key => "key",
            _ => null,
        };
        return marks.IsPrivate ? role is null ? "private" : $"private {role}" : role;
    }

    private static bool Has(string? text, string find) => text?.Contains(find, StringComparison.OrdinalIgnoreCase) == true;
}
