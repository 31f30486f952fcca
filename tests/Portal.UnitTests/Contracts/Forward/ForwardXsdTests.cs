using System.Text;
using FsCheck.Xunit;
using Portal.Contracts;
using Portal.Contracts.Xsd;
using Portal.Contracts.Xsd.Forward;
using Portal.UnitTests.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Forward;

/// <summary>What is called valid while it is being read, the framework's validator never refuses.</summary>
public sealed class ForwardXsdTests(ITestOutputHelper output)
{
    private const int Documents = 30;

    [Property(MaxTest = 700)]
    public void IsSurelyValid_AnySchemaAndDocument_IsNeverSaidOfWhatIsRefused(int seed, int other)
    {
        var random = new RandomXsds((seed * 10_007) + other);
        var schema = random.Schema().ToString();
        if (Compile(schema) is { } contract)
        {
            var wrong = WronglyValid(contract.Forward, contract, MakeDocuments(random, contract));
            Assert.True(wrong is null, $"{wrong}\n{schema}");
        }
    }

    // Negative control: the machine of another schema is found out.
    [Fact]
    public void WronglyValid_MachineOfAChangedSchema_IsFoundOut()
    {
        var (judged, foundOut) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomXsds(seed);
            var schema = random.Schema();
            if (Compile(schema.ToString()) is { } contract && Compile(random.Changed(schema).ToString()) is { } changed)
            {
                judged++;
                foundOut += WronglyValid(changed.Forward, contract, MakeDocuments(random, changed)) is null ? 0 : 1;
            }
        }

