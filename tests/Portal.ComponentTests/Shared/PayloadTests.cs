using Bunit;
using Portal.Events.Entries;
using Portal.Web.Shared.Payloads;
using Portal.Web.Shared.Payloads.Snippets;

namespace Portal.ComponentTests.Shared;

public sealed class PayloadTests : ComponentTest
{
    [Fact]
    public void CodeLines_WithViolations_ShowsThemUnderTheirLineAndTheOthersAbove()
    {
        var code = Render<CodeLines>(p => p.Add(c => c.Text, "{\n  \"quantity\": 0\n}").Add(c => c.Violations,
        [
            new Violation("/quantity", 2, "0 is less than the minimum of 1"),
            new Violation("", null, "no currency"),
            new Violation("/far", 99, "beyond the end"),
        ]));

        Assert.Equal("  \"quantity\": 0 | 0 is less than the minimum of 1",
            $"{code.Find("li.bad .text").TextContent} | {code.Find("li.bad .why").TextContent}");
        Assert.Equal(2, code.FindAll(".elsewhere li").Count);
    }

    [Fact]
    public void CodeLines_OfMarkup_ShowsItAsText()
    {
        var code = Render<CodeLines>(p => p.Add(c => c.Text, "<script>alert(1)</script>"));

        Assert.Empty(code.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", code.Find("li .text").TextContent);
    }

    [Fact]
    public void CodeLines_OfTooManyLines_SaysHowManyAreLeftOff()
    {
        var code = Render<CodeLines>(p => p.Add(c => c.Text, string.Join('\n', Enumerable.Range(1, 1500))).Add(c => c.MaxLines, 10));

        Assert.Equal((10, "1,490 more lines are not shown."), (code.FindAll("li").Count, code.Find(".left-off").TextContent));
    }

    [Fact]
    public void CodeLines_OfALineOfAMegabyte_IsCut()
    {
        var (lines, _, _) = CodeLine.Cut(new string('x', 1_000_000), [], 10);

        Assert.EndsWith("… 996000 more characters", lines[0].Text);
    }

    [Fact]
    public void CodeLines_WhoseTextChanges_ShowsTheNewOne()
    {
        var code = Render<CodeLines>(p => p.Add(c => c.Text, "one"));

        code.Render(p => p.Add(c => c.Text, "two"));

        Assert.Equal("two", code.Find("li .text").TextContent);
    }

    [Fact]
    public void ContractTable_WithSamples_PutsEachBesideItsProperty()
    {
        var table = Render<ContractTable>(p => p.Add(t => t.Label, "OrderPlaced 2.4").Add(t => t.Rows,
        [
            new ContractRow("number", "string", "SO- and 6 digits", Sample: "\"number\": \"SO-1\""),
            new ContractRow("sku", "string", null, Depth: 1, Optional: true, Mark: "new in 2.4"),
        ]));

        Assert.Equal(["Property", "Type and rule", "Sample"], table.FindAll("thead th").Select(head => head.TextContent));
        Assert.Equal("\"number\": \"SO-1\"", table.Find("tbody tr td.sample").TextContent);
        Assert.Contains("d1", table.FindAll("tbody tr")[1].QuerySelector(".in")!.ClassList);
    }

    [Fact]
    public void ContractTable_WithoutSamples_HasNoColumnForThem() =>
        Assert.Equal(2, Render<ContractTable>(p => p.Add(t => t.Label, "x").Add(t => t.Rows, [new ContractRow("a", "string")])).FindAll("thead th").Count);

    [Fact]
    public async Task CopyButton_Pressed_CopiesAndSaysSoForAWhile()
    {
        JSInterop.Setup<bool>("portalClipboard.copy", "https://x/feeds/orders").SetResult(true);
        var button = Render<CopyButton>(p => p.Add(b => b.Text, "https://x/feeds/orders").Add(b => b.Label, "Copy endpoint"));

        var pressed = button.Find("button").ClickAsync(new());
        button.WaitForAssertion(() => Assert.Equal("Copied", button.Find("[role=status]").TextContent));
        Clock.Advance(TimeSpan.FromSeconds(3));
        await pressed;

        Assert.Equal("", button.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task CopyButton_Refused_SaysWhatToDo()
    {
        JSInterop.Setup<bool>("portalClipboard.copy", _ => true).SetResult(false);
        var button = Render<CopyButton>(p => p.Add(b => b.Text, "x").Add(b => b.Label, "Copy"));

        await button.Find("button").ClickAsync(new());

        Assert.Equal("The browser refused: select the text and copy it.", button.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task EndpointBox_OfAnotherForm_ShowsItsSnippet()
    {
        var box = Render<EndpointBox>(p => p.Add(b => b.Url, "https://x/feeds/orders"));
        Assert.Empty(box.FindAll("pre"));

        await box.FindAll(".seg button").Single(form => form.TextContent == "Python").ClickAsync(new());

        Assert.Contains("urllib.request", box.Find("pre").TextContent);
        Assert.Contains("YOUR_KEY", box.Find("pre").TextContent);
    }

    [Fact]
    public void EndpointBox_WithAnEntry_ShowsHowToPostIt()
    {
        var box = Render<EndpointBox>(p => p.Add(b => b.Url, "https://x/feeds/orders").Add(b => b.Entry, EntryTemplate.Any).Add(b => b.Key, "key-1").Add(b => b.First, "curl"));

        Assert.Contains("Authorization: Bearer key-1", box.Find("pre").TextContent);
        Assert.Contains("<title>Hello</title>", box.Find("pre").TextContent);
    }
}
