using System.Text;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Contracts.Samples;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>Compares contracts for tests, and holds documents against both versions.</summary>
internal static class Comparisons
{
    public static ICompiledContract? TryJson(string schema, params IReadOnlyList<SchemaImport> imports) =>
        ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, schema, imports, [])).Contract;

    public static ICompiledContract Json(string schema) => TryJson(schema) ?? throw new InvalidOperationException("No schema: " + schema);

    public static ICompiledContract Xsd(string content, params IReadOnlyList<ContractRule> rules) => XsdText($"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">{content}</xs:schema>
        """, rules);

    public static ICompiledContract XsdText(string schema, params IReadOnlyList<ContractRule> rules)
    {
        var result = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], rules));
        return result.Contract ?? throw new InvalidOperationException(result.Errors[0].Message + schema);
    }

    /// <summary>The changes in short: path, kind and whom they break.</summary>
    public static string[] Short(IEnumerable<ContractChange> changes) => [.. changes.Select(Short)];

    public static string Short(ContractChange change) =>
        $"{change.Path} {change.Kind} {(change.BreaksProducers ? "P" : "")}{(change.BreaksConsumers ? "C" : "")}{(change.IsBreaking ? "" : "-")}{(change.OnlyUndeclared ? "?" : "")}".Trim();

    public static string[] Json(string before, string after) => Short(SchemaComparison.Compare(Json(before), Json(after)));

    public static string[] Xsd(string before, string after) => Short(SchemaComparison.Compare(Xsd(before), Xsd(after)));

    /// <summary>A document that the changes do not account for; null when they account for all.</summary>
    public static string? Unexplained(
        ICompiledContract before, ICompiledContract after, IReadOnlyList<ContractChange> changes, IEnumerable<string> documents)
    {
        foreach (var document in documents)
        {
            var (wasValid, isValid) = (IsValid(before, document), IsValid(after, document));
            if ((wasValid && !isValid && !changes.Any(change => change.BreaksProducers)) || (isValid && !wasValid && !changes.Any(change => change.BreaksConsumers)))
            {
                return document;
            }
        }

        return null;
    }

    public static bool IsValid(ICompiledContract contract, string document) => contract.Validate(Encoding.UTF8.GetBytes(document)).Count == 0;

    public static IEnumerable<string> Samples(ICompiledContract contract, int count) =>
        Enumerable.Range(0, count).Select(seed => contract.Sample(new SampleSeed(seed))?.Text).OfType<string>().Distinct();
}
