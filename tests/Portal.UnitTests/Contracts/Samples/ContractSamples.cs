using System.Text;
using Portal.Contracts;
using Portal.Contracts.Samples;

namespace Portal.UnitTests.Contracts.Samples;

/// <summary>Makes samples for tests, and holds each against its contract.</summary>
internal static class ContractSamples
{
    public static string? Json(string schema, int seed = 0) => Make(new ContractSource(ContractLanguages.JsonSchema, schema, [], []), seed);

    public static string? Xml(string schema, int seed = 0, params IReadOnlyList<ContractRule> rules) =>
        Make(new ContractSource(ContractLanguages.Xsd, schema, [], rules), seed);

    /// <summary>A schema for one element or for several, with the usual head.</summary>
    public static string Xsd(string content) => $"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">{content}</xs:schema>
        """;

    public static ICompiledContract Compile(ContractSource source)
    {
        var result = ContractLanguages.Compile(source);
        Assert.Empty(result.Errors);
        return result.Contract!;
    }

    private static string? Make(ContractSource source, int seed)
    {
        var contract = Compile(source);
        var sample = contract.Sample(new SampleSeed(seed));
        if (sample is not null)
        {
            Assert.Equal(contract.PayloadType, sample.MediaType);
            Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(sample.Text)));
        }

        return sample?.Text;
    }
}
