using Bunit;
using Portal.Catalogue.Access;

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
            "developer of another team" => Developer with { Team = "Finance" },
            "developer of the team" => Developer with { Team = "Sales team" },
            _ => Operator,
        });

        Assert.Equal(offered, HasTile(Open("orders", "?tab=contract"), "Publish a version"));
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
        var page = Open("orders", "?tab=contract");

        await TypeAsync(page, "Payload", payload);
        await Button(page, "Check it against 1.0.0").ClickAsync(new());

        Assert.Contains(verdict, Tile(page, "Try a payload").QuerySelector("p[role=status]")!.TextContent);
    }

    [Fact]
    public async Task Version_Published_IsInForce()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=contract");
        await TypeAsync(page, "Version", "1.0.0");
        await TypeAsync(page, "Schema", "{\"type\":\"object\"}");

        await page.Find("form.publish").SubmitAsync();

        Assert.Equal("Version 1.0.0 is in force.", page.Find("form.publish [role=status]").TextContent);
        Assert.True(HasTile(page, "What 1.0.0 declares"));
        Assert.Contains("This contract declares no property", page.Markup);
    }

    [Fact]
    public async Task Version_Refused_SaysWhatIsWrongAtItsField()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=contract");
        await TypeAsync(page, "Version", "one");

        await page.Find("form.publish").SubmitAsync();

        Assert.Contains("'one' is not a version like 1.0.0.", page.Markup);
        Assert.Contains("This is required.", page.Markup);
        Assert.Empty(Contracts.Versions);
    }

    [Fact]
    public async Task Version_WithASchemaThatDoesNotCompile_IsRefusedAtTheSchema()
    {
        SignIn(Operator);
        var page = Open("orders", "?tab=contract");
        await TypeAsync(page, "Version", "1.0.0");
        await TypeAsync(page, "Schema", "{ this is no schema");

        await page.Find("form.publish").SubmitAsync();

        Assert.Contains("line 1", Tile(page, "Publish a version").TextContent);
        Assert.Empty(Contracts.Versions);
    }

    [Fact]
    public async Task Version_ThatIsThereAlready_IsRefusedWithItsReason()
    {
        SignIn(Operator with { Roles = PortalRoles.All });
        Publish("1.0.0");
        var page = Open("orders", "?tab=contract");
        await TypeAsync(page, "Version", "1.0.0");
        await TypeAsync(page, "Schema", "{\"type\":\"object\"}");

        await page.Find("form.publish").SubmitAsync();

        Assert.Contains("is published already; published versions never change", page.Find("[role=alert]").TextContent);
    }
}
