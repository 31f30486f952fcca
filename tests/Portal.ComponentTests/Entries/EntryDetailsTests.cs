using Bunit;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Shared.Entries;
using Portal.Web.Shared.Payloads;

namespace Portal.ComponentTests.Entries;

public sealed class EntryDetailsTests : ComponentTest
{
    private const string Hostile =
        "<p onclick=\"x()\">Fine</p><script>alert(1)</script><img src=x onerror=alert(1)><a href=\"javascript:alert(1)\">link</a><iframe src=\"https://evil.example\"></iframe><form><input></form>";

    private static readonly Violation Wrong = new("/quantity", 2, "0 is less than the minimum of 1");

    [Theory]
    [InlineData("html")]
    [InlineData("xhtml")]
    public void Content_ThatIsHostileMarkup_IsHarmless(string type) => AssertHarmless(Show(With(new EntryContent(type, Hostile))));

    [Fact]
    public void Summary_ThatIsHostileMarkup_IsHarmless() =>
        AssertHarmless(Show(With(null) with { Summary = new EntryText(TextKind.Html, Hostile) }));

    [Fact]
    public void Summary_ThatIsText_ShowsItsMarkupAsText()
    {
        var details = Show(With(null) with { Summary = EntryText.Plain("1 < 2 <b>") });

        Assert.Empty(details.FindAll("b"));
        Assert.Contains("1 < 2 <b>", details.Find(".body").TextContent);
    }

    [Fact]
    public void Title_ThatIsMarkup_ShowsItsText()
    {
        var details = Show(With(null) with { Title = new EntryText(TextKind.Html, "Tom &amp; <b>Jerry</b><script>alert(1)</script>") });

        Assert.Equal("Tom & Jerry", details.Find("h2").TextContent);
    }

    [Fact]
    public void Title_OfAMegabyte_IsCut() =>
        Assert.Equal(new string('x', EntryTitle.MaxLength) + " …", Show(With(null) with { Title = EntryText.Plain(new string('x', 1_000_000)) }).Find("h2").TextContent);

    [Theory]
    [InlineData("application/json", "{\n  \"a\": \"<script>\"\n}")]
    [InlineData("application/vnd.orders+json; charset=utf-8", "{\n}")]
    [InlineData("application/xml", "<order>\n  <line/>\n</order>")]
    [InlineData("application/atom+xml", "<entry/>")]
    [InlineData("image/svg+xml", "<svg onload=\"alert(1)\"/>")]
    [InlineData("text/html", "<script>alert(1)</script>")]
    [InlineData("text/plain", "plain\ntext")]
    [InlineData("text", "plain")]
    [InlineData("TEXT", "plain")]
    [InlineData("", "plain")]
    public void Payload_OfText_IsShownLineByLineAsItIs(string type, string payload)
    {
        var details = Show(With(new EntryContent(type, payload)));

        Assert.Equal(payload.Split('\n'), details.FindAll("[aria-label=Payload] .text").Select(line => line.TextContent));
        Assert.Empty(details.FindAll(".body script, svg[onload]"));
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("image/png")]
    [InlineData("application/pdf")]
    public void Payload_OfBytes_SaysSoInsteadOfShowingThem(string type)
    {
        var details = Show(With(new EntryContent(type, "iVBORw0KGgo=")));

        Assert.Contains("Binary content is not shown", details.Markup);
        Assert.Contains(type, details.Find("h3").TextContent);
        Assert.DoesNotContain("iVBORw0KGgo=", details.Markup);
    }

    [Fact]
    public void Payload_OfManyMegabytes_IsCutAndSaysSo()
    {
        var line = new string('x', 3_999);

        var details = Show(With(new EntryContent("text/plain", string.Join('\n', Enumerable.Repeat(line, 4_096)))));

        Assert.InRange(details.Markup.Length, CodeLine.MaxLength, CodeLine.MaxLength + 100_000);
        Assert.Equal("3,995 more lines are not shown.", details.Find(".left-off").TextContent);
    }

