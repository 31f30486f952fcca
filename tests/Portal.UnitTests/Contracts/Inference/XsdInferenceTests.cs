using System.Text;
using Portal.Contracts;
using Portal.Contracts.Inference;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Contracts.Inference;

public sealed class XsdInferenceTests
{
    private static readonly string[] States = ["NEW", "PAID"];

    [Fact]
    public void Propose_ManyPayloads_SaysWhatAllOfThemShow() => Assert.Equal(
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" xmlns:tns="urn:o" elementFormDefault="qualified">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="placed" type="xs:dateTime" />
                <xs:element name="line" maxOccurs="unbounded">
                  <xs:complexType>
                    <xs:sequence>
                      <xs:element name="price" minOccurs="0">
                        <xs:complexType>
                          <xs:simpleContent>
                            <xs:extension base="xs:decimal">
                              <xs:attribute name="currency" type="xs:string" use="required" />
                            </xs:extension>
                          </xs:simpleContent>
                        </xs:complexType>
                      </xs:element>
                    </xs:sequence>
                    <xs:attribute name="sku" type="xs:string" use="required" />
                  </xs:complexType>
                </xs:element>
              </xs:sequence>
              <xs:attribute name="id" use="required">
                <xs:simpleType>
                  <xs:restriction base="xs:string">
                    <xs:pattern value="[0-9]+" />
                  </xs:restriction>
                </xs:simpleType>
              </xs:attribute>
              <xs:attribute name="state" use="required">
                <xs:simpleType>
                  <xs:restriction base="xs:string">
                    <xs:enumeration value="NEW" />
                    <xs:enumeration value="PAID" />
                  </xs:restriction>
                </xs:simpleType>
              </xs:attribute>
              <xs:attribute name="rush" type="xs:boolean" />
            </xs:complexType>
          </xs:element>
        </xs:schema>

        """,
        ContractInference.Propose(Profile(Enumerable.Range(0, 40).Select(Order)))!.Schema);

    [Theory]
    [InlineData("<a><b/><c/></a>", "<a><c/><b/></a>")]
    [InlineData("<a>text<b/></a>", "<a/>")]
    [InlineData("<a b='1'/>", "<a>t</a>")]
    [InlineData("<a xmlns:x='urn:x'><b/><x:c/></a>", "<a><b/></a>")]
    [InlineData("<a><b>1</b></a>", "<a><b><c/></b></a>")]
    [InlineData("<x:a xmlns:x='urn:x'><b>1</b></x:a>", "<x:a xmlns:x='urn:x'><b>x</b></x:a>")]
    [InlineData("<a xml:lang='en' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='x'/>", "<a/>")]
    [InlineData("<a><b>1</b><b>2.5</b></a>", "<a/>")]
    [InlineData("<a/>", "<b/>")]
    public void Propose_OddPayloads_AcceptsThem(string first, string second)
    {
        var schema = ContractInference.Propose(Profile([first, second]))!.Schema;
        var result = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], []));

        Assert.Empty(result.Errors);
        Assert.All(new[] { first, second }, payload => Assert.Empty(result.Contract!.Validate(Encoding.UTF8.GetBytes(payload))));
    }

    private static string Order(int i) => $"""
        <order xmlns="urn:o" id="{1000 + i}" state="{States[i % 2]}"{(i % 4 == 0 ? " rush=\"true\"" : "")}>
          <placed>2026-01-31T12:00:00Z</placed>
          <line sku="a{i}"><price currency="E!">1.5</price></line>{(i % 3 == 0 ? "<line sku=\"b b\"/>" : "")}
        </order>
        """;

    private static PayloadProfile Profile(IEnumerable<string> payloads)
    {
        var profile = new PayloadProfile(PayloadForm.Xml);
        foreach (var payload in payloads)
        {
            profile.Add(Encoding.UTF8.GetBytes(payload));
        }

        return profile;
    }
}