        output.WriteLine($"{foundOut} of {judged}");
        Assert.InRange(foundOut, judged / 10, judged);
    }

    // A machine that decides nothing would pass the first test.
    [Fact]
    public void IsSurelyValid_SamplesOfRandomSchemas_IsSaidOfMost()
    {
        var (said, valid) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new RandomXsds(seed);
            if (Compile(random.Schema().ToString()) is { } contract)
            {
                foreach (var document in MakeDocuments(random, contract).Distinct().Where(document => IsValid(contract, document)))
                {
                    valid++;
                    said += IsSurelyValid(contract.Forward, document) ? 1 : 0;
                }
            }
        }

        output.WriteLine($"{said} of {valid}");
        Assert.InRange((double)said / valid, 0.6, 1.0);
    }

    [Theory]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a>2147483647</a>", true)]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a>2147483648</a>", false)]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a> 5 </a>", true)]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a>1<!-- x -->2</a>", true)]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a><![CDATA[1]]></a>", true)]
    [InlineData("<xs:element name='a' type='xs:int'/>", "<a/>", false)]
    [InlineData("<xs:element name='a' type='xs:int' default='7'/>", "<a/>", false)]
    [InlineData("<xs:element name='a' type='xs:int' fixed='7'/>", "<a>7</a>", true)]
    [InlineData("<xs:element name='a' type='xs:int' fixed='7'/>", "<a>8</a>", false)]
    [InlineData("<xs:element name='a' type='xs:ID'/>", "<a>x</a>", false)]
    [InlineData("<xs:element name='a' type='xs:date'/>", "<a>2026-02-29</a>", false)]
    [InlineData("<xs:element name='a' type='xs:date'/>", "<a>2028-02-29</a>", true)]
    [InlineData("<xs:element name='a' type='xs:double'/>", "<a>1e3</a>", true)]
    [InlineData("<xs:element name='a' type='xs:string'/>", "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:noNamespaceSchemaLocation='a.xsd'>x</a>", true)]
    [InlineData("<xs:element name='a' type='xs:string'/>", "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='b'>x</a>", false)]
    [InlineData("<xs:element name='a'/>", "<a><b/></a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType/></xs:element>", "<a></a>", true)]
    [InlineData("<xs:element name='a'><xs:complexType/></xs:element>", "<a> </a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType mixed='true'/></xs:element>", "<a> t </a>", true)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence minOccurs='2' maxOccurs='3'><xs:element name='b' minOccurs='2' maxOccurs='2' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b><b>1</b></a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence minOccurs='0' maxOccurs='3'><xs:element name='b' type='xs:int'/><xs:element name='c' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b><c>1</c><b>1</b><c>1</c></a>", true)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence minOccurs='0' maxOccurs='3'><xs:element name='b' type='xs:int'/><xs:element name='c' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b><c>1</c><b>1</b></a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' minOccurs='2' maxOccurs='3' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b></a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' minOccurs='2' maxOccurs='3' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b><b>1</b><b>1</b></a>", true)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' minOccurs='2' maxOccurs='3' type='xs:int'/></xs:sequence></xs:complexType></xs:element>", "<a><b>1</b><b>1</b><b>1</b><b>1</b></a>", false)]
    [InlineData("<xs:element name='a'><xs:complexType><xs:sequence><xs:element name='b' maxOccurs='unbounded' type='xs:int'/></xs:sequence></xs:complexType><xs:unique name='u'><xs:selector xpath='b'/><xs:field xpath='.'/></xs:unique></xs:element>", "<a><b>1</b><b>1</b></a>", false)]
    public void IsSurelyValid_HardCases_IsSaidWhenItIsCertain(string declaration, string document, bool expected) =>
        Assert.Equal(expected, IsSurelyValid(Compile($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>{declaration}</xs:schema>")!.Forward, document));

    [Theory]
    [InlineData("<xs:sequence minOccurs='0' maxOccurs='99999999'><xs:sequence minOccurs='0' maxOccurs='99999999'/></xs:sequence>")]
    [InlineData("<xs:sequence maxOccurs='9999'><xs:sequence maxOccurs='9999'><xs:choice maxOccurs='9999'><xs:element name='b' maxOccurs='0'/></xs:choice></xs:sequence></xs:sequence>")]
    [InlineData("<xs:sequence maxOccurs='9999'><xs:element name='b' minOccurs='0' maxOccurs='99999999999999999999'/></xs:sequence>")]
    public void Compile_GroupsThatComeAnyNumberOfTimes_Ends(string particle)
    {
        var contract = Compile($"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:sequence>{particle}</xs:sequence></xs:complexType></xs:element></xs:schema>");
        Assert.True(contract is null || !IsSurelyValid(contract.Forward, "<a/>") || IsValid(contract, "<a/>"));
    }

    // A contract is used by many threads, and each reader has names of its own.
    [Fact]
    public void IsSurelyValid_ManyAtOnce_AllAreSaid()
    {
        var contract = Compile("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'><xs:complexType><xs:attribute name='b' type='xs:int'/></xs:complexType></xs:element></xs:schema>")!;
        var said = Enumerable.Range(0, 5000).AsParallel().WithDegreeOfParallelism(8).Count(i => IsSurelyValid(contract.Forward, $"<a xmlns:p{i}='urn:{i}' b='{i}'/>"));
        Assert.Equal(5000, said);
    }

    private static CompiledXsd? Compile(string schema) => (CompiledXsd?)ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, schema, [], [])).Contract;

    private static bool IsSurelyValid(ForwardXsd machine, string document) => machine.IsSurelyValid(new MemoryStream(Encoding.UTF8.GetBytes(document)));

    private static bool IsValid(CompiledXsd contract, string document)
    {
        try
        {
            return contract.IsValid(Encoding.UTF8.GetBytes(document));
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    private static string? WronglyValid(ForwardXsd machine, CompiledXsd contract, IEnumerable<string> documents) =>
        documents.FirstOrDefault(document => IsSurelyValid(machine, document) && !IsValid(contract, document));

    private static IEnumerable<string> MakeDocuments(RandomXsds random, CompiledXsd contract)
    {
        string[] samples = [.. Comparisons.Samples(contract, 4)];
        for (var count = 0; count < Documents && samples.Length > 0; count++)
        {
            var sample = samples[count % samples.Length];
            yield return sample;
            yield return random.Spoilt(sample);
            yield return random.Respelt(sample);
        }
    }
}