    [Fact]
    public void Payload_OfOneHugeLine_IsCutAndSaysSo()
    {
        var details = Show(With(new EntryContent("application/json", new string('x', 16_000_000))));

        Assert.EndsWith("… 15996000 more characters", details.Find("[aria-label=Payload] .text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_OfManyMegabytes_IsCutAndSaysSo()
    {
        var details = Show(With(new EntryContent("html", string.Concat(Enumerable.Repeat("word ", 1_000_000)))));

        Assert.Contains("The text is cut after 200,000 characters", details.Markup);
        Assert.InRange(details.Markup.Length, 1, EntryHtml.MaxLength + 10_000);
    }

    [Theory]
    [InlineData("https://example.org/big.pdf", true)]
    [InlineData("http://example.org/big.pdf", true)]
    [InlineData("javascript:alert(document.cookie)", false)]
    [InlineData("data:text/html,<script>alert(1)</script>", false)]
    [InlineData("/settings", false)]
    public void Content_ThatIsElsewhere_IsALinkOnlyToTheWeb(string src, bool isLink)
    {
        var details = Show(With(new EntryContent("application/pdf", null, src)));

        Assert.Equal(isLink ? [src] : [], details.FindAll(".body a").Select(a => a.GetAttribute("href")));
        Assert.Contains(src, details.Find(".body").TextContent);
    }

    [Theory]
    [InlineData("javascript:alert(1)", 0)]
    [InlineData("data:text/html,x", 0)]
    [InlineData("relative/path", 0)]
    [InlineData("https://example.org/order/1", 1)]
    public void Links_LeadOnlyToTheWeb(string href, int shown) =>
        Assert.Equal(shown, Show(With(null) with { Links = [new EntryLink(href, "related", Title: "More")] }).FindAll(".facts a").Count);

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("html", null)]
    [InlineData("image/png", null)]
    [InlineData("application/json", "https://example.org/1.json")]
    [InlineData(null, null)]
    public void Violations_AreShownWhateverTheContentIs(string? type, string? src)
    {
        var content = type is null ? null : new EntryContent(type, src is null ? "{\n\"quantity\": 0 }" : null, src);

        var details = Show(With(content), new ContractVerdict(Conformance.Invalid, "1.2.0", [Wrong]));

        Assert.Contains(Wrong.Message, details.Find(".body").TextContent);
        Assert.Contains("Invalid", details.Find(".body").TextContent);
        Assert.Contains("contract 1.2.0", details.Find(".body").TextContent);
    }

    [Fact]
    public void Tombstone_SaysWhenItWasDeleted()
    {
        var details = Show(With(null).ToTombstone(Now));

        Assert.Equal("Deleted entry", details.Find("h2").TextContent);
        Assert.Contains("2026-11-23 14:32:00 UTC", Fact(details, "Deleted"));
    }

    [Fact]
    public void Facts_OfAnEntryWithoutAny_SayWhatIsNotKnown()
    {
        var details = Show(With(null));

        Assert.Equal("not said", Fact(details, "Published"));
        Assert.Contains("Unchecked", details.Find(".body").TextContent);
    }

    [Fact]
    public void Facts_OfAnEntry_AreNamed()
    {
        var details = Show(With(null) with
        {
            Published = Now.AddSeconds(-3),
            Authors = [new Person(null, "ann@example.org"), new Person("Bob")],
            Categories = [new Category("order.placed"), new Category("eu")],
        });

        Assert.Equal("2026-11-23 14:32:00 UTC, 3 s later", Fact(details, "Received"));
        Assert.Equal("ann@example.org, Bob", Fact(details, "Author"));
        Assert.Equal("order.placed eu", Fact(details, "Categories"));
        Assert.Equal("1,284", Fact(details, "Position"));
    }

    [Fact]
    public void Close_LeadsBackToTheList() =>
        Assert.Equal("catalogue/orders?tab=entries", Show(With(null)).Find("[aria-label='Close the entry']").GetAttribute("href"));

    private static Entry With(EntryContent? content) => new() { Id = "urn:1", Title = EntryText.Plain("An order"), Content = content };

    private IRenderedComponent<EntryDetails> Show(Entry entry, ContractVerdict? verdict = null) => Render<EntryDetails>(parameters => parameters
        .Add(details => details.Close, "catalogue/orders?tab=entries")
        .Add(details => details.Recorded, new RecordedEntry
        {
            Position = new EventPosition(1284),
            Feed = FeedId.Parse("orders"),
            Entry = entry,
            Received = Now,
            Verdict = verdict ?? ContractVerdict.Unchecked,
            Size = entry.Content?.Value?.Length ?? 0,
        }));

    private static void AssertHarmless(IRenderedComponent<EntryDetails> details)
    {
        Assert.Empty(details.FindAll(".body script, .body img, .body iframe, .body form, .body input, .body [onclick], .body a[href^=javascript]"));
        Assert.Contains("Fine", details.Find(".body").TextContent);
    }

    private static string Fact(IRenderedComponent<EntryDetails> details, string name) =>
        details.FindAll("dt").Single(dt => dt.TextContent == name).NextElementSibling!.TextContent.Trim();
}
