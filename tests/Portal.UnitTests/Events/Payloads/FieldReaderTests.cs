using System.Text;
using Portal.Events.Entries;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Events.Payloads;

public sealed class FieldReaderTests
{
    private const string Order = """
        {"id":"o-1","skipped":{"id":"no","items":[{"sku":"no"}]},"total":12.50,"paid":true,"note":null,
         "items":[{"sku":"a","tags":["x","y"],"price":1e1},{"price":2},{"s\u006bu":"c","tags":[]}],"*":"star"}
        """;

    private const string OrderXml = """
        <o:order xmlns:o="urn:o" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="o-1">
          <skipped><line sku="no"/></skipped>
          <o:line sku="a"><price>1<!-- a comment -->0</price></o:line>
          <o:line sku="b"/>
          <line sku="c" xmlns=""><price><![CDATA[2]]></price><note xsi:nil="true"/></line>
          <total currency="EUR">12.50</total>
        </o:order>
        """;

    [Fact]
    public void Read_Json_FindsTheValuesOfAllPathsInOnePass() => Assert.Equal(
        [
            new FieldValue(0, FieldValueKind.Text, "o-1", 0), new FieldValue(1, FieldValueKind.Number, "12.50", 0),
            new FieldValue(2, FieldValueKind.Boolean, "true", 0), new FieldValue(3, FieldValueKind.Null, "", 0),
            new FieldValue(4, FieldValueKind.Text, "a", 0), new FieldValue(6, FieldValueKind.Text, "x", 0),
            new FieldValue(6, FieldValueKind.Text, "y", 1), new FieldValue(5, FieldValueKind.Number, "1e1", 0),
            new FieldValue(5, FieldValueKind.Number, "2", 1), new FieldValue(7, FieldValueKind.Number, "2", 0),
            new FieldValue(4, FieldValueKind.Text, "c", 2), new FieldValue(8, FieldValueKind.Text, "star", 0),
        ],
        Json(Order, "/id", "/total", "/paid", "/note", "/items/*/sku", "/items/*/price", "/items/*/tags/*", "/items/1/price", "/*").Values);

    [Fact]
    public void Read_StructuresInJson_AreFoundWithoutText() => Assert.Equal(
        [new FieldValue(0, FieldValueKind.Object, "", 0), new FieldValue(1, FieldValueKind.Array, "", 0)],
        Json("""{"a":{"b":[1]}}""", "/a", "/a/b").Values);

    [Fact]
    public void Read_WholeJsonPayload_IsItsValue() => Assert.Equal([new FieldValue(0, FieldValueKind.Number, "7", 0)], Json("7", "").Values);

    [Fact]
    public void Read_Xml_MatchesNamesInAnyNamespaceUnlessOneIsNamed() => Assert.Equal(
        [
            new FieldValue(0, FieldValueKind.Text, "o-1", 0),
            new FieldValue(1, FieldValueKind.Text, "a", 0), new FieldValue(2, FieldValueKind.Text, "a", 0), new FieldValue(4, FieldValueKind.Text, "10", 0),
            new FieldValue(1, FieldValueKind.Text, "b", 1), new FieldValue(2, FieldValueKind.Text, "b", 1),
            new FieldValue(1, FieldValueKind.Text, "c", 2), new FieldValue(3, FieldValueKind.Text, "c", 0), new FieldValue(4, FieldValueKind.Text, "2", 2),
            new FieldValue(5, FieldValueKind.Null, "", 2),
            new FieldValue(7, FieldValueKind.Text, "EUR", 0), new FieldValue(6, FieldValueKind.Text, "12.50", 0),
        ],
        Xml(OrderXml, "/order/@id", "/order/line/@sku", "/order/{urn:o}line/@sku", "/order/{}line/@sku", "/order/line/price", "/order/line/note", "/order/total", "/order/total/@currency").Values);

