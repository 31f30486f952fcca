using Portal.Contracts;
using Portal.Contracts.Fields;

namespace Portal.UnitTests.Contracts.Fields;

public sealed class JsonMarksTests
{
    private const string Marked = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "orderId": { "type": "string", "x-portal-key": true },
            "total": { "type": ["number", "null"], "x-portal-measure": { "unit": "EUR", "aggregation": "average" } },
            "placed": { "type": "string", "format": "date-time" },
            "customer": {
              "type": "object", "x-portal-private": true,
              "properties": { "name": { "type": "string" }, "country": { "enum": ["DE", "FR"], "x-portal-dimension": true } }
            },
            "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } },
            "tags": { "type": "array", "items": { "type": "string", "enum": ["new", "gift"], "x-portal-dimension": true } }
          },
          "$defs": { "line": { "type": "object", "properties": { "a/b": { "$ref": "#/$defs/count" } } }, "count": { "type": "integer", "x-portal-measure": true } }
        }
        """;

    [Fact]
    public void Properties_MarkedSchema_CarryMarksKindsValuesAndPaths() => Assert.Equal(
        [
            "/orderId Text Key /orderId",
            "/total Number Measure EUR Average /total",
            "/placed DateTime None /placed",
            "/customer Object None private /customer",
            "/customer/name Text None private /customer/name",
            "/customer/country Text Dimension private DE,FR /customer/country",
            "/lines Array None /lines",
            "/lines[]/a~1b Integer Measure Sum /lines/*/a~1b repeats",
            "/tags Text Dimension new,gift /tags/* repeats",
        ],
        Compile(Marked).Contract!.Properties.Select(Show));

    [Fact]
    public void Properties_FieldInTwoBranches_IsPrivateWhenEitherSaysSo() => Assert.Equal(
        ["/a Text None private /a"],
        Compile("""{"allOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"a":{"x-portal-private":true}}}]}""").Contract!.Properties.Select(Show));

    [Theory]
    [InlineData("""{"x-portal-mesure": true}""", "'x-portal-mesure' is not a mark: use x-portal-measure, x-portal-dimension, x-portal-key or x-portal-private.")]
    [InlineData("""{"x-portal-private": "yes"}""", "'x-portal-private' is true or false.")]
    [InlineData("""{"x-portal-measure": 1}""", "'x-portal-measure' is true, or an object with unit and aggregation.")]
    [InlineData("""{"x-portal-measure": {"aggregation": "total"}}""", "'total' is not an aggregation: use sum, average, min, max or last.")]
    [InlineData("""{"x-portal-measure": {"unit": ""}}""", "A unit has 1 to 40 characters, for example EUR or ms.")]
    [InlineData("""{"x-portal-measure": {"units": "s"}}""", "A measure has a unit and an aggregation, no 'units'.")]
    [InlineData("""{"type": "object", "x-portal-measure": true}""", "A measure is a number; this is an object.")]
    [InlineData("""{"type": "string", "format": "date-time", "x-portal-measure": true}""", "A measure is a number; this is a date and time.")]
    [InlineData("""{"type": "array", "items": {"type": "object"}, "x-portal-dimension": true}""", "A dimension is a plain value; this is an array.")]
    [InlineData("""{"type": "boolean", "x-portal-key": true}""", "A key tells things apart; true and false do not.")]
    [InlineData("""{"type": "string", "x-portal-key": true, "x-portal-dimension": true}""", "A field is a measure, a dimension or a key, not two of them.")]
    public void Compile_WrongMark_IsAnErrorWithItsPlace(string field, string expected)
    {
        var error = Assert.Single(Compile($$$"""
            {"properties": {
              "a": {{{field}}}
            }}
            """).Errors);

        Assert.Equal((expected, 2), (error.Message, error.Line));
        Assert.True(error.Position > 8);
    }

    [Fact]
    public void Compile_WrongMarkInAnImport_NamesTheImport() => Assert.Equal(
        [new SchemaError("'x-portal-key' is true or false.", 1, 18, "common.json")],
        ContractLanguages.Compile(new ContractSource(
            ContractLanguages.JsonSchema, """{"$ref": "common.json"}""", [new SchemaImport("common.json", """{"x-portal-key": 1}""")], [])).Errors);

    [Fact]
    public void Compile_MarkInData_IsData() => Assert.Empty(Compile("""{"const": {"x-portal-nonsense": 1}, "examples": [{"x-portal-key": 7}]}""").Errors);

    internal static string Show(ContractProperty property) => string.Join(' ', new[]
    {
        property.Path, property.Kind.ToString(), property.Marks.Role.ToString(), property.Marks.Unit, property.Marks.Aggregation?.ToString(),
        property.Marks.IsPrivate ? "private" : null, property.Values.Count > 0 ? string.Join(',', property.Values) : null, property.ValuePath,
        property.Repeats ? "repeats" : null,
    }.OfType<string>());

    private static CompileResult Compile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, schema, [], []));
}
