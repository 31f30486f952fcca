using System.Text.Json;
using System.Xml.Linq;
using Portal.Web.Shared.Payloads.Snippets;

namespace Portal.ComponentTests.Shared;

/// <summary>The texts; that they run is tested against a portal.</summary>
public sealed class SnippetTests
{
    private const string Url = "https://x/feeds/orders";
    private static readonly EntryTemplate Small = new("text/a", "<id>", "'\"\"\"</id>", "{{50 %}}\\</end>");

    [Fact]
    public void Curl_ThatPublishes_QuotesForTheShell() => Assert.Equal(
        """"
        id=$(uuidgen 2>/dev/null || cat /proc/sys/kernel/random/uuid)
        updated=$(date -u +%Y-%m-%dT%H:%M:%SZ)
        curl -i --retry 5 \
          -H 'Authorization: Bearer k'\''1' \
          -H 'Content-Type: text/a' \
          -H "Idempotency-Key: $id" \
          --data-binary '<id>'"$id"''\''"""</id>'"$updated"'{{50 %}}\</end>' \
          'https://x/feeds/orders'
        """",
        CurlSnippet.Post(Url, "k'1", Small));

    [Fact]
    public void Curl_ThatReads_QuotesForTheShell() =>
        Assert.Equal("curl -H 'Authorization: Bearer k'\\''1' \\\n  'https://x/feeds/orders?limit=10'", CurlSnippet.Get(Url, "k'1"));

    [Fact]
    public void Sharp_ThatPublishes_HasMoreQuotesAndBracesThanTheEntry()
    {
        var text = SharpSnippet.Post(Url, "k\"1", Small);

        Assert.Contains("var entry = $$$\"\"\"\"\n<id>{{{id}}}'\"\"\"</id>{{{updated}}}{{50 %}}\\</end>\n\"\"\"\";", text);
        Assert.Contains("new(\"Bearer\", \"k\\\"1\")", text);
        Assert.Contains("MediaTypeHeaderValue.Parse(\"text/a\")", text);
    }

    [Fact]
    public void Python_ThatPublishes_EscapesQuotesPercentAndBackslash() => Assert.Contains(
        "entry = \"\"\"<id>%s'\\\"\\\"\\\"</id>%s{{50 %%}}\\\\</end>\"\"\" % (id, updated)", PythonSnippet.Post(Url, "k", Small));

    [Fact]
    public void Java_ThatPublishes_EscapesQuotesPercentAndBackslash() => Assert.Contains(
        "var entry = \"\"\"\n<id>%s'\\\"\\\"\\\"</id>%s{{50 %%}}\\\\</end>\"\"\".formatted(id, Instant.now());", JavaSnippet.Post(Url, "k", Small));

    [Fact]
    public void Java_LineThatEndsWithASpace_KeepsIt() =>
        Assert.Contains("a \\040\nb", JavaSnippet.Post(Url, "k", Small with { Rest = "a  \nb" }));

    [Fact]
    public void All_ThatPublish_CarryKeyTypeAddressAndTheKeyOfTheRetry() => Assert.All(
        EndpointSnippet.For(Url, "key-1", EntryTemplate.Any).Where(snippet => snippet.Name != "URL"),
        snippet => Assert.All([Url, "key-1", "application/atom+xml;type=entry", "Idempotency-Key", "urn:uuid:", "updated"], part => Assert.Contains(part, snippet.Text)));

    [Fact]
    public void All_ThatRead_AreOfTheSameLanguages() =>
        Assert.Equal(EndpointSnippet.Names, EndpointSnippet.For(Url, "k").Select(snippet => snippet.Name));

    [Theory]
    [InlineData("{\"a\": \"<b> & ]]> \\u0041\"}", "application/json", "{\"a\": \"<b> & ]]> \\u0041\"}")]
    [InlineData("[1,\r\n2]", "application/json", "[1,\n2]")]
    [InlineData("{ not JSON", "text", "{ not JSON")]
    [InlineData("<not closed", "text", "<not closed")]
    [InlineData("\0 and \uFFFE", "text", "\uFFFD and \uFFFD")]
    [InlineData("", "text", "")]
    public void Atom_WithAPayload_CarriesItsText(string payload, string type, string value)
    {
        var entry = XElement.Parse(Of(EntryForm.Atom, payload).With("1", "2"), LoadOptions.PreserveWhitespace);
        var content = Child(entry, "content");

        Assert.Equal((type, value), ((string?)content.Attribute("type"), content.Value));
        Assert.Equal(("urn:uuid:1", "2", "A <title>", "it's \"a\" & b"), (Child(entry, "id").Value, Child(entry, "updated").Value, Child(entry, "title").Value, (string?)Child(entry, "category").Attribute("term")));
    }

    [Theory]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><order><n>1</n></order>", "<order xmlns=\"\"><n>1</n></order>")]
    [InlineData("<o:order xmlns:o='urn:o'/>", "<o:order xmlns:o=\"urn:o\" xmlns=\"\" />")]
    [InlineData("<order xmlns='urn:o' xmlns:p='urn:p'><p:n/></order>", "<order xmlns=\"urn:o\" xmlns:p=\"urn:p\"><p:n /></order>")]
    public void Atom_WithXml_KeepsItsNamespace(string payload, string inside)
    {
        var text = Of(EntryForm.Atom, payload).With("1", "2");
        var content = Child(XElement.Parse(text), "content");

        Assert.Contains($"<content type=\"application/xml\">{inside}</content>", text);
        Assert.True(XNode.DeepEquals(XElement.Parse(inside).Elements().FirstOrDefault(), content.Elements().Single().Elements().FirstOrDefault()));
        Assert.Equal(XElement.Parse(payload).Name, content.Elements().Single().Name);
    }

    [Theory]
    [InlineData("{\"a\": [1, {}]}", "application/json", "{\"a\": [1, {}]}")]
    [InlineData("<a/>", "text", "<a xmlns=\"\" />")]
    [InlineData("a \"text\"\u0001\n", "text", "a \"text\"\uFFFD")]
    public void Json_WithAPayload_CarriesItsText(string payload, string type, string value)
    {
        using var document = JsonDocument.Parse(Of(EntryForm.Json, payload).With("1", "2"));
        var entry = document.RootElement.GetProperty("entry");

        Assert.Equal(
            ("urn:uuid:1", "2", "A <title>", "it's \"a\" & b", type, value),
            (entry.GetProperty("id").GetString(), entry.GetProperty("updated").GetString(), entry.GetProperty("title").GetString(),
            entry.GetProperty("category")[0].GetProperty("term").GetString(), entry.GetProperty("content").GetProperty("type").GetString(), entry.GetProperty("content").GetProperty("@text").GetString()));
    }

    [Theory]
    [InlineData("{\n\"a\": 1\n}", "application/json", "{\n  \"a\": 1\n  }")]
    [InlineData("<a/>", "application/xml", "\"<a xmlns=\\\"\\\" />\"")]
    [InlineData("text", "text/plain", "\"text\"")]
    public void Event_WithAPayload_CarriesItAsData(string payload, string type, string data)
    {
        using var document = JsonDocument.Parse(Of(EntryForm.CloudEvent, payload).With("1", "2"));
        var given = document.RootElement;

        Assert.Equal(
            ("1.0", "1", "2", "it's \"a\" & b", type, data),
            (given.GetProperty("specversion").GetString(), given.GetProperty("id").GetString(), given.GetProperty("time").GetString(),
            given.GetProperty("type").GetString(), given.GetProperty("datacontenttype").GetString(), given.GetProperty("data").GetRawText()));
    }

    [Fact]
    public void Payload_WithHalfACharacter_IsCleaned() => Assert.Equal("a\uFFFD", EntryPayload.Of("a" + '\uD800').Text);

    private static EntryTemplate Of(EntryForm form, string payload) =>
        EntryTemplate.Of(form, new EntryParts("A <title>", "it's \"a\" & b", EntryPayload.Of(payload)));

    private static XElement Child(XElement entry, string name) => entry.Element(XName.Get(name, "http://www.w3.org/2005/Atom"))!;
}
