using Bunit;
using Portal.Catalogue.Contracts;
using Portal.Events.Entries;

namespace Portal.ComponentTests.Feeds;

public sealed class ContractTests : FeedPageTest
{
    public ContractTests() => Feeds.Add("orders", "Orders");

    [Fact]
    public void Contract_WithoutAVersion_SaysWhatThatMeans()
    {
        SignIn(Viewer);

        var page = Open("orders", "?tab=contract");

        Assert.Equal("NothingYet", page.Find(".empty").GetAttribute("data-empty"));
        Assert.Contains("stored unchecked until a contract version is published", page.Find(".empty").TextContent);
    }

    [Theory]
    [InlineData("viewer", false)]
    [InlineData("developer of another team", false)]
    [InlineData("developer of the team", true)]
    [InlineData("operator", true)]
    public void Contract_PublishingAVersion_IsOfferedToWhomMay(string role, bool offered)
    {
        SignIn(role switch
        {
            "viewer" => Viewer,
            "developer of another team" => Developer with { Teams = new HashSet<string> { "Finance" } },
            "developer of the team" => Developer with { Teams = new HashSet<string> { "Sales team" } },
            _ => Operator,
        });

        Assert.Equal(offered, HasTile(Open("orders", "?tab=contract"), "Drafts"));
    }

    [Fact]
    public void Contract_Versions_LeadToTheirAddress()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Publish("1.1.0");

        var versions = Tile(Open("orders", "?tab=contract"), "Versions").QuerySelectorAll("a");

