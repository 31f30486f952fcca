using System.Text;
using Portal.Contracts;
using Portal.Contracts.Fields;
using Portal.Events.Entries;

namespace Portal.UnitTests.Contracts;

public sealed class JsonSchemaContractTests
{
    private const string Order = """
        {
          "type": "object",
          "required": ["total", "channel"],
          "properties": {
            "total": { "type": "number", "minimum": 1, "multipleOf": 0.01, "description": "In euros" },
            "channel": { "enum": ["web", "shop"] },
            "lines": { "type": "array", "items": { "type": "object", "properties": { "sku": { "type": "string", "maxLength": 3 } }, "required": ["sku"] } }
          },
          "additionalProperties": false
        }
        """;

    [Fact]
    public void Validate_PayloadWithSeveralFaults_NamesEachWithPathLineAndRule() => Assert.Equal(
    [
        new Violation("/total", 2, "0 is less than the minimum of 1.", "minimum"),
        new Violation("/lines/1/sku", 5, "'abcd' has 4 characters, more than the maximum of 3.", "maxLength"),
        new Violation("/a~1b", 7, "'a/b' is not a property that the contract knows.", "additionalProperties"),
        new Violation("", 1, "'channel' is missing.", "required"),
    ],
    Validate(Order, "{\n\"total\": 0,\n\"lines\": [\n{\"sku\":\"a\"},\n{\"sku\":\"abcd\"}\n],\n\"a/b\": null}"));

    [Theory]
    [InlineData("{\"total\": 1.01, \"channel\": \"web\"}")]
    [InlineData("\uFEFF{\"total\": 10000000000000000000000000000000000000000.01, \"channel\": \"shop\"}")]
    public void Validate_ValidPayload_FindsNothing(string payload) => Assert.Empty(Validate(Order, payload));

    [Theory]
    [InlineData("{\"total\": 1,\n}", 2)]
    [InlineData("{\"total\": 1,\n\"total\": 2}", null)]
    [InlineData("", 1)]
    [InlineData("{} {}", 1)]
    public void Validate_NotJson_IsOneViolation(string payload, int? line)
    {
        var violation = Assert.Single(Validate(Order, payload));
        Assert.Equal(("", "well-formed"), (violation.Path, violation.Rule));
        Assert.StartsWith("The payload is not well-formed JSON: ", violation.Message, StringComparison.Ordinal);
        Assert.True(line is null || violation.Line == line);
    }

    [Fact]
    public void Validate_NotUtf8_IsOneViolationWithItsLine() => Assert.Equal(
        [new Violation("", 2, "The payload is not well-formed JSON: it is not UTF-8.", "well-formed")],
        Compile("true").Contract!.Validate(new byte[] { (byte)'"', (byte)'a', (byte)'\n', 0xC3, 0x28, (byte)'"' }));

    [Fact]
    public void Validate_TooDeepPayload_IsAViolation() =>
        Assert.Equal("well-formed", Assert.Single(Validate("{}", new string('[', 5000) + new string(']', 5000))).Rule);

    [Fact]
    public void Validate_DeepPayloadOnRecursiveSchema_IsJudged() =>
        Assert.Empty(Validate("{\"items\":{\"$ref\":\"#\"}}", new string('[', 500) + new string(']', 500)));

