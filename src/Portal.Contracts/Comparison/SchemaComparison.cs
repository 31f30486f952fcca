using Portal.Contracts.Comparison.Json;
using Portal.Contracts.Comparison.Xml;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison;

/// <summary>
/// What two versions of a contract mean for each other. Sound rather than fine: whenever the new version refuses a
/// document that the old one accepts, some change breaks producers, and the other way round for consumers. What cannot
/// be decided is a <see cref="ContractChangeKind.CannotTell"/> that breaks both.
/// </summary>
public static class SchemaComparison
{
    /// <summary>The changes from an old version to a new one; empty when nothing changed. Bounded in number and in time.</summary>
    public static IReadOnlyList<ContractChange> Compare(ICompiledContract oldContract, ICompiledContract newContract) =>
        (oldContract, newContract) switch
        {
            (CompiledJsonSchema before, CompiledJsonSchema after) => JsonComparison.Compare(before.Source, after.Source),
            (CompiledXsd before, CompiledXsd after) => XmlComparison.Compare(before, after),
            _ => [new ContractChange(
                "", ContractChangeKind.LanguageChanged, true, true, oldContract.PayloadType, newContract.PayloadType,
                "The contract is written in another language, so no document of one version is a document of the other.")],
        };
}
