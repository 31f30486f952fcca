using System.Text;
using Portal.Contracts;
using Portal.Contracts.Samples;

namespace Portal.UnitTests.Contracts.Samples;

public sealed class InvalidSamplesTests
{
    private const string Order = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["id", "total", "state", "lines", "placed"],
          "properties": {
            "id": { "type": "string", "pattern": "^o-[0-9]+$", "maxLength": 20 },
            "total": { "type": "number", "minimum": 1, "maximum": 1000 },
            "state": { "enum": ["new", "paid"] },
            "placed": { "type": "string", "format": "date-time" },
            "lines": { "type": "array", "minItems": 1, "maxItems": 100, "items": { "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string" }, "price": { "type": "number" } } } }
          },
          "additionalProperties": false
        }
        """;

    private const string OrderXml = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="total"><xs:simpleType><xs:restriction base="xs:decimal"><xs:minInclusive value="1"/><xs:maxExclusive value="1000"/></xs:restriction></xs:simpleType></xs:element>
                <xs:element name="state"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="new"/></xs:restriction></xs:simpleType></xs:element>
              </xs:sequence>
              <xs:attribute name="id" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="20"/><xs:minLength value="1"/></xs:restriction></xs:simpleType></xs:attribute>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    [Fact]
    public void Of_JsonContract_BreaksEachThingOnce()
    {
        var samples = Of(ContractLanguages.JsonSchema, Order, [new ContractRule("few", "/total < 900", "Too much.")]);

        Assert.Superset(
            new HashSet<string>
            {
                "required", "required at /lines/0", "type at /total", "type", "minimum at /total", "maximum at /total", "enum at /state", "format at /placed", "pattern at /id",
                "minItems at /lines", "maxItems at /lines", "additionalProperties at /undeclared", "type at /lines/0/sku",
            },
            samples.Select(sample => sample.Name).ToHashSet());
    }

    [Fact]
    public void Of_RuleThatAValueCanBreak_HasASample() => Assert.Contains(
        Of(ContractLanguages.JsonSchema, """{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}""", [new ContractRule("positive", "/a >= 0", "Below zero.")]),
        sample => (sample.Name, sample.Message) == ("positive at /a", "Below zero."));

    [Fact]
    public void Of_XmlContract_BreaksEachThingOnce() => Assert.Superset(
        new HashSet<string>
        {
            "required at /order", "content at /order", "content at /order/state", "minInclusive at /order/total", "maxExclusive at /order/total", "type at /order/total", "enumeration at /order/state",
            "maxLength at /order", "minLength at /order",
        },
        Of(ContractLanguages.Xsd, OrderXml, []).Select(sample => sample.Name).ToHashSet());

    [Theory]
    [InlineData(ContractLanguages.JsonSchema, Order)]
    [InlineData(ContractLanguages.Xsd, OrderXml)]
    public void Of_AnyContract_IsInvalidWithTheNamedViolationOnly(string language, string schema)
    {
        var contract = ContractLanguages.Compile(new ContractSource(language, schema, [], [])).Contract!;
        foreach (var sample in InvalidSamples.Of(contract, SampleSeed.First))
        {
            var violation = Assert.Single(contract.Validate(Encoding.UTF8.GetBytes(sample.Text)));
            Assert.Equal((sample.Rule, sample.Path, sample.Message), (violation.Rule, violation.Path, violation.Message));
        }
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void Of_ContractThatNothingBreaks_HasNone(string schema) => Assert.Empty(Of(ContractLanguages.JsonSchema, schema, []));

    private static IReadOnlyList<InvalidSample> Of(string language, string schema, IReadOnlyList<ContractRule> rules) =>
        InvalidSamples.Of(ContractLanguages.Compile(new ContractSource(language, schema, [], rules)).Contract!, SampleSeed.First);
}
