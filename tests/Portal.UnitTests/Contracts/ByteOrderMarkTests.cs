using System.Text;
using Portal.Contracts;

namespace Portal.UnitTests.Contracts;

/// <summary>One byte order mark is no part of a text; a second one makes it something else than JSON or XML.</summary>
public sealed class ByteOrderMarkTests
{
    private const string Mark = "\uFEFF";
    private const string Xsd = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:string'/></xs:schema>";

    [Theory]
    [InlineData(ContractLanguages.JsonSchema, "true")]
    [InlineData(ContractLanguages.Xsd, Xsd)]
    public void Schema_WithOneMark_IsUsableAndWithTwoIsRefusedAtItsBeginning(string language, string schema)
    {
        Assert.Empty(Compile(language, Mark + schema).Errors);

        var error = Assert.Single(Compile(language, Mark + Mark + schema).Errors);

        Assert.Equal((1, 1), (error.Line, error.Position));
    }

    [Theory]
    [InlineData(ContractLanguages.JsonSchema, "true", "{}")]
    [InlineData(ContractLanguages.Xsd, Xsd, "<a/>")]
    public void Payload_WithOneMark_IsReadAndWithTwoIsNotWellFormed(string language, string schema, string payload)
    {
        var contract = Compile(language, schema).Contract!;

        Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(Mark + payload)));
        Assert.Equal("well-formed", Assert.Single(contract.Validate(Encoding.UTF8.GetBytes(Mark + Mark + payload))).Rule);
    }

    [Fact]
    public void Import_WithTwoMarks_IsNamed()
    {
        var source = new ContractSource(ContractLanguages.Xsd, Xsd.Replace("<xs:element", "<xs:include schemaLocation='b.xsd'/><xs:element", StringComparison.Ordinal), [new SchemaImport("b.xsd", Mark + Mark + Xsd)], []);

        Assert.Equal("b.xsd", Assert.Single(ContractLanguages.Compile(source).Errors).Location);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Payload_InUtf16WithTwoMarks_IsNotWellFormed(bool bigEndian)
    {
        var payload = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(Mark + Mark + "<a/>");

        Assert.Equal("well-formed", Assert.Single(Compile(ContractLanguages.Xsd, Xsd).Contract!.Validate(payload)).Rule);
    }

    private static CompileResult Compile(string language, string schema) => ContractLanguages.Compile(new ContractSource(language, schema, [], []));
}