    [Fact]
    public void Read_ElementWithChildren_IsAnObject() => Assert.Equal(
        [new FieldValue(1, FieldValueKind.Text, "x", 0), new FieldValue(0, FieldValueKind.Object, "", 0)],
        Xml("<a> <b>x</b> </a>", "/a", "/*/b").Values);

    [Fact]
    public void Read_MoreThanTheBound_IsCutAndSaysSo()
    {
        var path = FieldPath.Parse("/*", PayloadForm.Json);
        var many = new FieldReader([path], maxValues: 2).Read("[1,2,3]"u8.ToArray(), PayloadForm.Json);
        var text = Json(@$"""{new string('a', 9000)}""", "");
        var xml = Xml($"<a>{new string('a', 9000)}</a>", "/a");

        Assert.Equal((2, true), (many.Values.Count, many.IsCut));
        Assert.Equal((8000, true), (text.Values[0].Text.Length, text.IsCut));
        Assert.Equal((8000, true), (xml.Values[0].Text.Length, xml.IsCut));
    }

    [Fact]
    public void Read_Broken_KeepsWhatStoodBeforeAndSaysWhy()
    {
        var json = Json("""{"a":1,"b":}""", "/a");
        var xml = Xml("<a><b>1</b><c></a>", "/a/b");
        var trailing = Json("1 2", "");
        var declared = Xml("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "/a");

        Assert.Equal([new FieldValue(0, FieldValueKind.Number, "1", 0)], json.Values);
        Assert.StartsWith("The payload is not well-formed JSON: ", json.Problem, StringComparison.Ordinal);
        Assert.Equal([new FieldValue(0, FieldValueKind.Text, "1", 0)], xml.Values);
        Assert.StartsWith("The payload is not well-formed XML: ", xml.Problem, StringComparison.Ordinal);
        Assert.NotNull(trailing.Problem);
        Assert.NotNull(declared.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    public void Read_NoJson_IsAProblem(string payload) => Assert.NotNull(Json(payload, "", "/a").Problem);

    [Fact]
    public void Read_DeepPayload_IsPassedOver()
    {
        var xml = Xml(string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000)), "/a/a/@x", "/b");

        Assert.Equal((0, null), (xml.Values.Count, xml.Problem));
        Assert.NotNull(Json(new string('[', 100_000), "/0/0").Problem);
    }

    [Fact]
    public void Read_Content_GoesByItsMediaType()
    {
        var reader = new FieldReader([FieldPath.Parse("/a", PayloadForm.Json), FieldPath.Parse("/a", PayloadForm.Xml)]);

        Assert.Equal([new FieldValue(0, FieldValueKind.Number, "1", 0)], reader.Read(new EntryContent("application/vnd.x+json", """{"a":1}""")).Values);
        Assert.Equal([new FieldValue(1, FieldValueKind.Text, "1", 0)], reader.Read(new EntryContent("application/xml", "<a>1</a>")).Values);
        Assert.Equal([], reader.Read(new EntryContent("text", "<a>1</a>")).Values);
        Assert.Equal([], reader.Read(null).Values);
    }

    [Theory]
    [InlineData(FieldValueKind.Number, "1e3", true)]
    [InlineData(FieldValueKind.Text, " 12.5\n", true)]
    [InlineData(FieldValueKind.Text, "1,000", false)]
    [InlineData(FieldValueKind.Number, "1e999", false)]
    [InlineData(FieldValueKind.Boolean, "1", false)]
    public void TryNumber_Value_IsANumberOnlyWhenItIsOne(FieldValueKind kind, string text, bool expected) =>
        Assert.Equal(expected, new FieldValue(0, kind, text, 0).TryNumber(out _));

    private static FieldReading Json(string payload, params string[] paths) => Read(payload, PayloadForm.Json, paths);

    private static FieldReading Xml(string payload, params string[] paths) => Read(payload, PayloadForm.Xml, paths);

    private static FieldReading Read(string payload, PayloadForm form, string[] paths) =>
        new FieldReader([.. paths.Select(path => FieldPath.Parse(path, form))]).Read(Encoding.UTF8.GetBytes(payload), form);
}
