using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Serialization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Portal.Contracts;
using Portal.Contracts.CodeGeneration;
using Portal.Contracts.Samples;

namespace Portal.UnitTests.Contracts.CodeGeneration;

public sealed class ContractCodeTests
{
    private const string Order = """
        {
          "title": "order", "description": "An order.\nIt </summary> is */ placed.", "type": "object", "required": ["id", "state"],
          "properties": {
            "id": { "type": "string", "description": "What it is called" },
            "placed": { "type": "string", "format": "date-time" },
            "total": { "type": ["number", "null"] },
            "state": { "enum": ["new", "in-transit", "1"] },
            "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } },
            "extra": { "type": "object", "additionalProperties": { "type": "integer" } },
            "any": true
          },
          "$defs": { "line": { "type": "object", "required": ["sku"], "properties": { "sku": { "type": "string" }, "parts": { "type": "array", "items": { "$ref": "#/$defs/line" } }, "day": { "type": "string", "format": "date" } } } }
        }
        """;

    private const string OrderXml = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" xmlns="urn:o" elementFormDefault="qualified">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="placed" type="xs:dateTime"/>
                <xs:element name="line" maxOccurs="unbounded" type="line"/>
                <xs:element name="total" minOccurs="0"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
                <xs:element name="day" type="xs:date" minOccurs="0"/>
              </xs:sequence>
              <xs:attribute name="id" type="xs:string" use="required"/>
              <xs:attribute name="rush" type="xs:boolean"/>
              <xs:attribute name="state"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="new"/><xs:enumeration value="in transit"/></xs:restriction></xs:simpleType></xs:attribute>
            </xs:complexType>
          </xs:element>
          <xs:complexType name="line"><xs:sequence><xs:element name="part" type="line" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="sku" use="required"/></xs:complexType>
        </xs:schema>
        """;

    [Fact]
    public void TypeScript_JsonContract_IsItsTypes() => Assert.Equal(
        """
        // Made from a contract; changes are lost when it is made again.
        // JSON: JSON.parse(payload) as the first type. Dates and moments stay texts; numbers beyond 2^53 lose digits.

        /** An order.
         * It </summary> is *\/ placed. */
        export interface Order {
          /** What it is called */
          readonly id: string;
          readonly placed?: string;
          readonly total?: number | null;
          readonly state: State;
          readonly lines?: ReadonlyArray<Line>;
          readonly extra?: Readonly<Record<string, number>>;
          readonly any?: unknown;
        }

        export type State = "new" | "in-transit" | "1";

        export interface Line {
          readonly sku: string;
          readonly parts?: ReadonlyArray<Line>;
          readonly day?: string;
        }

        """,
        ContractCode.TypeScript(Compile(Order), "payload"));

    [Fact]
    public void CSharp_JsonContract_IsItsTypes() => Assert.Equal(
        """
        // Made from a contract; changes are lost when it is made again.
        // JSON: JsonSerializer.Deserialize<T>(payload) reads it. A member that is missing is null.
        #nullable enable
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Serialization;

        namespace Shop.Events;

        public sealed record Point
        {
            /// <summary>a &lt; b</summary>
            [JsonPropertyName("x")]
            public required decimal X { get; init; }

            [JsonPropertyName("y-y")]
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
            public long? YY { get; init; }
        }

        """,
        ContractCode.CSharp(Compile("""{"required":["x"],"properties":{"x":{"type":"number","description":"a < b"},"y-y":{"type":"integer"}}}"""), "Shop.Events", "point"));

    [Fact]
    public void CSharp_JsonContract_ReadsASampleAndWritesItBack()
    {
        var contract = Compile(Order);
        var sample = contract.Sample(SampleSeed.First)!.Text;
        var type = Load(ContractCode.CSharp(contract, "Shop.Events", "order")).GetType("Shop.Events.Order")!;
        var written = JsonSerializer.Serialize(JsonSerializer.Deserialize(sample, type), type);

        Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(written)));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(sample).RootElement.GetProperty("lines"), JsonDocument.Parse(written).RootElement.GetProperty("lines")));
    }

    [Fact]
    public void CSharp_XmlContract_ReadsASampleAndWritesItBack()
    {
        var contract = Compile(OrderXml);
        var sample = contract.Sample(SampleSeed.First)!.Text;
        var type = Load(ContractCode.CSharp(contract, "Shop.Events", "order")).GetType("Shop.Events.Order")!;
        var serializer = new XmlSerializer(type);
        using var written = new MemoryStream();
        serializer.Serialize(written, serializer.Deserialize(XmlReader.Create(new StringReader(sample))));

        Assert.Empty(contract.Validate(written.ToArray()));
        Assert.Contains("<part", Encoding.UTF8.GetString(written.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"properties":{"class":{},"1":{},"":{},"Equals":{},"a b":{},"a-b":{},"a_b":{},"\"; }":{},"é":{},"日":{},"😀":{},"\\u0061":{},"*/ x":{},"payload":{},"a\u2028b":{},"{0}":{}}}""")]
    [InlineData("""{"title":"*/ System.String","description":"*/ \\u002a/ \u2028 } class X {","properties":{"string":{"enum":["","\"","\\","\n","a","A","1","😀"]}}}""")]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"properties":{"payload":{"$ref":"#"}}}}}""")]
    [InlineData("""{"type":"string"}""")]
    [InlineData("true")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"properties":{"a":{"$ref":"#/$defs/a"},"payload":{"properties":{"payload":{"properties":{"payload":{}}}}}}}}}""")]
    [InlineData("""{"oneOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"a":{"type":"integer"},"b":{"type":"object","additionalProperties":{"type":"array","items":{"type":"string"}}}}}]}""")]
    [InlineData("""{"properties":{"List":{"properties":{"DateTime":{}}},"String":{"properties":{"x":{"type":"string"}}},"JsonElement":{"properties":{"x":{}}},"System":{"properties":{"x":{"type":"string","format":"date"}}}}}""")]
    public void CSharp_HostileNames_Compile(string schema)
    {
        var contract = Compile(schema);
        Load(ContractCode.CSharp(contract, "a.b; class X {}", "payload"));
        Assert.Equal(ContractCode.TypeScript(contract, "payload"), ContractCode.TypeScript(Compile(schema), "payload"));
        Assert.DoesNotContain("*/ ", string.Join('\n', ContractCode.TypeScript(contract, "payload").Split('\n').Where(line => line.TrimStart().StartsWith('*'))).Replace(" */", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void TypeScript_HostileNames_AreQuoted() => Assert.Contains(
        "  readonly \"a\\\"; }\\u2028\"?: unknown;", ContractCode.TypeScript(Compile("""{"properties":{"a\"; }\u2028":{}}}"""), "x"), StringComparison.Ordinal);

    private static Assembly Load(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Made" + Guid.NewGuid().ToString("N"), [CSharpSyntaxTree.ParseText(code)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var binary = new MemoryStream();
        var result = compilation.Emit(binary);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error)) + "\n" + code);
        return Assembly.Load(binary.ToArray());
    }

    private static ICompiledContract Compile(string schema)
    {
        var result = ContractLanguages.Compile(new ContractSource(schema.StartsWith('<') ? ContractLanguages.Xsd : ContractLanguages.JsonSchema, schema, [], []));
        Assert.Empty(result.Errors);
        return result.Contract!;
    }
}
