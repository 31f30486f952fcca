using System.Text;
using Portal.Contracts;
using Portal.Events.Entries;

namespace Portal.UnitTests.Contracts.Rules;

public sealed class XPathRulesTests
{
    [Theory]
    [InlineData("//a[nonsense(1)]")]
    [InlineData("//a[x:b]")]
    public void Compile_FaultInAPredicate_IsFound(string expression) => Assert.Equal("r1", Assert.Single(Compile("<xs:element name='a'/>", expression).Errors).Rule);

    [Fact]
    public void Compile_LongExpression_IsRefused() => Assert.Contains("4000 characters at most", Assert.Single(Compile("<xs:element name='a'/>", new string(' ', 4001)).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_TargetNamespaceWithoutPrefix_IsTns()
    {
        const string Schema = "<schema xmlns='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:a'><element name='a'/></schema>";
        var contract = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, Schema, [], [new("r1", "/tns:a = 1", "m")])).Contract!;

        Assert.Empty(contract.Validate("<a xmlns='urn:a'>1</a>"u8.ToArray()));
        Assert.Equal([new Violation("", null, "m", "r1")], contract.Validate("<a xmlns='urn:a'>2</a>"u8.ToArray()));
    }

    [Theory]
    [InlineData("count(//b) = 3 and //b[2]/@x = 2 and sum(//@x) = 6 and //b[last()]/preceding-sibling::b[1]/@x = 2 and //c/ancestor::a and count(//b/following::node()) > 0")]
    [InlineData("string-length(normalize-space(/)) = 1 and not(//b[@x = preceding-sibling::b/@x]) and name(//b[1]) = 'b' and id('none') = false()")]
    public void Validate_AllAxes_Work(string expression) =>
        Assert.Empty(Compile("<xs:element name='a'/>", expression).Contract!.Validate("<a><b x='1'/><b x='2'><c/></b><b x='3'>t</b></a>"u8.ToArray()));

    [Fact]
    public void Validate_RuleThatMultiplies_IsGivenUp()
    {
        var contract = Compile("<xs:element name='a'/>", "count(//*[count(//*[count(//*) > 1]) > 1]) > 1").Contract!;
        var payload = Encoding.UTF8.GetBytes($"<a>{string.Concat(Enumerable.Repeat("<b/>", 5000))}</a>");

        Assert.Equal([new Violation("", null, "m (The rule could not be decided: It takes too many steps.)", "r1")], contract.Validate(payload));
    }

    [Theory]
    [InlineData("<xs:element name='period'><xs:complexType><xs:attribute name='start'/><xs:attribute name='end'/>\n<xs:assert test='@end ge @start'/></xs:complexType></xs:element>",
        "not(//p:period[not(@end >= @start)])")]
    [InlineData("<xs:element name='a'/><xs:complexType name='t'><xs:sequence/>\n<xs:assert test=\"empty(@x) or @x eq 'a eq b'\"/></xs:complexType><xs:element name='b' type='p:t'/><xs:element name='c' type='p:t'/>",
        "not(//p:b[not(not(@x) or @x = 'a eq b')]) and not(//p:c[not(not(@x) or @x = 'a eq b')])")]
    [InlineData("<xs:element name='n'><xs:simpleType><xs:restriction base='xs:int'>\n<xs:assertion test='$value mod 2 = 0'/></xs:restriction></xs:simpleType></xs:element>",
        "not(//p:n[not(. mod 2 = 0)])")]
    [InlineData("<xs:element name='n'><xs:complexType><xs:sequence><xs:element name='inner'><xs:complexType><xs:attribute name='a'><xs:simpleType><xs:restriction base='xs:int'>\n<xs:assertion test='$value ne 3'/></xs:restriction></xs:simpleType></xs:attribute></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>",
        "not(//inner/@a[not(. != 3)])")]
    public void Compile_SimpleAssertion_OffersTheRuleThatSaysTheSame(string content, string expected)
    {
        var error = Assert.Single(Compile(content).Errors);

        Assert.Equal((2, expected), (error.Line, error.Suggestion?.Expression));
        Assert.NotEmpty(error.Suggestion!.Message);
    }

    [Theory]
    [InlineData("every $x in b satisfies $x > 1")]
    [InlineData("matches(@a, 'b')")]
    [InlineData("if (@a) then @b else @c")]
    [InlineData("@a = (1, 2)")]
    [InlineData("@a castable as xs:int")]
    public void Compile_AssertionThatIsNotSimple_HasNoSuggestion(string test)
    {
        var error = Assert.Single(Compile($"<xs:element name='a'><xs:complexType><xs:assert test=\"{test}\"/></xs:complexType></xs:element>").Errors);

        Assert.Contains("XML Schema 1.1", error.Message, StringComparison.Ordinal);
        Assert.Null(error.Suggestion);
    }

    [Fact]
    public void Validate_SuggestedRule_JudgesAsTheAssertionWould()
    {
        const string Content = "<xs:element name='period'><xs:complexType><xs:attribute name='start' type='xs:int'/><xs:attribute name='end' type='xs:int'/>{0}</xs:complexType></xs:element>";
        var rule = Assert.Single(Compile(Content.Replace("{0}", "<xs:assert id='order' test='@end ge @start'><xs:annotation><xs:documentation>The end is not before the start.</xs:documentation></xs:annotation></xs:assert>", StringComparison.Ordinal)).Errors).Suggestion!;
        var contract = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, Schema(Content.Replace("{0}", "", StringComparison.Ordinal)), [], [rule])).Contract!;

        Assert.Empty(contract.Validate("<period xmlns='urn:p' start='9' end='10'/>"u8.ToArray()));
        Assert.Equal([new Violation("", null, "The end is not before the start.", "order")], contract.Validate("<period xmlns='urn:p' start='11' end='10'/>"u8.ToArray()));
    }

    private static CompileResult Compile(string content, string? rule = null) => ContractLanguages.Compile(new ContractSource(
        ContractLanguages.Xsd, rule is null ? Schema(content) : $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{content}</xs:schema>", [],
        rule is null ? [] : [new ContractRule("r1", rule, "m")]));

    private static string Schema(string content) =>
        $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:p='urn:p' targetNamespace='urn:p'>{content}</xs:schema>";
}
