using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Comparison;

public sealed class XmlComparisonTests
{
    private const string Tree = """<xs:element name="r" type="N"/><xs:complexType name="N"><xs:sequence><xs:element name="v" type="xs:int"/><xs:element name="kid" type="N" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>""";

    [Theory]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:element name="a" type="xs:long"/>""", "/r/a TypeWidened C")]
    [InlineData("""<xs:element name="a" type="xs:decimal"/>""", """<xs:element name="a" type="xs:int"/>""", "/r/a TypeNarrowed P")]
    [InlineData("""<xs:element name="a" type="xs:date"/>""", """<xs:element name="a" type="xs:dateTime"/>""", "/r/a TypeChanged PC")]
    [InlineData("""<xs:element name="a" type="xs:date"/>""", """<xs:element name="a" type="xs:string"/>""", "/r/a TypeWidened C")]
    [InlineData("""<xs:element name="a"/>""", """<xs:element name="a"/><xs:element name="b" type="xs:int" minOccurs="0"/>""", "/r/b PropertyAdded C")]
    [InlineData("""<xs:element name="a"/>""", """<xs:element name="a"/><xs:element name="b" type="xs:int"/>""", "/r/b PropertyAdded PC")]
    [InlineData("""<xs:element name="a"/><xs:element name="b" minOccurs="0"/>""", """<xs:element name="a"/>""", "/r/b PropertyRemoved P")]
    [InlineData("""<xs:element name="a"/><xs:element name="b"/>""", """<xs:element name="b"/><xs:element name="a"/>""", "/r ContentModelChanged PC")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:element name="a" type="xs:int" minOccurs="0"/>""", "/r/a BecameOptional C")]
    [InlineData("""<xs:element name="a" type="xs:int" minOccurs="0"/>""", """<xs:element name="a" type="xs:int"/>""", "/r/a BecameRequired P")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:element name="a" type="xs:int" maxOccurs="unbounded"/>""", "/r/a[] CountLoosened C")]
    [InlineData("""<xs:element name="a" type="xs:int" maxOccurs="9"/>""", """<xs:element name="a" type="xs:int" maxOccurs="3"/>""", "/r/a[] CountTightened P")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:choice><xs:element name="a" type="xs:int"/><xs:element name="b"/></xs:choice>""", "/r/a BecameOptional C", "/r/b PropertyAdded C")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:sequence><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:sequence>""")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:element name="a" type="xs:int" nillable="true"/>""", "/r/a TypeWidened C")]
    [InlineData("""<xs:element name="a" type="xs:int"/>""", """<xs:element name="a" type="xs:int"/><xs:any namespace="##other" processContents="skip" minOccurs="0"/>""", "/r/* Opened C")]
    [InlineData("""<xs:any namespace="##other" processContents="skip"/>""", """<xs:any namespace="##other" processContents="lax"/>""", "/r/* Closed P")]
    public void Compare_ContentChanged_SaysWhereAndWhomItBreaks(string before, string after, params string[] expected) =>
        Assert.Equal(expected, Comparisons.Xsd(Root(before), Root(after)));

    [Theory]
    [InlineData("""<xs:enumeration value="x"/>""", """<xs:enumeration value="x"/><xs:enumeration value="y"/>""", "/r/a ValueAdded C")]
    [InlineData("""<xs:enumeration value="x"/><xs:enumeration value="y"/>""", """<xs:enumeration value="y"/>""", "/r/a ValueRemoved P")]
    [InlineData("""<xs:maxLength value="5"/>""", """<xs:maxLength value="4"/>""", "/r/a LengthTightened P")]
    [InlineData("""<xs:minLength value="5"/>""", """<xs:minLength value="4"/>""", "/r/a LengthLoosened C")]
    [InlineData("""<xs:pattern value="[a-c]*"/>""", """<xs:pattern value="[a-d]*"/>""", "/r/a CannotTell PC")]
    [InlineData("""<xs:pattern value="[a-c]*"/>""", """<xs:pattern value="[a-c]*"/><xs:maxLength value="4"/>""", "/r/a LengthTightened P")]
    [InlineData("""<xs:pattern value="[a-c]*"/>""", "", "/r/a TypeWidened C")]
    public void Compare_FacetsChanged_SaysWhereAndWhomItBreaks(string before, string after, params string[] expected) =>
        Assert.Equal(expected, Comparisons.Xsd(Root(Restricted("xs:string", before)), Root(Restricted("xs:string", after))));

    [Theory]
    [InlineData("""<xs:minInclusive value="1"/>""", """<xs:minExclusive value="1"/>""", "/r/a RangeTightened P")]
    [InlineData("""<xs:maxInclusive value="1.0"/>""", """<xs:maxInclusive value="1"/>""")]
    [InlineData("""<xs:fractionDigits value="2"/>""", """<xs:fractionDigits value="3"/>""", "/r/a PrecisionLoosened C")]
    public void Compare_LimitsChanged_SaysWhereAndWhomItBreaks(string before, string after, params string[] expected) =>
        Assert.Equal(expected, Comparisons.Xsd(Root(Restricted("xs:decimal", before)), Root(Restricted("xs:decimal", after))));

    [Theory]
    [InlineData("", """<xs:attribute name="k" type="xs:int"/>""", "/r/@k PropertyAdded C")]
    [InlineData("", """<xs:attribute name="k" type="xs:int" use="required"/>""", "/r/@k PropertyAdded PC")]
    [InlineData("""<xs:attribute name="k"/>""", "", "/r/@k PropertyRemoved P")]
    [InlineData("""<xs:attribute name="k"/>""", """<xs:attribute name="k" use="required"/>""", "/r/@k BecameRequired P")]
    [InlineData("""<xs:attribute name="k" use="required"/>""", """<xs:attribute name="k"/>""", "/r/@k BecameOptional C")]
    [InlineData("""<xs:attribute name="k" type="xs:int"/>""", """<xs:attribute name="k" type="xs:short"/>""", "/r/@k TypeNarrowed P")]
    [InlineData("", """<xs:anyAttribute/>""", "/r/@* Opened C")]
    public void Compare_AttributesChanged_SaysWhereAndWhomItBreaks(string before, string after, params string[] expected) =>
        Assert.Equal(
            expected,
            Comparisons.Xsd($"""<xs:element name="r"><xs:complexType>{before}</xs:complexType></xs:element>""", $"""<xs:element name="r"><xs:complexType>{after}</xs:complexType></xs:element>"""));

    [Fact]
    public void Compare_RecursiveTypes_EndsAndFindsTheChangeInside() =>
        Assert.Contains("/r/v TypeWidened C", Comparisons.Xsd(Tree, Tree.Replace("xs:int", "xs:long", StringComparison.Ordinal)));

    [Fact]
    public void Compare_SubstitutionGroupGrows_IsNewToConsumers()
    {
        const string Head = """<xs:element name="r"><xs:complexType><xs:sequence><xs:element ref="h"/></xs:sequence></xs:complexType></xs:element><xs:element name="h" type="xs:int"/>""";

        Assert.Equal(
            ["/r ContentModelChanged C", "/m PropertyAdded C"],
            Comparisons.Xsd(Head, Head + """<xs:element name="m" type="xs:int" substitutionGroup="h"/>"""));
    }

    [Fact]
    public void Compare_ExtensionAndGroupSayTheSameInOtherWords_BreaksNobody() => Assert.Equal(
        [],
        SchemaComparison.Compare(
            Comparisons.Xsd(Root("""<xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int"/>""")),
            Comparisons.Xsd("""<xs:group name="g"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence></xs:group>""" + Root("""<xs:group ref="g"/><xs:element name="b" type="xs:int"/>"""))));

    [Fact]
    public void Compare_Rules_SaysWhatEachChangeMeans()
    {
        const string Schema = """<xs:element name="a"/>""";
        var before = Comparisons.Xsd(Schema, new ContractRule("one", "true()", "One"), new ContractRule("two", "1=1", "Two"), new ContractRule("three", "2=2", "Three"));
        var after = Comparisons.Xsd(Schema, new ContractRule("two", "1=2", "Two"), new ContractRule("three", "2=2", "Worded anew"), new ContractRule("four", "4=4", "Four"));

        Assert.Equal(
            ["RuleRemoved C", "RuleChanged PC", "RuleAdded P", "DocumentationChanged -"],
            Comparisons.Short(SchemaComparison.Compare(before, after)));
    }

    [Fact]
    public void Compare_ModelsMadeToTakeLong_SaysThatItCannotTell()
    {
        var parts = string.Concat(Enumerable.Range(0, 40).Select(n => $"""<xs:element name="e{n}" minOccurs="0"/>"""));
        var all = $"""<xs:element name="r"><xs:complexType><xs:all>{parts}</xs:all></xs:complexType></xs:element>""";

        var changes = SchemaComparison.Compare(Comparisons.Xsd(all), Comparisons.Xsd(all.Replace("\"e7\"", "\"f7\"", StringComparison.Ordinal)));

        Assert.Contains("/r CannotTell PC", Comparisons.Short(changes));
    }

    private static string Root(string content) => $"""<xs:element name="r"><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>""";

    private static string Restricted(string type, string facets) =>
        $"""<xs:element name="a"><xs:simpleType><xs:restriction base="{type}">{facets}</xs:restriction></xs:simpleType></xs:element>""";
}
