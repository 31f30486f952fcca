using System.Text;
using Portal.Contracts.Comparison;

namespace Portal.Web.Features.Contracts;

/// <summary>Changes of contracts in words.</summary>
internal static class ChangeWords
{
    /// <summary>What kind of change: <c>BecameRequired</c> is "became required".</summary>
    public static string Of(ContractChangeKind kind)
    {
        var words = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(' ');
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }

    /// <summary>Whom a breaking change breaks.</summary>
    public static string Whom(ContractChange change) => change switch
    {
        { BreaksProducers: true, BreaksConsumers: true } => "producers and consumers",
        { BreaksProducers: true } => "producers",
        _ => "consumers",
    };

    /// <summary>Which number has to grow, and why.</summary>
    public static string Advice(Portal.Catalogue.Contracts.VersionBump bump) => bump switch
    {
        Portal.Catalogue.Contracts.VersionBump.First => "the first version",
        Portal.Catalogue.Contracts.VersionBump.Major => "a major version: something breaks",
        Portal.Catalogue.Contracts.VersionBump.Minor => "a minor version: nothing breaks",
        _ => "a patch: what it asks for stays the same",
    };
}
