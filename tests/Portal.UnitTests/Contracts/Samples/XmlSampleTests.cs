using Portal.Contracts;

namespace Portal.UnitTests.Contracts.Samples;

public sealed class XmlSampleTests
{
    [Fact]
    public void Sample_OfAnOrder_LooksLikeOne() => Assert.Equal(
        """
        <order orderId="ORD-1042" currency="EUR" xmlns="urn:t">
          <customer>
            <email>ada.lovelace@example.com</email>
          </customer>
          <line quantity="1" unitPrice="49.95" />
          <placedAt>2026-03-16T09:30:00Z</placedAt>
          <paid>true</paid>
        </order>
        """.ReplaceLineEndings("\n"),
        ContractSamples.Xml(ContractSamples.Xsd("""
            <xs:element name="order"><xs:complexType>
              <xs:sequence>
                <xs:element name="customer"><xs:complexType><xs:sequence><xs:element name="email" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
                <xs:element name="line" maxOccurs="unbounded"><xs:complexType>
                  <xs:attribute name="quantity" type="xs:positiveInteger" use="required"/>
                  <xs:attribute name="unitPrice"><xs:simpleType><xs:restriction base="xs:decimal"><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType></xs:attribute>
                </xs:complexType></xs:element>
                <xs:element name="placedAt" type="xs:dateTime"/>
                <xs:choice><xs:element name="paid" type="xs:boolean"/><xs:element name="due" type="xs:date"/></xs:choice>
              </xs:sequence>
              <xs:attribute name="orderId" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}-\d{4}"/></xs:restriction></xs:simpleType></xs:attribute>
              <xs:attribute name="currency" use="required"><xs:simpleType><xs:restriction base="xs:string"><xs:length value="3"/></xs:restriction></xs:simpleType></xs:attribute>
            </xs:complexType></xs:element>
            """))?.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("""<xs:restriction base="xs:token"><xs:enumeration value="ON"/><xs:enumeration value="OFF"/></xs:restriction>""", "ON")]
    [InlineData("""<xs:restriction base="xs:int"><xs:minInclusive value="100"/><xs:maxExclusive value="103"/></xs:restriction>""", "100")]
    [InlineData("""<xs:restriction base="xs:decimal"><xs:minExclusive value="0"/><xs:maxExclusive value="1"/></xs:restriction>""", "0.5")]
    [InlineData("""<xs:restriction base="xs:integer"><xs:totalDigits value="2"/><xs:minInclusive value="90"/></xs:restriction>""", "90")]
    [InlineData("""<xs:restriction base="xs:string"><xs:pattern value="[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"/></xs:restriction>""", null)]
    [InlineData("""<xs:restriction base="xs:string"><xs:pattern value="\i\c{4}"/><xs:pattern value="\p{Lu}{5}"/></xs:restriction>""", null)]
    [InlineData("""<xs:restriction base="xs:string"><xs:pattern value="[a-z-[aeiou]]{5}\^\$"/></xs:restriction>""", null)]
    [InlineData("""<xs:restriction base="xs:string"><xs:minLength value="40"/><xs:maxLength value="41"/></xs:restriction>""", null)]
    [InlineData("""<xs:restriction base="xs:hexBinary"><xs:length value="4"/></xs:restriction>""", "01020304")]
    [InlineData("""<xs:restriction base="xs:base64Binary"><xs:length value="3"/></xs:restriction>""", "AQID")]
    [InlineData("""<xs:restriction base="xs:date"><xs:minInclusive value="2031-01-01"/></xs:restriction>""", "2031-01-01")]
    [InlineData("""<xs:list itemType="xs:int"/>""", "1")]
    [InlineData("""<xs:union memberTypes="xs:int xs:boolean"/>""", "1")]
    [InlineData("""<xs:restriction><xs:simpleType><xs:list itemType="xs:boolean"/></xs:simpleType><xs:length value="3"/></xs:restriction>""", "true true true")]
    [InlineData("""<xs:restriction base="xs:duration"/>""", "PT1H")]
    [InlineData("""<xs:restriction base="xs:gYearMonth"/>""", "2026-03")]
    [InlineData("""<xs:restriction base="xs:negativeInteger"/>""", "-1")]
    [InlineData("""<xs:restriction base="xs:NMTOKENS"/>""", "Sample-v")]
    [InlineData("""<xs:restriction base="xs:QName"/>""", "sample")]
    [InlineData("""<xs:restriction base="xs:language"/>""", "en")]
    public void Sample_OfASimpleType_IsOneOfItsValues(string type, string? expected)
    {
        var sample = ContractSamples.Xml(ContractSamples.Xsd($"""<xs:element name="v"><xs:simpleType>{type}</xs:simpleType></xs:element>"""));

        Assert.NotNull(sample);
        if (expected is not null)
        {
            Assert.Equal($"""<v xmlns="urn:t">{expected}</v>""", sample);
        }
    }

