using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using Portal.Contracts;
using Portal.Contracts.CodeGeneration;
using Portal.Contracts.Comparison;
using Portal.Contracts.Design;
using Portal.Contracts.Inference;
using Portal.Contracts.Masking;
using Portal.Contracts.Samples;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Contracts;

/// <summary>Everything that walks through schemas ends within a small stack, however long their references are and when they never end.</summary>
public sealed class EndlessSchemaTests
{
    private const int References = 50_000;
    private const int Levels = 5_000;
    private const int XmlTypes = 2_000;
    private const int SmallStack = 1024 * 1024;

    public static TheoryData<string> Schemas => ["references", "branches", "members", "items", "recursive", "recursive alternatives", "recursive items", "required for ever"];

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Walkers_OfAJsonSchema_End(string shape) => OnSmallStack(() =>
    {
        var contract = Compile(ContractLanguages.JsonSchema, Json(shape));
        if (contract is not null)
        {
            Walk(contract, PayloadForm.Json, """{"a":{"a":[{"b":1}]},"b":[[[1]]]}"""u8.ToArray());
        }
    });

    [Theory]
    [InlineData("<xs:element name='a' type='t'/><xs:complexType name='t'><xs:sequence><xs:element name='b' type='t' minOccurs='0'/></xs:sequence></xs:complexType>")]
    [InlineData("<xs:element name='a' type='t'/><xs:complexType name='t'><xs:sequence><xs:element name='b' type='t'/></xs:sequence></xs:complexType>")]
    [InlineData("<xs:element name='a'><xs:complexType><xs:choice maxOccurs='unbounded'><xs:element ref='a'/><xs:element name='b' type='xs:int'/></xs:choice></xs:complexType></xs:element>")]
    public void Walkers_OfARecursiveXmlSchema_End(string declarations) => OnSmallStack(() =>
    {
        var contract = Compile(ContractLanguages.Xsd, $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{declarations}</xs:schema>");
        Walk(contract!, PayloadForm.Xml, "<a><b><b>1</b></b></a>"u8.ToArray());
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Walkers_OfALongChainOfXmlTypes_End(bool extends) => OnSmallStack(() =>
    {
        var types = string.Concat(Enumerable.Range(0, XmlTypes).Select(i => extends
            ? $"<xs:complexType name='t{i}'><xs:complexContent><xs:extension base='t{i + 1}'/></xs:complexContent></xs:complexType>"
            : $"<xs:complexType name='t{i}'><xs:sequence><xs:element name='b' type='t{i + 1}'/></xs:sequence></xs:complexType>"));
        var contract = Compile(ContractLanguages.Xsd, $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{types}<xs:complexType name='t{XmlTypes}'/><xs:element name='a' type='t0'/></xs:schema>");
        if (contract is not null)
        {
            Walk(contract, PayloadForm.Xml, "<a><b><b>1</b></b></a>"u8.ToArray());
        }
    });

    private static void Walk(ICompiledContract contract, PayloadForm form, byte[] payload)
    {
        var profile = new PayloadProfile(form);
        profile.Add(payload);
        Assert.InRange(contract.Properties.Count, 0, 500);
        contract.Validate(payload);
        contract.Sample(new SampleSeed(1));
        InvalidSamples.Of(contract, new SampleSeed(1));
        SchemaComparison.Compare(contract, contract);
        ContractCode.CSharp(contract, "Space", "Root");
        ContractCode.TypeScript(contract, "Root");
        PayloadMask.Of(contract).Apply(payload, form);
        ContractDrift.Of(contract, profile);
        NextVersion.Propose(contract, profile);
        DesignChecks.Of(contract, "shop.order.placed", [payload]);
    }

    private static ICompiledContract? Compile(string language, string schema)
    {
        var result = ContractLanguages.Compile(new ContractSource(language, schema, [], []));
        Assert.True(result.Contract is not null || result.Errors.Count > 0);
        return result.Contract;
    }

    private static string Json(string shape) => shape switch
    {
        "references" => Chain(References, next => new JsonObject { ["$ref"] = next }),
        "branches" => Chain(References, next => new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = next }), ["minProperties"] = 0 }),
        "members" => Chain(Levels, next => new JsonObject { ["properties"] = new JsonObject { ["a"] = new JsonObject { ["$ref"] = next } } }),
        "items" => Chain(Levels, next => new JsonObject { ["items"] = new JsonObject { ["$ref"] = next }, ["type"] = "array" }),
        "recursive" => """{"type":"object","properties":{"a":{"$ref":"#"},"b":{"type":"integer"}}}""",
        "recursive alternatives" => """{"anyOf":[{"type":"null"},{"properties":{"a":{"$ref":"#"},"b":{"oneOf":[{"$ref":"#"},{"items":{"$ref":"#"}}]}}}]}""",
        "recursive items" => """{"type":"array","items":{"$ref":"#"},"minItems":1}""",
        _ => """{"type":"object","required":["a"],"properties":{"a":{"$ref":"#"}}}""",
    };

    private static string Chain(int length, Func<string, JsonObject> link)
    {
        var definitions = new JsonObject(Enumerable.Range(0, length).Select(i => KeyValuePair.Create<string, JsonNode?>($"d{i}", link($"#/$defs/d{i + 1}"))))
        {
            [$"d{length}"] = new JsonObject { ["type"] = "object" },
        };
        return new JsonObject { ["$ref"] = "#/$defs/d0", ["$defs"] = definitions }.ToJsonString();
    }

    private static void OnSmallStack(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception problem)
                {
                    failure = ExceptionDispatchInfo.Capture(problem);
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
