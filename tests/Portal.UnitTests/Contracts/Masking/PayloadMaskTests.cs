using System.Text;
using Portal.Contracts;
using Portal.Contracts.Masking;
using Portal.Events.Entries;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Contracts.Masking;

public sealed class PayloadMaskTests
{
    private const string Order = """
        {
          "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "customer": {
              "properties": { "name": { "type": "string", "maxLength": 3, "x-portal-private": true }, "city": { "type": "string" } },
              "additionalProperties": { "type": "integer" }
            },
            "card": { "type": "object", "x-portal-private": true, "properties": { "number": { "type": "string" } } },
            "lines": { "items": { "properties": { "note": { "x-portal-private": true }, "next": { "$ref": "#" } } } },
            "birth_date": { "x-portal-private": true }
          }
        }
        """;

    private const string OrderXml = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:portal:contract" targetNamespace="urn:o" xmlns="urn:o" elementFormDefault="qualified">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="name" type="xs:string"/>
                <xs:element name="customer">
                  <xs:complexType>
                    <xs:sequence>
                      <xs:element name="name"><xs:annotation><xs:appinfo><p:private/></xs:appinfo></xs:annotation>
                        <xs:simpleType><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
                      </xs:element>
                    </xs:sequence>
                    <xs:attribute name="iban" type="xs:int"><xs:annotation><xs:appinfo><p:private/></xs:appinfo></xs:annotation></xs:attribute>
                    <xs:attribute name="city"/>
                  </xs:complexType>
                </xs:element>
                <xs:any minOccurs="0" processContents="lax" namespace="##other"/>
              </xs:sequence>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    [Fact]
    public void Apply_Json_MasksPrivatePlacesAndKeepsAllElseAsItIs() => Assert.Equal(
        """
        { "id" : "o-1", "name": "A box", "birth_date": "***",
          "customer": {"n\u0061me": "***", "city": "Rome", "points": 1.50},
          "card": {"number": "***", "***": ["***", {"***": "***"}], "***2": "***"},
          "lines": [ {"note": {"***": "***"}, "next": {"card": {}, "id": "x"}}, 7 ] }
        """,
        Mask(Order, """
        { "id" : "o-1", "name": "A box", "birth_date": null,
          "customer": {"n\u0061me": "Ann", "city": "Rome", "points": 1.50},
          "card": {"number": "4111", "owner": ["Ann", {"x": 1}], "since": true},
          "lines": [ {"note": {"secret": "s"}, "next": {"card": {}, "id": "x"}}, 7 ] }
        """));

    [Fact]
    public void Apply_PlaceThatNoContractDeclares_GoesByNames() => Assert.Equal(
        """{"extra":{"BirthDate":"***","name":"***","note":{"***":"***"},"city":"Rome"},"name":"A box"}""",
        Mask(Order, """{"extra":{"BirthDate":"1990-01-01","name":"Ann","note":{"a":1},"city":"Rome"},"name":"A box"}"""));

