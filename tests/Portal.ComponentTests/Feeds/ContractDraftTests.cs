using AngleSharp.Dom;
using Bunit;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Events;
using Portal.Web.Features.Contracts;
using Portal.Web.Shared.Choices;

namespace Portal.ComponentTests.Feeds;

/// <summary>The page on which a version is written, and what it says before anything is published.</summary>
public sealed class ContractDraftTests : FeedPageTest
{
    private const string First = """{ "type": "object", "required": ["number"], "properties": { "number": { "type": "string" } } }""";
    private const string Widened = """{ "type": "object", "required": ["number"], "properties": { "number": { "type": "string" }, "note": { "type": "string" } } }""";
    private const string Narrowed = """{ "type": "object", "required": ["number", "total"], "properties": { "number": { "type": "string" }, "total": { "type": "number" } } }""";

    public ContractDraftTests() => Feeds.Add("orders", "Orders");

    [Fact]
    public void Draft_ByOneWhoOnlyReads_IsDenied()
    {
        SignIn(Viewer);

        Assert.Equal("NoPermission", Page().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Draft_ThatIsNotThere_SaysSo()
    {
        SignIn(Operator);

        Assert.Equal("NoMatch", Page(Guid.NewGuid()).Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Draft_Typed_IsJudgedAtOnceWithLineAndPosition()
    {
        SignIn(Operator);
        var page = Page();

        await SchemaAsync(page, "{\n  nothing }");

        Assert.Contains("1 error", page.Markup);
        Assert.Contains("Position", page.Find("li.bad .why").TextContent);
        Assert.True(ButtonOf(page, "Publish 1.0.0").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Draft_ThatBreaks_ShowsWhomAndWhichVersionItShouldBe()
    {
        SignIn(Operator);
        Publish("1.0.0", First);
        var page = Page();
        await page.Find("input[aria-label='Version']").InputAsync("1.2.0");

        await SchemaAsync(page, Narrowed);

        Assert.Contains("It should be a major version: something breaks, compared with 1.0.0.", page.Markup);
        Assert.Equal("Make it 2.0.0", page.FindAll("button").Single(b => b.TextContent.Contains("Make it", StringComparison.Ordinal)).TextContent.Trim());
        Assert.NotEmpty(page.FindAll("tr[data-breaking]"));
        Assert.False(ButtonOf(page, "Publish 1.2.0").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Draft_LowerThanTheNewest_CannotBePublishedAndSaysWhy()
    {
        SignIn(Operator);
        Publish("2.0.0", First);
        var page = Page();
        await page.Find("input[aria-label='Version']").InputAsync("1.0.0");

        await SchemaAsync(page, First);

        Assert.Contains("goes backward", page.Markup);
        Assert.True(ButtonOf(page, "Publish 1.0.0").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData(First, "1.4.1")]
    [InlineData(Widened, "1.5.0")]
    [InlineData(Narrowed, "2.0.0")]
    public async Task Draft_NewOnAFeedWithVersions_ProposesTheNumberThatTheChangeNeeds(string schema, string version)
    {
        SignIn(Operator);
        Publish("1.4.0", First);
        var page = Page();
        Assert.Equal("1.5.0", page.Find("input[aria-label='Version']").GetAttribute("value"));

        await SchemaAsync(page, schema);

        Assert.Equal(version, page.Find("input[aria-label='Version']").GetAttribute("value"));
        Assert.False(ButtonOf(page, $"Publish {version}").HasAttribute("disabled"));
    }

    [Fact]
    public void Draft_BoxesForTexts_TakeWhatFitsAMessage()
    {
        SignIn(Operator);
        var page = Page();

        Assert.Equal(
            [$"{PastedText.BoxLength}", $"{PastedText.BoxLength}"],
            page.FindAll("textarea").Select(box => box.GetAttribute("maxlength")));
    }

    [Fact]
    public async Task Draft_VersionTypedAsItWasProposed_IsAChoice()
    {
        SignIn(Operator);
        Publish("1.4.0", First);
        var page = Page();
        await page.Find("input[aria-label='Version']").InputAsync("1.5.");
        await page.Find("input[aria-label='Version']").InputAsync("1.5.0");

        await SchemaAsync(page, Narrowed);

        Assert.Equal("1.5.0", page.Find("input[aria-label='Version']").GetAttribute("value"));
        Assert.Contains("Make it 2.0.0", page.Markup);
    }

    [Theory]
    [InlineData(PastedText.BoxLength, "What was pasted is cut", false)]
    [InlineData(PastedText.BoxLength + 1, "too long to be changed here", true)]
    public async Task Draft_SchemaThatFitsNoMessage_SaysSoAndCannotBeTyped(int length, string words, bool isReadOnly)
    {
        SignIn(Operator);
        var id = Guid.NewGuid();
        await Drafts.AddAsync(Draft(id, new string(' ', length)));
        var page = Page(id);

        Assert.Contains(words, page.Markup);
        Assert.Equal(isReadOnly, page.Find("textarea").HasAttribute("readonly"));
    }

    [Fact]
    public async Task Draft_Published_GoesAndIsAVersion()
    {
        SignIn(Operator);
        var page = Page();
        await SchemaAsync(page, First);

        await ButtonOf(page, "Publish 1.0.0").ClickAsync(new());

        Assert.Equal(["1.0.0"], Contracts.Versions.Select(v => v.Version.ToString()));
    }

    [Fact]
    public async Task Draft_SavedBySomebodyElse_ShowsTheirsAndOverwritesNothing()
    {
        SignIn(Operator);
        var id = Guid.NewGuid();
        await Drafts.AddAsync(Draft(id, "true"));
        var page = Page(id);
        var theirs = Draft(id, "false");
        theirs.Revision = 2;
        theirs.ChangedBy = "Mia";
        await Drafts.SaveAsync(theirs);
        await SchemaAsync(page, First);

        await page.InvokeAsync(() => ButtonOf(page, "Save draft").ClickAsync(new()));

        Assert.Contains("Mia saved revision 2 in the meantime", page.Markup);
        Assert.Equal("false", Drafts.Drafts[id].Content.Schema);
        await page.InvokeAsync(() => ButtonOf(page, "Save mine over it").ClickAsync(new()));
        Assert.Equal((3, First), (Drafts.Drafts[id].Revision, Drafts.Drafts[id].Content.Schema));
    }

    private static IElement ButtonOf(IRenderedComponent<ContractDraftPage> page, string word) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == word);

    private async Task SchemaAsync(IRenderedComponent<ContractDraftPage> page, string schema)
    {
        await page.FindAll("section.tile").Single(tile => tile.QuerySelector("h2")?.TextContent.Trim() == "Draft").QuerySelector("textarea")!.InputAsync(schema);

        // What is typed is judged when the typing rests.
        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromSeconds(1)));
        page.WaitForAssertion(() => Assert.DoesNotContain("Nothing to check yet", page.Markup));
    }

    private static StoredDraft Draft(Guid id, string schema) => new()
    {
        Id = id,
        Feed = FeedId.Parse("orders"),
        Content = new ContractDraft { Version = "1.0.0", Language = "json-schema", Schema = schema },
        Created = Now,
        CreatedBy = "Kim",
        Changed = Now,
        ChangedBy = "Kim",
    };

    private IRenderedComponent<ContractDraftPage> Page(Guid? draft = null)
    {
        GoTo("catalogue/orders/contract/draft");
        RenderDialogs();
        return Render<ContractDraftPage>(page => page.Add(p => p.Id, "orders").Add(p => p.Draft, draft));
    }
}
