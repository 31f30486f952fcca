using System.Text.Json.Nodes;

namespace Portal.UnitTests.Contracts.Samples;

public sealed class JsonSampleTests
{
    [Fact]
    public void Sample_OfAnOrder_LooksLikeOne() => Assert.Equal(
        """
        {
          "orderId": "ORD-1042",
          "placedAt": "2026-03-16T09:30:00Z",
          "customerEmail": "ada.lovelace@example.com",
          "currency": "EUR",
          "status": "placed",
          "lines": [
            {
              "sku": "SKU-1042",
              "quantity": 1,
              "unitPrice": 49.95
            }
          ],
          "note": "A sample text"
        }
        """.ReplaceLineEndings("\n"),
        ContractSamples.Json("""
            {
              "type": "object",
              "required": ["orderId", "placedAt", "currency", "lines", "status"],
              "additionalProperties": false,
              "properties": {
                "orderId": { "type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$" },
                "placedAt": { "type": "string", "format": "date-time" },
                "customerEmail": { "type": "string", "format": "email" },
                "currency": { "type": "string", "minLength": 3, "maxLength": 3 },
                "status": { "enum": ["placed", "shipped"] },
                "lines": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/line" } },
                "note": { "type": "string" }
              },
              "$defs": {
                "line": {
                  "type": "object", "required": ["sku", "quantity"],
                  "properties": {
                    "sku": { "type": "string" }, "quantity": { "type": "integer", "minimum": 1 }, "unitPrice": { "type": "number", "minimum": 0 }
                  }
                }
              }
            }
            """));

