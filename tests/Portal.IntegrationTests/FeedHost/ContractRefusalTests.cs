using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Entries that break the contract of their feed.</summary>
public sealed class ContractRefusalTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Json = """
        { "type": "object", "required": ["total"], "properties": { "total": { "type": "number" }, "lines": { "type": "array", "items": { "type": "object", "required": ["sku"] } } } }
        """;

    private const string Xsd = """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" xmlns="urn:o" elementFormDefault="qualified">
          <xs:element name="order"><xs:complexType><xs:sequence><xs:element name="total" type="xs:decimal"/></xs:sequence></xs:complexType></xs:element>
        </xs:schema>
        """;

    [Theory]
    [InlineData("""{ "total": "much" }""", "/total")]
    [InlineData("""{ "total": 1, "lines": [{ "sku": 1 }, {}] }""", "/lines/1")]
    public async Task Post_JsonThatBreaksItsContract_Answers422AtThePath(string payload, string path)
    {
        var feed = await FeedAsync("json-schema", Json, "reject");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, Entry("application/json", payload));
        var problem = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(path, await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.Contains(path, problem.GetProperty("violations").EnumerateArray().Select(v => v.GetProperty("path").GetString()));
        Assert.Contains(path, problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Null(await portal.Host.TailAsync(feed));
        Assert.Empty((await client.GetXmlAsync($"/feeds/{feed}")).Ids());
    }

    [Fact]
    public async Task Post_XmlThatBreaksItsContract_Answers422AtThePathAndLine()
    {
        var feed = await FeedAsync("xsd", Xsd, "reject");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, Entry("application/xml", "<order xmlns=\"urn:o\">\n<total>much</total></order>"));
        var violation = (await answer.JsonAsync()).GetProperty("violations")[0];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("total", violation.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, violation.GetProperty("line").GetInt32());
        Assert.Null(await portal.Host.TailAsync(feed));
    }

    [Fact]
    public async Task Post_WhatMeetsItsContract_IsStored()
    {
        var feed = await FeedAsync("xsd", Xsd, "reject");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, Entry("application/xml", "<order xmlns=\"urn:o\"><total>1.5</total></order>"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task Post_WhatBreaksAContractThatOnlyFlags_IsStored()
    {
        var feed = await FeedAsync("json-schema", Json, "flag");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, Entry("application/json", "{}"));
        using var entries = await client.GetAsync($"/api/v1/feeds/{feed}/entries");

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("invalid", (await entries.JsonAsync()).GetProperty("items")[0].GetProperty("conformance").GetString());
    }

    private static string Entry(string type, string payload) =>
        $"<entry xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title><content type=\"{type}\">{payload}</content></entry>";

    private async Task<string> FeedAsync(string language, string schema, string enforcement)
    {
        var feed = await portal.HostedFeedAsync("contract");
        using var client = portal.Host.Client();
        using var answer = await client.PostAsJsonAsync(
            $"/api/v1/feeds/{feed}/contracts", new { version = "1.0.0", language, schema, enforcement });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return feed;
    }
}