        Assert.Equal(["1.1.0", "1.0.0"], versions.Select(version => version.TextContent));
        Assert.Equal(["true", null], versions.Select(version => version.GetAttribute("aria-current")));
        Assert.Equal("?tab=contract&version=1.0.0", new Uri(versions[1].GetAttribute("href")!).Query);
    }

    [Theory]
    [InlineData("1.0.0", "What 1.0.0 declares")]
    [InlineData("9.9.9", "What 1.1.0 declares")]
    [InlineData("<script>", "What 1.1.0 declares")]
    public void Contract_VersionInTheAddress_IsTheOneShown(string version, string shown)
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Publish("1.1.0");

        Assert.True(HasTile(Open("orders", $"?tab=contract&version={Uri.EscapeDataString(version)}"), shown));
    }

    [Fact]
    public async Task Contract_FindAProperty_ShowsOnlyWhatMatches()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        var page = Open("orders", "?tab=contract");

        await Tile(page, "What 1.0.0 declares").QuerySelector("input")!.InputAsync("no such property");
        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromMilliseconds(300)));

        page.WaitForAssertion(() => Assert.Equal("NoMatch", page.Find(".empty").GetAttribute("data-empty")));
    }

    [Fact]
    public void Contract_ThatDoesNotCompileAnyMore_SaysSoAndLeavesTheOthersInReach()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Publish("1.1.0", "{ this is no schema");

        var page = Open("orders", "?tab=contract");

        Assert.Contains("Contract 1.1.0 cannot be used", page.Find("[role=alert]").TextContent);
        Assert.False(HasTile(page, "Try a payload"));
        Assert.Equal(2, Tile(page, "Versions").QuerySelectorAll("a").Length);
    }

    [Theory]
    [InlineData("{\"number\":\"1\"}", "It meets the contract.")]
    [InlineData("{\n}", "1 violation")]
    [InlineData("not even JSON", "1 violation")]
    public async Task Payload_Tried_IsHeldAgainstTheContract(string payload, string verdict)
    {
        SignIn(Viewer);
        Publish("1.0.0");
        var page = Open("orders", "?tab=contract&view=check");

        await TypeAsync(page, "Payload", payload);
        await Button(page, "Check it against 1.0.0").ClickAsync(new());

        Assert.Contains(verdict, Tile(page, "Try a payload").QuerySelector("p[role=status]")!.TextContent);
    }

    [Fact]
    public void Contract_States_AreMarkedAndSayWhatIsInForce()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Publish("2.0.0", state: ContractState.Deprecated);
        Publish("3.0.0", state: ContractState.Retired);

        var page = Open("orders", "?tab=contract");

        Assert.True(HasTile(page, "Contract 2.0.0"));
        Assert.Equal(["Retired", "Deprecated"], Tile(page, "Versions").QuerySelectorAll(".grow .chip").Select(chip => chip.TextContent));
        Assert.Contains("In force", Tile(page, "Contract 2.0.0").TextContent);
        Assert.Contains("Move on to a newer version", Tile(page, "Contract 2.0.0").TextContent);
    }

    [Fact]
    public async Task Contract_Deprecated_ByItsAuthor_IsSo()
    {
        SignIn(Operator);
        Publish("1.0.0");
        var page = Open("orders", "?tab=contract");

        await Button(page, "Deprecate").ClickAsync(new());

        Assert.Equal(ContractState.Deprecated, Contracts.Versions[0].State);
        Assert.Equal(["Take back", "Retire"], Tile(page, "Contract 1.0.0").QuerySelectorAll("button").Select(button => button.TextContent.Trim()));
    }

    [Fact]
    public void Contract_Compared_ShowsWhatBreaksWhom()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Publish("2.0.0", """{ "type": "object", "required": ["number", "total"], "properties": { "number": { "type": "string" }, "total": { "type": "number" } } }""");

        var page = Open("orders", "?tab=contract&view=compare&from=1.0.0&to=2.0.0");

        var rows = Tile(page, "1.0.0 to 2.0.0").QuerySelectorAll("tbody tr");
        Assert.Equal(
            ["/number documentation changed nobody", "/total property added producers"],
            rows.Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelector("td")!.FirstChild!.TextContent.Trim()} {row.QuerySelectorAll("td")[1].TextContent.Trim()}"));
    }

    [Fact]
    public void Contract_Violations_AreRankedByPathWithALinkToAnEntry()
    {
        SignIn(Viewer);
        Publish("1.0.0");
        Log.Begins = Now.AddHours(-1);
        foreach (var path in new[] { "/lines/0/sku", "/lines/7/sku", "/number" })
        {
            Log.Add("orders", new Entry { Id = path }, new ContractVerdict(Conformance.Invalid, "1.0.0", [new Violation(path, 1, "It is wrong.", "type")]));
        }

        var rows = Tile(Open("orders", "?tab=contract&view=violations"), "Violations by path").QuerySelectorAll("tbody tr");

        Assert.Equal(["/lines/*/sku 2", "/number 1"], rows.Select(row => $"{row.QuerySelector("th")!.TextContent} {row.QuerySelectorAll("td")[1].TextContent}"));
        Assert.Equal("catalogue/orders?tab=entries&entry=2", rows[0].QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Contract_Checked_SaysHowManyRecordedEntriesWouldFail()
    {
        SignIn(Operator);
        Publish("1.0.0");
        Log.Begins = Now.AddHours(-1);
        Log.Add("orders", new Entry { Id = "good", Content = new EntryContent("application/json", """{"number":"1"}""") });
        Log.Add("orders", new Entry { Id = "bad", Content = new EntryContent("application/json", "{}") });
        var page = Open("orders", "?tab=contract&view=check");
        Assert.Contains("Not checked yet", page.Markup);

        await Button(page, "Check the entries").ClickAsync(new());
        using var stop = new CancellationTokenSource();
        var running = Checks.RunAsync((_, _) => { }, stop.Token);

        page.WaitForAssertion(() => Assert.Contains("2 of 2 entries judged, 1 would fail", Tile(page, "Recorded entries against it").TextContent));
        Assert.Equal("catalogue/orders?tab=entries&entry=2", Tile(page, "Recorded entries against it").QuerySelector("tbody a")!.GetAttribute("href"));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Contract_Samples_AreRecordedMadeUpAndKept()
    {
        SignIn(Operator);
        Publish("1.0.0");
        Log.Add(
            "orders", new Entry { Id = "one", Content = new EntryContent("application/json", """{"number":"SO-1"}""") },
            new ContractVerdict(Conformance.Valid, "1.0.0", []));
        var page = Open("orders", "?tab=contract&view=samples");

        Assert.Equal(["Recorded 1", "Made up"], Tile(page, "Samples").QuerySelectorAll("[aria-label=Sample] button").Select(button => button.TextContent));
        await TypeAsync(page, "What it shows", "A wrong one");
        await page.Find("textarea[aria-label='Sample payload'], textarea").ChangeAsync(new() { Value = "<order/>" });
        await page.FindAll("form")[^1].SubmitAsync();

        Assert.Contains("It does not meet 1.0.0, which asks for application/json", page.Markup);
        Assert.Empty(Samples.Samples);
    }
}