    [Theory]
    [InlineData("""{ "const": { "a": [1, 2.50] } }""", """{"a":[1,2.50]}""")]
    [InlineData("""{ "enum": ["x", "y"] }""", "\"x\"")]
    [InlineData("""{ "type": "integer", "minimum": 10, "maximum": 12 }""", "10")]
    [InlineData("""{ "type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.1 }""", "0.05")]
    [InlineData("""{ "type": "integer", "multipleOf": 7, "minimum": 50 }""", "56")]
    [InlineData("""{ "type": "number", "allOf": [{ "multipleOf": 0.3 }, { "multipleOf": 0.5 }] }""", "1.5")]
    [InlineData("""{ "type": "boolean" }""", "true")]
    [InlineData("""{ "type": ["null", "integer"], "minimum": 5 }""", "5")]
    [InlineData("""{ "type": "null" }""", "null")]
    [InlineData("""{ "type": "string", "minLength": 3, "maxLength": 3, "pattern": "^[A-Z]+$", "examples": ["ABC"] }""", "\"ABC\"")]
    [InlineData("""{ "type": "array", "items": { "type": "integer" }, "minItems": 3, "uniqueItems": true }""", "[1,2,3]")]
    [InlineData("""{ "type": "array", "contains": { "const": "x" }, "minContains": 2, "maxContains": 2 }""", """["x","x"]""")]
    [InlineData("""{ "type": "object", "required": ["a"], "dependentRequired": { "a": ["b"] }, "properties": { "b": { "const": 1 }, "a": { "const": 2 } } }""", """{"b":1,"a":2}""")]
    [InlineData("""{ "required": ["k"], "properties": { "k": { "enum": ["a", "b"] } }, "if": { "properties": { "k": { "const": "a" } } }, "then": { "required": ["v"], "properties": { "v": { "const": 1 } } } }""", """{"k":"a","v":1}""")]
    [InlineData("""{ "oneOf": [{ "required": ["a"] , "properties": { "a": false } }, { "properties": { "b": { "const": 1 } }, "required": ["b"] }] }""", """{"b":1}""")]
    [InlineData("""{ "type": "object", "minProperties": 2, "propertyNames": { "pattern": "^x[0-9]$" }, "additionalProperties": { "const": 0 } }""", null)]
    [InlineData("""{ "not": { "type": ["string", "object", "array", "number", "boolean"] } }""", "null")]
    [InlineData("true", "\"Sample value\"")]
    public void Sample_OfKeywords_MeetsThem(string schema, string? expected)
    {
        var sample = ContractSamples.Json(schema);

        Assert.NotNull(sample);
        if (expected is not null)
        {
            Assert.Equal(expected, sample.Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("Samplevalue", "Sample value", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("""{ "type": "object", "required": ["value"], "properties": { "value": { "type": "string" }, "children": { "type": "array", "items": { "$ref": "#" } } } }""")]
    [InlineData("""{ "type": "object", "required": ["next"], "properties": { "next": { "anyOf": [{ "$ref": "#" }, { "type": "null" }] } } }""")]
    [InlineData("""{ "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": { "$ref": "#" } } } }""")]
    public void Sample_OfARecursiveSchema_EndsSoon(string schema) =>
        Assert.InRange(Assert.IsType<string>(ContractSamples.Json(schema)).Split('\n').Length, 1, 30);

    [Theory]
    [InlineData("false")]
    [InlineData("""{ "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#" } } }""")]
    [InlineData("""{ "type": "array", "minItems": 1000000000, "items": { "type": "integer" } }""")]
    [InlineData("""{ "type": "string", "minLength": 1000000000 }""")]
    [InlineData("""{ "type": "object", "minProperties": 1000000000 }""")]
    [InlineData("""{ "type": "array", "minItems": 3, "uniqueItems": true, "items": { "type": "boolean" } }""")]
    [InlineData("""{ "type": "integer", "minimum": 5, "maximum": 4 }""")]
    [InlineData("""{ "allOf": [{ "type": "string" }, { "type": "number" }] }""")]
    [InlineData("""{ "type": "string", "pattern": "^(a+)+$", "minLength": 5, "not": {} }""")]
    [InlineData("""{ "type": "object", "required": ["a"], "additionalProperties": false }""")]
    [InlineData("""{ "type": "string", "pattern": "^[^\\u0000-\\uFFFF]$", "maxLength": 0 }""")]
    [InlineData("""{ "type": "array", "minItems": 2000, "items": { "type": "array", "minItems": 2000, "items": { "type": "string", "minLength": 1000 } } }""")]
    public void Sample_OfWhatNothingMeetsOrIsTooLarge_IsNone(string schema) => Assert.Null(ContractSamples.Json(schema));

    [Fact]
    public void Sample_OfAlternativesThatMultiply_EndsWithinItsBudget()
    {
        // 2^30 combinations, of which none fits.
        var levels = Enumerable.Range(0, 30).Select(level =>
            $$"""{ "anyOf": [{ "required": ["a{{level}}"], "properties": { "z": { "const": 1 } } }, { "required": ["b{{level}}"], "properties": { "z": { "const": 1 } } }] }""");
        var schema = $$"""{ "type": "object", "required": ["z"], "properties": { "z": { "const": 2 } }, "allOf": [{{string.Join(',', levels)}}] }""";

        Assert.Null(ContractSamples.Json(schema));
    }

    [Fact]
    public void Sample_OfNestedAlternativesInARing_EndsWithinItsBudget()
    {
        var branches = string.Join(',', Enumerable.Range(0, 10).Select(at => $$"""{ "required": ["a{{at}}"], "properties": { "a{{at}}": { "$ref": "#" } } }"""));

        Assert.Null(ContractSamples.Json($$"""{ "type": "object", "oneOf": [{{branches}}] }"""));
    }

    [Fact]
    public void Sample_OfASeed_IsAlwaysTheSame()
    {
        const string Schema = """{ "type": "object", "required": ["id", "status"], "properties": { "id": { "type": "string", "format": "uuid" }, "status": { "enum": ["a", "b", "c"] } } }""";

        Assert.Equal(ContractSamples.Json(Schema, 7), ContractSamples.Json(Schema, 7));
        Assert.Equal(["a", "b", "c"], Enumerable.Range(0, 3).Select(seed => (string?)JsonNode.Parse(ContractSamples.Json(Schema, seed)!)!["status"]));
        Assert.Equal(20, Enumerable.Range(0, 20).Select(seed => (string?)JsonNode.Parse(ContractSamples.Json(Schema, seed)!)!["id"]).Distinct().Count());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    public void Sample_OfAnySeed_IsMade(int seed) => Assert.NotNull(ContractSamples.Json(
        """{ "type": "object", "required": ["n", "at", "items"], "properties": { "n": { "type": "integer", "maximum": 10 }, "at": { "type": "string", "format": "date-time" }, "items": { "type": "array", "minItems": 5, "uniqueItems": true, "items": { "enum": [1, 2, 3, 4, 5] } } } }""",
        seed));
}
