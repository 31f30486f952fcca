using Portal.Contracts.Comparison;

namespace Portal.UnitTests.Contracts.Comparison;

public sealed class JsonComparisonTests
{
    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":["string","null"]}}}""", "/a TypeWidened C")]
    [InlineData("""{"properties":{"a":{"type":"number"}}}""", """{"properties":{"a":{"type":"integer"}}}""", "/a TypeNarrowed P")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"properties":{"a":{"type":"integer"}}}""", "/a TypeChanged PC")]
    [InlineData("""{"properties":{"a":{}}}""", """{"properties":{"a":{}},"required":["a"]}""", "/a BecameRequired P")]
    [InlineData("""{"properties":{"a":{}},"required":["a"]}""", """{"properties":{"a":{}}}""", "/a BecameOptional C")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{"a":{"type":"string"}}}""", "/a PropertyAdded P?")]
    [InlineData("""{"type":"object","additionalProperties":false}""", """{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", "/a PropertyAdded C")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""", "/a PropertyAdded P")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", """{"type":"object"}""", "/a PropertyRemoved C?")]
    [InlineData("""{"type":"object","properties":{"a":{}},"additionalProperties":false}""", """{"type":"object","additionalProperties":false}""", "/a PropertyRemoved P")]
    [InlineData("""{"type":"object"}""", """{"type":"object","additionalProperties":false}""", "/* Closed P")]
    [InlineData("""{"type":"object","additionalProperties":false}""", """{"type":"object"}""", "/* Opened C")]
    [InlineData("""{"properties":{"a":{"enum":["x","y"]}}}""", """{"properties":{"a":{"enum":["y"]}}}""", "/a ValueRemoved P")]
    [InlineData("""{"properties":{"a":{"const":"x"}}}""", """{"properties":{"a":{"enum":["x","y"]}}}""", "/a ValueAdded C")]
    [InlineData("""{"type":"integer","minimum":1}""", """{"type":"integer","exclusiveMinimum":1}""", "RangeTightened P")]
    [InlineData("""{"type":"integer","maximum":1}""", """{"type":"integer","maximum":1e1}""", "RangeLoosened C")]
    [InlineData("""{"type":"number","multipleOf":0.1}""", """{"type":"number","multipleOf":0.2}""", "PrecisionTightened P")]
    [InlineData("""{"type":"string","minLength":1}""", """{"type":"string","minLength":2}""", "LengthTightened P")]
    [InlineData("""{"type":"string","pattern":"^a"}""", """{"type":"string","pattern":"^b"}""", "CannotTell PC")]
    [InlineData("""{"type":"string","pattern":"^a"}""", """{"type":"string"}""", "PatternRemoved C")]
    [InlineData("""{"type":"string","format":"date"}""", """{"type":"string","format":"time"}""", "FormatChanged -")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","type":"string","format":"date"}""", """{"$schema":"http://json-schema.org/draft-07/schema#","type":"string","format":"time"}""", "FormatChanged PC")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"a":{"minimum":1}}}}""", """{"type":"array","items":{"type":"object","properties":{"a":{"minimum":0}}}}""", "[]/a RangeLoosened C")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"}]}""", """{"type":"array","prefixItems":[{"type":["string","null"]}]}""", "/0 TypeWidened C")]
    [InlineData("""{"type":"array","maxItems":3}""", """{"type":"array","maxItems":2}""", "CountTightened P")]
    [InlineData("""{"type":"array"}""", """{"type":"array","uniqueItems":true}""", "ConditionAdded P")]
    [InlineData("""{"not":{"type":"string"}}""", """{"not":{"type":"null"}}""", "CannotTell PC")]
    [InlineData("""{"if":{"type":"string"},"then":{"minLength":1}}""", """{"if":{"type":"string"},"then":{"minLength":2}}""", "CannotTell PC")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", """{"anyOf":[{"type":"string"}]}""", "AlternativeRemoved P")]
    [InlineData("""{"oneOf":[{"type":"string"}]}""", """{"oneOf":[{"type":"string"},{"type":"null"}]}""", "AlternativeAdded C")]
    [InlineData("""{"oneOf":[{"type":"string"}]}""", """{"oneOf":[{"type":"string"},{"minLength":1}]}""", "CannotTell PC", "AlternativeAdded C")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", """{"anyOf":[{"type":"null"},{"type":"string"}]}""")]
    [InlineData("""{"type":"string"}""", """{"anyOf":[{"type":"string"},{"type":"null"}]}""", "TypeWidened C", "ConditionAdded -")]
    [InlineData("""{"title":"a"}""", """{"title":"b"}""", "DocumentationChanged -")]
    [InlineData("""{"default":1}""", """{"default":2}""", "DefaultChanged -")]
    [InlineData("""{"x-portal-private":true}""", "{}", "AnnotationChanged -")]
    [InlineData("""{"type":"string"}""", "true", "TypeWidened C")]
    [InlineData("true", "false", "Closed P")]
    [InlineData("""{"patternProperties":{"^a":{"type":"string"}}}""", """{"patternProperties":{"^a":{"type":["string","null"]}}}""", "/* TypeWidened C")]
    [InlineData("""{"patternProperties":{"^a":{"type":"string"}}}""", """{"patternProperties":{"^b":{"type":"string"}}}""", "/* CannotTell PC")]
    [InlineData("""{"propertyNames":{"maxLength":3}}""", """{"propertyNames":{"maxLength":4}}""", "/* ConditionRemoved C")]
    [InlineData("""{"properties":{"a/b~":{"type":"null"}}}""", """{"properties":{"a/b~":{"type":"string"}}}""", "/a~1b~0 TypeChanged PC")]
    public void Compare_OneKeywordChanged_SaysWhereAndWhomItBreaks(string before, string after, params string[] expected) =>
        Assert.Equal(expected, Comparisons.Json(before, after));

    [Theory]
    [InlineData("""{"type":"string","minLength":1}""", """{"$ref":"#/$defs/t","$defs":{"t":{"type":"string","minLength":1}}}""")]
    [InlineData("""{"type":"string","minLength":1}""", """{"allOf":[{"type":"string"},{"minLength":1},{"minLength":0}]}""")]
    [InlineData("""{"const":1}""", """{"enum":[1.0]}""")]
    [InlineData("""{"type":["string","null"]}""", """{"type":["null","string"]}""")]
    [InlineData("""{"not":{"type":"string"}}""", """{"not":{"$ref":"#/$defs/t"},"$defs":{"t":{"type":"string","title":"T"}}}""")]
    public void Compare_SaidInOtherWords_BreaksNobody(string before, string after) =>
        Assert.DoesNotContain(SchemaComparison.Compare(Comparisons.Json(before), Comparisons.Json(after)), change => change.IsBreaking && change.Kind != ContractChangeKind.CannotTell);

    [Fact]
    public void Compare_RecursiveSchemas_EndsAndFindsTheChangeInside()
    {
        const string Tree = """{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"name":{"type":"string"},"kids":{"type":"array","items":{"$ref":"#/$defs/n"}}}}}}""";

        Assert.Equal(["/name TypeChanged PC"], Comparisons.Json(Tree, Tree.Replace("\"string\"", "\"integer\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compare_DynamicReferenceAndAnotherChange_CannotTell()
    {
        const string Tree = """{"$dynamicAnchor":"n","properties":{"kid":{"$dynamicRef":"#n"},"name":{"type":"string"}}}""";

        Assert.Equal([], Comparisons.Json(Tree, Tree));
        Assert.Equal(
            ["/kid CannotTell PC", "/name TypeWidened C"],
            Comparisons.Json(Tree, Tree.Replace("\"string\"", "[\"string\",\"null\"]", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compare_Draft4And2020_IntegersWithAPointAreNewToConsumers() =>
        Assert.Equal(
            ["TypeWidened C"],
            Comparisons.Json("""{"$schema":"http://json-schema.org/draft-04/schema#","type":"integer"}""", """{"type":"integer"}"""));

    [Fact]
    public void Compare_SchemasMadeToTakeLong_StillSaysWhom()
    {
        var branches = string.Join(',', Enumerable.Range(0, 60).Select(n => $$$"""{"properties":{"p":{"$ref":"#"},"q{{{n}}}":{"minimum":{{{n}}}}},"required":["q{{{n}}}"]}"""));
        var before = $$"""{"oneOf":[{{branches}}]}""";
        var after = $$"""{"oneOf":[{{branches}},{"type":"null"}],"minProperties":1}""";

        var changes = SchemaComparison.Compare(Comparisons.Json(before), Comparisons.Json(after));

        Assert.Contains(changes, change => change.BreaksProducers && change.BreaksConsumers);
    }

    [Fact]
    public void Compare_Languages_BreaksBoth() => Assert.Equal(
        ["LanguageChanged PC"],
        Comparisons.Short(SchemaComparison.Compare(Comparisons.Json("true"), Comparisons.Xsd("""<xs:element name="a"/>"""))));
}
