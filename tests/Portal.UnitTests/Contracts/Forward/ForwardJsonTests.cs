using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Portal.Contracts;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.JsonSchema.Forward;
using Portal.UnitTests.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Forward;

/// <summary>What is called valid while it is being read, the complete judgement never refuses.</summary>
public sealed class ForwardJsonTests(ITestOutputHelper output)
{
    private const int Documents = 40;
    private const int MaxDepth = 512;

    [Property(MaxTest = 2000)]
    public void IsSurelyValid_AnySchemaAndDocument_IsNeverSaidOfWhatIsRefused(int seed, int other)
    {
        var random = new RandomSchemas((seed * 10_007) + other);
        var schema = random.Schema().ToJsonString();
        if (Compile(schema) is { } contract)
        {
            var wrong = WronglyValid(contract.Forward, contract, MakeDocuments(random, contract));
            Assert.True(wrong is null, $"{wrong}\n{schema}");
        }
    }

    // Negative control: the machine of another schema is found out.
    [Fact]
    public void WronglyValid_MachineOfAChangedSchema_IsFoundOut()
    {
        var (judged, foundOut) = (0, 0);
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new RandomSchemas(seed);
            var schema = random.Schema();
            if (Compile(schema.ToJsonString()) is { } contract && Compile(random.Changed(schema).ToJsonString()) is { } changed)
            {
                judged++;
                foundOut += WronglyValid(changed.Forward, contract, MakeDocuments(random, contract)) is null ? 0 : 1;
            }
        }

        output.WriteLine($"{foundOut} of {judged}");
        Assert.InRange(foundOut, judged / 4, judged);
    }

    // A machine that decides nothing would pass the first test.
    [Fact]
    public void IsSurelyValid_ValidDocumentsOfRandomSchemas_IsSaidOfMost()
    {
        var (said, valid) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new RandomSchemas(seed);
            if (Compile(random.Schema().ToJsonString()) is { } contract)
            {
                foreach (var text in contract.Validate("{}"u8.ToArray()).Count == 0 ? MakeDocuments(random, contract) : Comparisons.Samples(contract, 5))
                {
                    var document = Encoding.UTF8.GetBytes(text);
                    if (contract.ValidateDocument(document).Count == 0)
                    {
                        valid++;
                        said += contract.Forward.IsSurelyValid(document, MaxDepth) ? 1 : 0;
                    }
                }
            }
        }

        output.WriteLine($"{said} of {valid}");
        Assert.InRange((double)said / valid, 0.8, 1.0);
    }

    [Theory]
    [InlineData("true", """{"a":1,"a":1}""", false)]
    [InlineData("true", """{"x":{"a":1,"b":2,"a":1}}""", false)]
    [InlineData("true", """{"a":1,"\u0061":1}""", false)]
    [InlineData("""{"properties":{"a":true}}""", """{"a":1,"a":1}""", false)]
    [InlineData("true", """{"a":[1,2]}""", true)]
    [InlineData("true", """{"a":[1,2]} {}""", false)]
    [InlineData("true", """{"a":[1,2}""", false)]
    [InlineData("true", "", false)]
    [InlineData("""{"uniqueItems":true}""", "[1,2]", true)]
    [InlineData("""{"uniqueItems":true}""", "[1,1.0]", false)]
    [InlineData("""{"uniqueItems":true}""", "[0,-0]", false)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","type":"integer"}""", "1.0", false)]
    [InlineData("""{"multipleOf":0.01}""", "4.02", true)]
    [InlineData("""{"maximum":99999999999999999999}""", "100000000000000000000", false)]
    [InlineData("""{"maxLength":1}""", "\"\\ud83d\\ude00\"", true)]
    [InlineData("""{"maxLength":1}""", "\"ab\"", false)]
    [InlineData("""{"enum":["a",1]}""", "1.0", true)]
    [InlineData("""{"enum":["a",1]}""", "[1]", false)]
    [InlineData("""{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1}""", true)]
    [InlineData("""{"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1,"b":1}""", false)]
    [InlineData("""{"not":{"enum":[{"a":1}]}}""", """{"a":1}""", false)]
    [InlineData("""{"if":{"required":["a"]},"then":{"minProperties":2}}""", """{"a":1}""", false)]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""", """{"a":{"a":{}}}""", true)]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"additionalProperties":false}""", """{"a":{"b":{}}}""", false)]
    public void IsSurelyValid_HardCases_IsSaidWhenItIsCertain(string schema, string document, bool expected) =>
        Assert.Equal(expected, Compile(schema)!.Forward.IsSurelyValid(Encoding.UTF8.GetBytes(document), MaxDepth));

    [Theory]
    [InlineData(100, 100)]
    [InlineData(600, 100)]
    [InlineData(100, 50_000)]
    public void IsSurelyValid_DeepPayloadsAndLongWays_EndWithoutOverflow(int depth, int ways)
    {
        var definitions = new JsonObject(Enumerable.Range(0, ways).Select(i =>
            KeyValuePair.Create<string, JsonNode?>($"d{i}", new JsonObject { ["$ref"] = $"#/$defs/d{i + 1}" })))
        { [$"d{ways}"] = new JsonObject { ["type"] = "string" } };
        var schema = new JsonObject
        {
            ["items"] = new JsonObject { ["$ref"] = "#" },
            ["properties"] = new JsonObject { ["a"] = new JsonObject { ["$ref"] = "#/$defs/d0" } },
            ["$defs"] = definitions,
        };
        var contract = Compile(schema.ToJsonString())!;
        var nested = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

        Assert.Equal(depth < 200, contract.Forward.IsSurelyValid(nested, MaxDepth) && contract.Validate(nested).Count == 0);
        Assert.NotEmpty(contract.Validate("""{"a":1}"""u8.ToArray()));
    }

    private static CompiledJsonSchema? Compile(string schema) =>
        (CompiledJsonSchema?)ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, schema, [], [])).Contract;

    private static string? WronglyValid(ForwardSchema machine, CompiledJsonSchema contract, IEnumerable<string> documents) => documents.FirstOrDefault(
        document => machine.IsSurelyValid(Encoding.UTF8.GetBytes(document), MaxDepth) && contract.ValidateDocument(Encoding.UTF8.GetBytes(document)).Count > 0);

    private static IEnumerable<string> MakeDocuments(RandomSchemas random, CompiledJsonSchema contract)
    {
        string[] samples = [.. Comparisons.Samples(contract, 3)];
        for (var count = 0; count < Documents; count++)
        {
            var document = samples.Length == 0 || count % 2 == 0 ? random.Value() : random.Spoilt(JsonNode.Parse(samples[count % samples.Length]));
            var text = document?.ToJsonString() ?? "null";
            yield return text;
            yield return random.Respelt(text);
        }
    }
}