    [Theory]
    [InlineData("""{"x-portal-private":true}""", """{"a":[1,"b"]}""", """{"***":["***","***"]}""")]
    [InlineData("""{"additionalProperties":{"x-portal-private":true}}""", """{"a":1}""", """{"a":"***"}""")]
    [InlineData("""{"oneOf":[{"properties":{"a":true}},{"properties":{"a":{"x-portal-private":true}}}]}""", """{"a":1}""", """{"a":"***"}""")]
    [InlineData("""{"items":{"x-portal-private":true}}""", "[1,[2]]", """["***",["***"]]""")]
    [InlineData("""{"x-portal-private":true}""", "1", "\"***\"")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""", """{"a":1}""")]
    public void Apply_MarksInOddPlaces_Hold(string schema, string payload, string expected) => Assert.Equal(expected, Mask(schema, payload));

    [Fact]
    public void Apply_Xml_MasksPrivatePlacesAndKeepsStructure() => Assert.Equal(
        """<o:order xmlns:o="urn:o"><o:name>A box</o:name>  <o:customer iban="***" city="Rome"><o:name>***</o:name></o:customer><x xmlns="urn:x" iban="***"><name>***</name><other>1</other></x></o:order>""",
        Mask(OrderXml, """<?xml version="1.0"?><!-- Ann --><o:order xmlns:o="urn:o"><o:name>A box</o:name>  <o:customer iban="7" city="Rome"><o:name>A<!-- n -->nn</o:name></o:customer><x xmlns="urn:x" iban="8"><name>Bob</name><other>1</other></x></o:order>"""));

    [Theory]
    [InlineData("""{"customer":{"name":"Ann" """)]
    [InlineData("")]
    public void Apply_UnreadablePayload_IsNotShown(string payload) => Assert.Null(Mask(Order, payload));

    [Fact]
    public void Apply_Content_IsMaskedByItsMediaTypeOrNotShown()
    {
        var mask = PayloadMask.Of(Compile(Order));

        Assert.Equal("""{"card":"***"}""", mask.Apply(new EntryContent("application/json", """{"card":1}"""))!.Value);
        Assert.Equal("<order><card>***</card></order>", mask.Apply(new EntryContent("application/xml", "<order><card>1</card></order>"))!.Value);
        Assert.Equal(new EntryContent("text", "***"), mask.Apply(new EntryContent("text", "Ann")));
        Assert.Equal(new EntryContent("text", "***"), mask.Apply(new EntryContent("application/json", "{")));
        Assert.Equal(new EntryContent("text", "Ann"), PayloadMask.Nothing.Apply(new EntryContent("text", "Ann")));
        Assert.Null(mask.Apply((EntryContent?)null));
    }

    [Fact]
    public void Apply_Violations_QuoteNothingPrivate()
    {
        var contract = Compile(Order);
        var mask = PayloadMask.Of(contract);
        var violations = contract.Validate("""{"id":1,"customer":{"name":"Annabel","points":"x"},"card":{"number":7}}"""u8.ToArray()).Select(mask.Apply);

        Assert.Equal(
            [
                "/id:",
                "/customer/name: What stands here breaks 'maxLength'; it is private.",
                "/customer/points:",
                "/card: What stands here breaks 'type'; it is private.",
            ],
            violations.Select(violation => violation.Message.Contains("private", StringComparison.Ordinal) ? $"{violation.Path}: {violation.Message}" : $"{violation.Path}:"));
    }

    [Fact]
    public void Apply_XmlViolations_QuoteNothingPrivate()
    {
        var contract = Compile(OrderXml);
        var mask = PayloadMask.Of(contract);
        var violations = contract.Validate("""<order xmlns="urn:o"><name>x</name><customer iban="DE99"><name>Annabel</name></customer></order>"""u8.ToArray());

        Assert.Contains(violations, violation => violation.Message.Contains("DE99", StringComparison.Ordinal));
        Assert.DoesNotContain(violations.Select(mask.Apply), violation => violation.Message.Contains("DE99", StringComparison.Ordinal) || violation.Message.Contains("Annabel", StringComparison.Ordinal));
    }

    [Fact]
    public void OfNames_Several_MaskTheirNamesAnywhere() => Assert.Equal(
        """{"a":{"E-Mail":"***","mail":1}}""", PayloadMask.OfNames(["email"]).Apply("""{"a":{"E-Mail":"x","mail":1}}"""u8.ToArray(), PayloadForm.Json));

    private static ICompiledContract Compile(string schema) =>
        ContractLanguages.Compile(new ContractSource(schema.StartsWith('<') ? ContractLanguages.Xsd : ContractLanguages.JsonSchema, schema, [], [])).Contract!;

    private static string? Mask(string schema, string payload)
    {
        var contract = Compile(schema);
        return PayloadMask.Of(contract).Apply(Encoding.UTF8.GetBytes(payload), contract.PayloadType == "application/xml" ? PayloadForm.Xml : PayloadForm.Json);
    }
}
