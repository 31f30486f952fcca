using Portal.Contracts;

namespace Portal.UnitTests.Contracts.Fields;

public sealed class XsdMarksTests
{
    private const string Marked = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:portal:contract" xmlns:o="urn:o" targetNamespace="urn:o" elementFormDefault="qualified">
          <xs:simpleType name="money">
            <xs:annotation><xs:appinfo><p:measure unit="EUR"/></xs:appinfo></xs:annotation>
            <xs:restriction base="xs:decimal"/>
          </xs:simpleType>
          <xs:element name="note" type="xs:string"><xs:annotation><xs:appinfo><p:private/></xs:appinfo></xs:annotation></xs:element>
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="line" maxOccurs="unbounded">
                  <xs:complexType>
                    <xs:sequence><xs:element name="price" type="o:money"/></xs:sequence>
                    <xs:attribute name="count" type="xs:int"><xs:annotation><xs:appinfo><p:measure aggregation="max"/></xs:appinfo></xs:annotation></xs:attribute>
                    <xs:attribute name="state">
                      <xs:annotation><xs:appinfo><p:dimension/></xs:appinfo></xs:annotation>
                      <xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="new"/><xs:enumeration value="old"/></xs:restriction></xs:simpleType>
                    </xs:attribute>
                  </xs:complexType>
                </xs:element>
                <xs:element ref="o:note"/>
                <xs:element name="customer">
                  <xs:annotation><xs:documentation>Who</xs:documentation><xs:appinfo><p:private/></xs:appinfo></xs:annotation>
                  <xs:complexType><xs:attribute name="born" type="xs:date"/></xs:complexType>
                </xs:element>
              </xs:sequence>
              <xs:attribute name="id" type="xs:string"><xs:annotation><xs:appinfo><p:key/></xs:appinfo></xs:annotation></xs:attribute>
              <xs:attribute name="at" type="xs:dateTime"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    [Fact]
    public void Properties_MarkedSchema_CarryMarksKindsValuesAndPaths() => Assert.Equal(
        [
            "/note Text None private /note",
            "/order Object None /order",
            "/order/@id Text Key /order/@id",
            "/order/@at DateTime None /order/@at",
            "/order/line[] Object None /order/line repeats",
            "/order/line[]/@count Integer Measure Maximum /order/line/@count repeats",
            "/order/line[]/@state Text Dimension new,old /order/line/@state repeats",
            "/order/line[]/price Number Measure EUR Sum /order/line/price repeats",
            "/order/note Text None private /order/note",
            "/order/customer Object None private /order/customer",
            "/order/customer/@born Date None private /order/customer/@born",
        ],
        Compile(Marked).Contract!.Properties.Select(JsonMarksTests.Show));

    [Theory]
    [InlineData("xs:int", "<p:mesure/>", "'mesure' is not a mark: use measure, dimension, key or private.")]
    [InlineData("xs:int", "<p:measure aggregation='total'/>", "'total' is not an aggregation: use sum, average, min, max or last.")]
    [InlineData("xs:int", "<p:measure unit=''/>", "A unit has 1 to 40 characters, for example EUR or ms.")]
    [InlineData("xs:int", "<p:measure units='s'/>", "A measure has a unit and an aggregation, no 'units'.")]
    [InlineData("xs:int", "<p:key unit='s'/>", "'key' has no attribute 'unit'.")]
    [InlineData("xs:int", "<p:key>x</p:key>", "'key' is empty.")]
    [InlineData("xs:int", "<p:key/><p:measure/>", "A field is a measure, a dimension or a key, not two of them.")]
    [InlineData("xs:string", "<p:measure/>", "A measure is a number; this is a text.")]
    [InlineData("xs:boolean", "<p:key/>", "A key tells things apart; true and false do not.")]
    [InlineData("o:thing", "<p:dimension/>", "A dimension is a plain value; this is an object.")]
    public void Compile_WrongMark_IsAnErrorWithItsPlace(string type, string mark, string expected)
    {
        var error = Assert.Single(Compile($"""
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:portal:contract" xmlns:o="urn:o" targetNamespace="urn:o">
              <xs:complexType name="thing"><xs:sequence/></xs:complexType>
              <xs:element name="a" type="{type}"><xs:annotation>
                <xs:appinfo>{mark}</xs:appinfo>
              </xs:annotation></xs:element>
            </xs:schema>
            """).Errors);

        Assert.Equal((expected, 4), (error.Message, error.Line));
    }

    [Fact]
    public void Compile_OtherAppInfo_IsNoConcernOfOurs() => Assert.Empty(Compile("""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:element name="a"><xs:annotation><xs:appinfo><x:measure xmlns:x="urn:other" aggregation="total"/></xs:appinfo></xs:annotation></xs:element>
        </xs:schema>
        """).Errors);

    private static CompileResult Compile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], []));
}
