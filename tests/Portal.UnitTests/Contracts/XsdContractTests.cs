using System.Text;
using Portal.Contracts;
using Portal.Contracts.Fields;
using Portal.Events.Entries;

namespace Portal.UnitTests.Contracts;

public sealed class XsdContractTests
{
    private const string Order = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:o="urn:order" targetNamespace="urn:order" elementFormDefault="qualified">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="line" maxOccurs="unbounded">
                  <xs:annotation><xs:documentation>What is bought.</xs:documentation></xs:annotation>
                  <xs:complexType>
                    <xs:sequence>
                      <xs:element name="quantity"><xs:simpleType><xs:restriction base="xs:int"><xs:minInclusive value="1"/></xs:restriction></xs:simpleType></xs:element>
                    </xs:sequence>
                  </xs:complexType>
                </xs:element>
              </xs:sequence>
              <xs:attribute name="id" type="xs:NCName" use="required"/>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    [Fact]
    public void Validate_BrokenFacet_NamesPathLineAndRule()
    {
        const string Payload = "<order xmlns='urn:order' id='a'>\n<line><quantity>1</quantity></line>\n<line>\n<quantity>0</quantity></line></order>";
        var violation = Assert.Single(Validate(Order, Payload));
        Assert.Equal(("/order/line[2]/quantity", 4, "minInclusive"), (violation.Path, violation.Line, violation.Rule));
    }

    [Theory]
    [InlineData("<order xmlns='urn:order' id='a'>", "well-formed")]
    [InlineData("<!DOCTYPE order [<!ENTITY a 'b'>]><order xmlns='urn:order' id='a'/>", "well-formed")]
    [InlineData("<other/>", "root")]
    [InlineData("<order xmlns='urn:order'><line><quantity>1</quantity></line></order>", "required")]
    [InlineData("<order xmlns='urn:order' id='a'/>", "content")]
    public void Validate_BadPayload_SaysWhichRule(string payload, string rule) => Assert.Equal(rule, Validate(Order, payload)[0].Rule);

    [Fact]
    public void Validate_BrokenRule_SaysItsMessage()
    {
        var rule = new ContractRule("few", "count(/o:order/o:line) < 2", "Only one line is allowed.");
        var contract = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, Order, [], [rule])).Contract!;
        const string Line = "<line><quantity>1</quantity></line>";
        Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes($"<order xmlns='urn:order' id='a'>{Line}</order>")));
        Assert.Equal(
            [new Violation("", null, "Only one line is allowed.", "few")],
            contract.Validate(Encoding.UTF8.GetBytes($"<order xmlns='urn:order' id='a'>{Line}{Line}</order>")));
    }

    [Theory]
    [InlineData("count(")]
    [InlineData("x:a = 1")]
    [InlineData("nonsense(1)")]
    [InlineData("1) or (1")]
    public void Compile_BadRule_NamesIt(string expression)
    {
        var result = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, Order, [], [new("r7", expression, "m")]));
        Assert.Contains("'r7'", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a' type='b'/></xs:schema>", 2)]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:include schemaLocation='http://localhost:1/x.xsd'/></xs:schema>", 2)]
    [InlineData("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='a'><xs:complexType><xs:assert test='1'/></xs:complexType></xs:element></xs:schema>", 2)]
    [InlineData("<schema/>", 1)]
    [InlineData("<xs:schema", 1)]
    [InlineData("", 1)]
    public void Compile_UnusableSchema_SaysWhere(string schema, int line)
    {
        var result = Compile(schema);
        Assert.Null(result.Contract);
        Assert.Contains(result.Errors, error => error.Line == line);
    }

    [Fact]
    public void Compile_UnusedImportThatIsMissing_IsAllowed() => Assert.NotNull(Compile(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:import namespace='urn:b' schemaLocation='b.xsd'/><xs:element name='a'/></xs:schema>").Contract);

    [Theory]
    [InlineData(5000)]
    [InlineData(50000)]
    public void Compile_LongChainOfTypes_EndsWithoutOverflow(int length)
    {
        var types = string.Concat(Enumerable.Range(0, length).Select(i =>
            $"<xs:complexType name='t{i}'><xs:complexContent><xs:extension base='t{i + 1}'/></xs:complexContent></xs:complexType>"));
        Compile($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{types}<xs:complexType name='t{length}'/><xs:element name='a' type='t0'/></xs:schema>");
    }

    [Fact]
    public void Compile_GroupsThatDouble_AreRefused()
    {
        var groups = string.Concat(Enumerable.Range(0, 40).Select(i =>
            $"<xs:group name='g{i}'><xs:sequence><xs:group ref='g{i + 1}'/><xs:group ref='g{i + 1}'/></xs:sequence></xs:group>"));
        Assert.NotEmpty(Compile($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{groups}<xs:group name='g40'><xs:sequence><xs:element name='a'/></xs:sequence></xs:group></xs:schema>").Errors);
    }

    [Theory]
    [InlineData("<xs:element name='b' minOccurs='99999' maxOccurs='100000'/>")]
    [InlineData("<xs:sequence minOccurs='900' maxOccurs='1000'><xs:sequence minOccurs='900' maxOccurs='1000'><xs:element name='b' maxOccurs='1000'/><xs:element name='c' minOccurs='0'/></xs:sequence></xs:sequence>")]
    [InlineData("<xs:choice minOccurs='0' maxOccurs='2000'><xs:element name='b' maxOccurs='2000'/><xs:element name='c' maxOccurs='3000'/></xs:choice>")]
    public void Compile_ManyOccurrences_Ends(string particle)
    {
        var result = Compile($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:sequence>{particle}</xs:sequence></xs:complexType></xs:element></xs:schema>");
        Assert.True(result.Errors.Count > 0 || result.Contract!.Validate("<a><b/></a>"u8.ToArray()).Count <= 1);
    }

    [Fact]
    public void Compile_DeeplyNestedSchema_IsAnError() => Assert.NotEmpty(Compile(
        $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{string.Concat(Enumerable.Repeat("<xs:sequence>", 10000))}").Errors);

    [Fact]
    public void Properties_OfASchema_AreListedInWords() => Assert.Equal(
    [
        new ContractProperty("/order", "order", 0, "object", "", true, null) { Kind = FieldKind.Object, ValuePath = "/order" },
        new ContractProperty("/order/@id", "@id", 1, "xs:NCName", "", true, null) { Kind = FieldKind.Text, ValuePath = "/order/@id" },
        new ContractProperty("/order/line[]", "line", 1, "object", "1 or more times", true, "What is bought.")
        {
            Kind = FieldKind.Object,
            ValuePath = "/order/line",
            Repeats = true,
        },
        new ContractProperty("/order/line[]/quantity", "quantity", 2, "xs:int", "1 or more", true, null)
        {
            Kind = FieldKind.Integer,
            ValuePath = "/order/line/quantity",
            Repeats = true,
        },
    ],
    Compile(Order).Contract!.Properties);

    private static CompileResult Compile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], []));

    private static IReadOnlyList<Violation> Validate(string schema, string payload) => Compile(schema).Contract!.Validate(Encoding.UTF8.GetBytes(payload));
}
