using System.Text;
using Portal.Contracts;
using Portal.Contracts.Inference;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Contracts.Inference;

public sealed class ContractDriftTests
{
    private const string Schema = """
        {
          "type": "object",
          "properties": {
            "id": { "type": "string" },
            "state": { "enum": ["new", "paid", "lost"] },
            "never": { "type": "object", "properties": { "inside": { "type": "string" } } },
            "lines": {
              "type": "array",
              "items": { "$ref": "#/$defs/line" }
            },
            "map": { "additionalProperties": { "type": "integer" } }
          },
          "$defs": { "line": { "properties": { "sku": { "type": "string" } } } }
        }
        """;

    private const string XmlSchema = """
        <?xml version="1.0"?>
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <!-- kept -->
          <xs:element name="order" type="order"/>
          <xs:complexType name="order">
            <xs:sequence>
              <xs:element name="total" type="xs:decimal"/>
              <xs:element name="never" type="xs:string" minOccurs="0"/>
            </xs:sequence>
            <xs:attribute name="state">
              <xs:simpleType>
                <xs:restriction base="xs:string">
                  <xs:enumeration value="new"/>
                </xs:restriction>
              </xs:simpleType>
            </xs:attribute>
          </xs:complexType>
        </xs:schema>
        """;

    [Fact]
    public void Of_PayloadsThatDrifted_SaysHow() => Assert.Equal(
        [
            "/lines/*/gift is not declared and was seen in 60 of 60.",
            "/extra is not declared and was seen in 30 of 60.",
            "/never is declared and was not seen in 60.",
            "/state was 'sent', which is not listed, in 30 of 60.",
            "/state was never 'paid' in 60.",
            "/state was never 'lost' in 60.",
        ],
        ContractDrift.Of(Compile(Schema), Profile(PayloadForm.Json, Order)).Select(finding => finding.Message));

    [Fact]
    public void Of_XmlPayloadsThatDrifted_SaysHow() => Assert.Equal(
        [
            "/order/@rush is not declared and was seen in 60 of 60.",
            "/order/line is not declared and was seen in 60 of 60.",
            "/order/never is declared and was not seen in 60.",
            "/order/@state was 'paid', which is not listed, in 30 of 60.",
        ],
        ContractDrift.Of(Compile(XmlSchema), Profile(PayloadForm.Xml, XmlOrder)).Select(finding => finding.Message));

    [Fact]
    public void Of_PayloadsOfAnotherForm_IsNothing() => Assert.Empty(ContractDrift.Of(Compile(Schema), Profile(PayloadForm.Xml, XmlOrder)));

    [Fact]
    public void Propose_NextVersion_PutsInWhatIsMissingAndKeepsTheRest()
    {
        var proposal = NextVersion.Propose(Compile(Schema), Profile(PayloadForm.Json, Order))!;

        Assert.Equal(
            Schema
                .Replace("\"lost\"]", "\"lost\", \"sent\"]", StringComparison.Ordinal)
                .Replace("{ \"type\": \"integer\" } }\n", "{ \"type\": \"integer\" } },\n    \"extra\": {\n      \"type\": \"integer\",\n      \"minimum\": 0\n    }\n", StringComparison.Ordinal)
                .Replace("\"sku\": { \"type\": \"string\" }", "\"sku\": { \"type\": \"string\" }, \"gift\": {\"type\": \"boolean\"}", StringComparison.Ordinal),
            proposal.Schema);
        Assert.Equal(["/lines/*/gift new field: seen in 60 of 60", "/extra new field: seen in 30 of 60", "/state new value sent: seen in 30 of 60"],
            proposal.Evidence.Select(evidence => $"{evidence.ValuePath} {evidence.Type}: {string.Join(", ", evidence.Statements)}"));
        Assert.All(Enumerable.Range(0, 60), i => Assert.Empty(Compile(proposal.Schema).Validate(Encoding.UTF8.GetBytes(Order(i)))));
    }

    [Fact]
    public void Propose_NextVersionOfAnXmlSchema_PutsInWhatIsMissingAndKeepsTheRest()
    {
        var proposal = NextVersion.Propose(Compile(XmlSchema), Profile(PayloadForm.Xml, XmlOrder))!;

        Assert.Equal(3, proposal.Evidence.Count);
        Assert.Contains("<!-- kept -->", proposal.Schema, StringComparison.Ordinal);
        Assert.Contains("\n          <xs:enumeration value=\"new\" />\n          <xs:enumeration value=\"paid\" />\n", proposal.Schema, StringComparison.Ordinal);
        Assert.Contains("\n      <xs:element name=\"line\" minOccurs=\"0\">", proposal.Schema, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 60), i => Assert.Empty(Compile(proposal.Schema).Validate(Encoding.UTF8.GetBytes(XmlOrder(i)))));
    }

    [Fact]
    public void Propose_NothingMissing_IsNull() => Assert.Null(NextVersion.Propose(Compile(Schema), Profile(PayloadForm.Json, _ => """{"id":"x"}""")));

    private static string Order(int i) => $$"""
        {"id":"x{{i}}!","state":"{{(i % 2 == 0 ? "new" : "sent")}}","lines":[{"sku":"s","gift":true}],"map":{"k{{i}}":1}{{(i % 2 == 0 ? $",\"extra\":{i}" : "")}}}
        """;

    private static string XmlOrder(int i) => $"""<order state="{(i % 2 == 0 ? "new" : "paid")}" rush="true"><total>1</total><line sku="a {i}">t</line></order>""";

    private static PayloadProfile Profile(PayloadForm form, Func<int, string> payload)
    {
        var profile = new PayloadProfile(form);
        for (var i = 0; i < 60; i++)
        {
            profile.Add(Encoding.UTF8.GetBytes(payload(i)));
        }

        return profile;
    }

    private static ICompiledContract Compile(string schema)
    {
        var result = ContractLanguages.Compile(new ContractSource(schema.StartsWith('<') ? ContractLanguages.Xsd : ContractLanguages.JsonSchema, schema, [], []));
        Assert.Empty(result.Errors);
        return result.Contract!;
    }
}