    [Fact]
    public void Validate_AlternativesThatMultiply_IsGivenUp()
    {
        const string Schema = "{\"items\":{\"anyOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]},\"not\":{\"const\":0}}";
        Assert.Equal("limit", Assert.Single(Validate(Schema, new string('[', 60) + "0" + new string(']', 60))).Rule);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(?=a)(a+)+$")]
    public void Validate_HostilePattern_DoesNotHang(string pattern) =>
        Assert.Single(Validate($"{{\"pattern\":\"{pattern}\"}}", $"\"{new string('a', 200)}!\""));

    [Theory]
    [InlineData("{\"multipleOf\": 0.01}", "1e308", true)]
    [InlineData("{\"multipleOf\": 7}", "1e1000000000", false)]
    [InlineData("{\"maximum\": 1e400}", "1e399", true)]
    [InlineData("{\"maximum\": 1e400}", "1e401", false)]
    [InlineData("{\"const\": 1.0}", "1", true)]
    [InlineData("{\"maxLength\": 1}", "\"\\ud83d\\ude00\"", true)]
    [InlineData("{\"minLength\": 2}", "\"\\ud83d\\ude00\"", false)]
    [InlineData("{\"minLength\": 2, \"maxLength\": 2}", "\"\u00e4\u20ac\"", true)]
    [InlineData("{\"minimum\": 0.1}", "1e-1", true)]
    [InlineData("{\"minimum\": 0.1}", "0.09999999999999999999999999", false)]
    [InlineData("{\"minimum\": 0.1}", "0.0999999999999999999999999999999999", false)]
    [InlineData("{\"exclusiveMaximum\": 0.3}", "0.30", false)]
    [InlineData("{\"exclusiveMinimum\": -0.0}", "0", false)]
    [InlineData("{\"minimum\": 100000000000000000000000000000}", "99999999999999999999999999999", false)]
    [InlineData("{\"maximum\": 100000000000000000000000000000}", "100000000000000000000000000000", true)]
    [InlineData("{\"maxLength\": 1, \"pattern\": \"^.$\"}", "\"\\ud800\"", false)]
    [InlineData("{\"pattern\": \"^\\\\w+(?<x>-)?\\\\k<x>$\"}", "\"ab--\"", true)]
    public void Validate_ExactValues_AreJudgedExactly(string schema, string payload, bool valid) =>
        Assert.Equal(valid, Validate(schema, payload).Count == 0);

    [Theory]
    [InlineData("{\n\"type\": \"strin\"}", 2)]
    [InlineData("{\n\"pattern\": \"(\"}", 2)]
    [InlineData("{\n\n\"$ref\": \"other.json\"}", 3)]
    [InlineData("{\"$ref\": \"#\"}", 1)]
    [InlineData("{\"allOf\":[{\"$ref\": \"#/$defs/a\"}],\n\"$defs\":{\"a\":{\"anyOf\":[true,{\"$ref\":\"#\"}]}}}", 1)]
    [InlineData("[1]", 1)]
    [InlineData("{\n\"a\":1,\n}", 3)]
    [InlineData("{\n\"$schema\": \"https://example.org/mine\"}", 2)]
    public void Compile_UnusableSchema_SaysWhere(string schema, int line)
    {
        var result = Compile(schema);
        Assert.Null(result.Contract);
        Assert.Equal(line, result.Errors[0].Line);
    }

    [Fact]
    public void Compile_FiveMegabytes_AreRefusedWhereTheyGetTooLong() => Assert.Equal(
        [new SchemaError("A schema and its imports have 4 million characters at most.", 2, 3_999_999)],
        Compile("{\n" + new string(' ', 5_000_000) + "}").Errors);

    [Theory]
    [InlineData("{\n\"$ref\": \"https://example.org/schema.json\"}", 2)]
    [InlineData("{\n\n\"properties\": {\"a\": {\"$ref\": \"http://localhost:1/x#/a\"}}}", 3)]
    public void Compile_ReferenceToAnAddress_IsRefusedWithItsPlaceAndNothingIsFetched(string schema, int line)
    {
        var error = Assert.Single(Compile(schema).Errors);
        Assert.Equal(line, error.Line);
        Assert.True(error.Position > 0);
        Assert.Contains("not among the imports", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compile_DeeplyNestedSchema_IsAnErrorWithItsPlace()
    {
        var error = Assert.Single(Compile("{\n" + string.Concat(Enumerable.Repeat("\"not\":{", 300)) + new string('}', 301)).Errors);
        Assert.Equal(2, error.Line);
        Assert.True(error.Position > 1);
    }

    [Fact]
    public void Compile_LongChainOfReferences_Works()
    {
        var chain = string.Join(",", Enumerable.Range(0, 3000).Select(i => $"\"a{i}\":{{\"$ref\":\"#/$defs/a{i + 1}\"}}"));
        var result = Compile($"{{\"$ref\":\"#/$defs/a0\",\"$defs\":{{{chain},\"a3000\":{{\"type\":\"string\"}}}}}}");
        Assert.Single(result.Contract!.Validate("1"u8.ToArray()));
    }

    [Fact]
    public void Compile_RelativeImport_IsResolvedByItsLocation()
    {
        var source = new ContractSource("json-schema", "{\"$ref\":\"common.json#/$defs/id\"}", [new("common.json", "{\"$defs\":{\"id\":{\"type\":\"integer\"}}}")], []);
        Assert.Single(ContractLanguages.Compile(source).Contract!.Validate("\"x\""u8.ToArray()));
    }

    [Fact]
    public void Compile_BadRule_NamesIt() => Assert.Contains(
        "'r1'", Assert.Single(ContractLanguages.Compile(new ContractSource("json-schema", "{}", [], [new("r1", "a > 1", "m")])).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Properties_NestedSchema_AreListedInWords() => Assert.Equal(
    [
        new ContractProperty("/total", "total", 0, "number", "1 or more; multiple of 0.01", true, "In euros") { Kind = FieldKind.Number, ValuePath = "/total" },
        new ContractProperty("/channel", "channel", 0, "string", "one of web, shop", true, null) { Kind = FieldKind.Text, ValuePath = "/channel", Values = ["web", "shop"] },
        new ContractProperty("/lines", "lines", 0, "array of object", "", false, null) { Kind = FieldKind.Array, ValuePath = "/lines" },
        new ContractProperty("/lines[]/sku", "sku", 1, "string", "3 characters or less", true, null) { Kind = FieldKind.Text, ValuePath = "/lines/*/sku", Repeats = true },
    ],
    Compile(Order).Contract!.Properties);

    [Fact]
    public void Properties_RecursiveSchema_IsBounded() =>
        Assert.True(Compile("{\"properties\":{\"a\":{\"$ref\":\"#\"},\"b\":{\"items\":{\"$ref\":\"#\"}}}}").Contract!.Properties.Count is > 1 and <= 500);

    // Deeper than any stack: 50,000 references, each to the next.
    [Fact]
    public void Validate_EndlessRowOfReferences_IsGivenUpBeforeTheStackEnds()
    {
        var row = string.Join(",", Enumerable.Range(0, 50_000).Select(i => $$"""
            "d{{i}}": { "$ref": "#/$defs/d{{i + 1}}" }
            """));

        var found = Validate($$"""{ "$ref": "#/$defs/d0", "$defs": { {{row}}, "d50000": { "type": "string" } } }""", "\"a\"");

        Assert.Equal("limit", Assert.Single(found).Rule);
    }

    [Theory]
    [InlineData("-3", "-3", true)]
    [InlineData("-3", "-4", false)]
    [InlineData("0", "-0", true)]
    [InlineData("5", "4.999", false)]
    [InlineData("5", "5.0", true)]
    [InlineData("5", "1e1", true)]
    [InlineData("999999999999999999", "1000000000000000000", true)]
    [InlineData("999999999999999999", "999999999999999998", false)]
    [InlineData("0.5", "1", true)]
    [InlineData("1.5", "1", false)]
    public void Validate_Minimum_ComparesByValueHoweverItIsWritten(string minimum, string value, bool isValid) =>
        Assert.Equal(isValid, Validate($$"""{ "minimum": {{minimum}} }""", value).Count == 0);

    private static CompileResult Compile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, schema, [], []));

    private static IReadOnlyList<Violation> Validate(string schema, string payload) => Compile(schema).Contract!.Validate(Encoding.UTF8.GetBytes(payload));
}
