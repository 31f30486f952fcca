using System.Xml.Linq;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Portal.Web.Shared.Payloads.Snippets;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>What the Publish section offers for pasting, run as it is pasted.</summary>
public sealed class SnippetTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    /// <summary>JSON with what each language would like to end a string, fill in a value or run a command with.</summary>
    private const string Hostile = """
        {
          "plain": "Überweisung 10 %, 100%s %d %% € 🙂",
          "quotes": "' \" \"\"\" '''  `id` $(id) $id ${id} !! \\ \u0041 \n {id} {{id}} {{{id}}}",
          "markup": "<b>&amp;</b> ]]> -- <!-- ",
          "nested": {"a": {"b": {"c": {"d": [[[{}]]]}}}},   
          "last": "\\"
        }
        """;

    public static TheoryData<string, string> Snippets => new(
        from language in new[] { "curl", "Python", "Java", "C#" }
        from form in Enum.GetNames<EntryForm>()
        where language != "C#" || form == nameof(EntryForm.Atom)
        select (language, form));

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Snippet_Pasted_StoresTheSampleOnce(string language, string form)
    {
        var feed = await portal.HostedFeedAsync("pasted");

        var said = await RunAsync(language, feed, EntryTemplate.Of(Enum.Parse<EntryForm>(form), new EntryParts("It's <a> \"test\"", "a & b", EntryPayload.Of(Hostile))));

        Assert.Contains("201", said, StringComparison.Ordinal);
        var stored = await OnlyEntryAsync(feed);
        using var expected = JsonDocument.Parse(Hostile);
        using var content = JsonDocument.Parse(stored.Content);
        Assert.True(JsonElement.DeepEquals(expected.RootElement, content.RootElement), stored.Content);
        Assert.Equal(("It's <a> \"test\"", "a & b"), (stored.Title, stored.Category));
    }

    [Theory]
    [InlineData("curl", nameof(EntryForm.Atom))]
    [InlineData("curl", nameof(EntryForm.Json))]
    [InlineData("curl", nameof(EntryForm.CloudEvent))]
    public async Task Snippet_WithXml_MeetsAContractOfXml(string language, string form)
    {
        var feed = await portal.HostedFeedAsync("xml");
        using var client = portal.Host.Client();
        using var published = await client.PostAsync($"/api/v1/feeds/{feed}/contracts", System.Net.Http.Json.JsonContent.Create(new
        {
            version = "1.0.0",
            language = "xsd",
            enforcement = "reject",
            schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='order'><xs:complexType><xs:sequence><xs:element name='n' type='xs:int'/></xs:sequence></xs:complexType></xs:element></xs:schema>",
        }));
        Assert.True(published.IsSuccessStatusCode, await published.Content.ReadAsStringAsync());

        var said = await RunAsync(language, feed, EntryTemplate.Of(
            Enum.Parse<EntryForm>(form), new EntryParts("XML", null, EntryPayload.Of("<?xml version='1.0'?>\n<order>\n  <n>12</n>\n</order>"))));

        Assert.Contains("201", said, StringComparison.Ordinal);
        await OnlyEntryAsync(feed);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("Python")]
    public async Task Snippet_Refused_SaysWhy(string language)
    {
        var feed = await portal.HostedFeedAsync("refused");

        var said = await RunAsync(language, feed, EntryTemplate.Any, key: "no such key");

        Assert.Contains("401", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("Python")]
    public async Task Snippet_ThatReads_ShowsTheEntries(string language)
    {
        var feed = await portal.HostedFeedAsync("read");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 3);

        var said = await RunAsync(language, feed, entry: null);

        Assert.Contains("3", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", said, StringComparison.Ordinal);
    }

    private async Task<(string Title, string Category, string Content)> OnlyEntryAsync(string feed)
    {
        using var client = portal.Host.Client();
        using var answer = await client.GetAsync($"/feeds/{feed}?limit=10");
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entry = Assert.Single(XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements(atom + "entry"));
        return (entry.Element(atom + "title")!.Value, (string?)entry.Element(atom + "category")?.Attribute("term") ?? "", entry.Element(atom + "content")!.Value);
    }

    private async Task<string> RunAsync(string language, string feed, EntryTemplate? entry, string key = TestKit.PortalHost.BootstrapKey)
    {
        var text = EndpointSnippet.For(new Uri(portal.Host.Address, $"feeds/{feed}").ToString(), key, entry).Single(s => s.Name == language).Text;
        var folder = Directory.CreateTempSubdirectory("snippet-");
        try
        {
            var (program, file) = language switch
            {
                "curl" => ("sh", "publish.sh"),
                "Python" => ("python3", "publish.py"),
                "Java" => ("java", "Publish.java"),
                _ => ("dotnet", "publish.cs"),
            };
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), text);
            string[] arguments = language switch { "Java" => ["-Dfile.encoding=UTF-8", file], "C#" => ["run", file], _ => [file] };
            return await RunAsync(program, arguments, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return $"{await output}\n{await errors}";
        }
        catch (Win32Exception)
        {
            Assert.Skip($"'{program}' is not on this machine.");
            return "";
        }
    }
}