    [Theory]
    [InlineData("""<xs:element name="a" type="A"/><xs:complexType name="A" abstract="true"/><xs:complexType name="B"><xs:complexContent><xs:extension base="A"><xs:attribute name="n" type="xs:int" use="required"/></xs:extension></xs:complexContent></xs:complexType>""",
        """<a p2:type="t1:B" n="1" xmlns="urn:t" xmlns:p2="x"/>""")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="head"/></xs:sequence></xs:complexType></xs:element><xs:element name="head" abstract="true" type="xs:string"/><xs:element name="member" substitutionGroup="head" type="xs:string"/>""",
        "member")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:any namespace="##other" processContents="lax"/></xs:sequence></xs:complexType></xs:element>""",
        "extension")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:any namespace="##targetNamespace"/></xs:sequence></xs:complexType></xs:element><xs:element name="other" type="xs:int"/>""",
        "other")]
    [InlineData("""<xs:element name="a" fixed="42" type="xs:int"/>""", ">42<")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:attribute name="n" type="xs:string" fixed="yes"/></xs:complexType></xs:element>""", "n=\"yes\"")]
    [InlineData("""<xs:element name="a" nillable="true"><xs:complexType><xs:sequence><xs:element ref="a"/></xs:sequence></xs:complexType></xs:element>""", "nil=\"true\"")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:choice><xs:element ref="a"/><xs:element name="end" type="xs:string"/></xs:choice></xs:complexType></xs:element>""", "<end>")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" maxOccurs="3" minOccurs="3"><xs:complexType><xs:attribute name="id" type="xs:ID" use="required"/><xs:attribute name="ref" type="xs:IDREF" use="required"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>""",
        "ref=\"id-1\"")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" maxOccurs="3" minOccurs="3" type="xs:int"/></xs:sequence></xs:complexType><xs:unique name="u"><xs:selector xpath="*"/><xs:field xpath="."/></xs:unique></xs:element>""",
        "<b>3</b>")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:all><xs:element name="b" type="xs:int"/><xs:element name="c" type="xs:int" minOccurs="0"/></xs:all></xs:complexType></xs:element>""", "<c>1</c>")]
    [InlineData("""<xs:element name="a"/>""", "<a ")]
    public void Sample_OfAConstruct_HasIt(string content, string part)
    {
        var sample = ContractSamples.Xml(ContractSamples.Xsd(content));

        Assert.Contains(part.Contains("p2:type", StringComparison.Ordinal) ? "type=" : part, Assert.IsType<string>(sample), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/e/@end >= /e/@start", "/e[@start and @end]")]
    [InlineData("/e/@status = 'CLOSED'", "/e[@end]")]
    [InlineData("not(/e/@end)", "/e/@status")]
    [InlineData("count(/e/@*) = 2", "/e/@end")]
    public void Sample_WithRules_MeetsThemToo(string first, string second) => Assert.NotNull(ContractSamples.Xml(
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="e"><xs:complexType>
            <xs:attribute name="start" type="xs:int"/><xs:attribute name="end" type="xs:int"/><xs:attribute name="status" type="xs:string"/>
          </xs:complexType></xs:element>
        </xs:schema>
        """, 0, new ContractRule("one", first, "One."), new ContractRule("two", second, "Two.")));

    [Theory]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="a"/></xs:sequence></xs:complexType></xs:element>""")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="a"/><xs:element ref="a"/><xs:element ref="a"/></xs:sequence></xs:complexType></xs:element>""")]
    [InlineData("""<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" minOccurs="100000000" maxOccurs="unbounded" type="xs:int"/></xs:sequence></xs:complexType></xs:element>""")]
    [InlineData("""<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1000000000"/></xs:restriction></xs:simpleType></xs:element>""")]
    [InlineData("""<xs:element name="a" abstract="true" type="xs:string"/>""")]
    [InlineData("""<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="(.*)*=(x+x+)+y"/><xs:maxLength value="2"/></xs:restriction></xs:simpleType></xs:element>""")]
    [InlineData("""<xs:complexType name="a"/>""")]
    [InlineData("""<xs:element name="a" type="xs:ENTITY"/>""")]
    public void Sample_OfWhatNothingMeetsOrIsTooLarge_IsNone(string content) => Assert.Null(ContractSamples.Xml(ContractSamples.Xsd(content)));

    [Fact]
    public void Sample_ByARuleThatNothingMeets_IsNone() => Assert.Null(ContractSamples.Xml(
        ContractSamples.Xsd("""<xs:element name="a" type="xs:int"/>"""), 0, new ContractRule("never", "false()", "Never.")));

    [Fact]
    public void Sample_WithoutTargetNamespace_HasNoPrefix() => Assert.Equal(
        "<a>\n  <b>1</b>\n</a>",
        ContractSamples.Xml("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>""")?.ReplaceLineEndings("\n"));

    [Fact]
    public void Sample_WithUnqualifiedElements_PrefixesTheRoot() => Assert.Equal(
        "<p:a xmlns:p=\"urn:t\">\n  <b>1</b>\n</p:a>",
        ContractSamples.Xml("""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:t" targetNamespace="urn:t"><xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:schema>""")?.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(12345)]
    public void Sample_OfAnySeed_IsMadeAndAlwaysTheSame(int seed)
    {
        var schema = ContractSamples.Xsd("""
            <xs:element name="a"><xs:complexType><xs:attribute name="id" type="xs:string" use="required"/><xs:attribute name="n" type="xs:byte" use="required"/></xs:complexType></xs:element>
            """);

        Assert.NotNull(ContractSamples.Xml(schema, seed));
        Assert.Equal(ContractSamples.Xml(schema, seed), ContractSamples.Xml(schema, seed));
    }
}
