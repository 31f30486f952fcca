using Bunit;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Web.Features.Catalogue;

namespace Portal.ComponentTests.Catalogue;

public sealed class AddFeedPageTests : DeskTest
{
    [Theory]
    [InlineData("viewer")]
    [InlineData("developer")]
    public void AddFeed_OfWhomMayNot_SaysWhatToDoInstead(string role)
    {
        SignIn(role == "viewer" ? Viewer : Developer);

        var page = Open();

        Assert.Equal(("NoPermission", "requests/new"), (page.Find(".empty").GetAttribute("data-empty"), page.Find(".empty a").GetAttribute("href")));
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    public void AddFeed_BeforeTheReaderIsKnown_DeniesNothing()
    {
        SignIn(new TaskCompletionSource<Portal.Catalogue.Access.Actor>().Task);

        var page = Open();

        Assert.Contains("Loading the form", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll(".empty"));
    }

    [Theory]
    [InlineData("", "Follow this feed", true)]
    [InlineData("?channel=http", "Follow this feed", true)]
    [InlineData("?channel=hosted", "Add this feed", false)]
    [InlineData("?channel=no-such", "Follow this feed", true)]
    public void AddFeed_ChannelInTheAddress_IsTheOneAskedFor(string query, string action, bool asksForAddress)
    {
        SignIn(Operator);

        var page = Open(query);

        Assert.Equal(action, page.Find("button[type=submit]").TextContent.Trim());
        Assert.Equal(asksForAddress, page.FindAll("[aria-label='Address of the feed']").Count == 1);
        Assert.Equal(!asksForAddress, page.FindAll("[aria-label='Most bytes of an entry']").Count == 1);
    }

    [Fact]
    public void AddFeed_Channels_LeadToTheirAddress()
    {
        SignIn(Operator);

        Assert.Equal(
            ["", "?channel=hosted"],
            Open("?channel=hosted").FindAll("[aria-label='How entries come in'] a").Select(channel => new Uri(channel.GetAttribute("href")!).Query));
    }

    [Fact]
    public async Task AddFeed_TitleTyped_SuggestsTheIdUntilOneIsChosen()
    {
        SignIn(Operator);
        var page = Open();

        await TypeAsync(page, "Title", "Orders & Returns (EU)");
        Assert.Equal("orders-returns-eu", ValueOf(page, "Id"));
        await TypeAsync(page, "Id", "mine");
        await TypeAsync(page, "Title", "Something else");

        Assert.Equal("mine", ValueOf(page, "Id"));
    }

    [Fact]
    public async Task AddFeed_Empty_SaysWhatIsMissingAndAddsNothing()
    {
        SignIn(Operator);
        var page = Open();

        await page.Find("form").SubmitAsync();

        Assert.Equal(5, page.FindAll(".mud-input-error .mud-input-helper-text, .mud-input-helper-text.mud-input-error").Count(text => text.TextContent.Contains("This is required.", StringComparison.Ordinal)));
        Assert.Empty(Feeds.Feeds);
    }

    [Theory]
    [InlineData("Address of the feed", "ftp://example.org", "'ftp://example.org' is not an absolute http or https address.")]
    [InlineData("Address of the feed", "https://user:secret@example.org/", "An address must not carry a user name or password.")]
    [InlineData("Id", "add", "'add' is the address of a page of the catalogue: choose another id.")]
    [InlineData("Id", "portal-activity", "'portal-activity' is the portal's own feed.")]
    [InlineData("Id", "Not An Id", "'Not An Id' does not fit")]
    [InlineData("Poll every (seconds)", "0.5", "Between one second")]
    [InlineData("Poll every (seconds)", "NaN", "'NaN' is not a number.")]
    [InlineData("Poll every (seconds)", "soon", "'soon' is not a number.")]
    public async Task AddFeed_FieldThatDoesNotFit_SaysWhy(string field, string text, string why)
    {
        SignIn(Operator);
        var page = Open();
        await FillAsync(page);
        await TypeAsync(page, field, text);

        await page.Find("form").SubmitAsync();

        Assert.Contains(why, page.Find("form").TextContent);
        Assert.Empty(Feeds.Feeds);
    }

    [Fact]
    public async Task AddFeed_TakenId_SaysSoAtTheId()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        var page = Open();
        await FillAsync(page);

        await page.Find("form").SubmitAsync();

        Assert.Contains("The feed id 'orders' is taken.", page.Find("form").TextContent);
        Assert.False(page.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task AddFeed_ThatFits_IsAddedAndLeadsToItsPage()
    {
        SignIn(Operator);
        var page = Open();
        await FillAsync(page);

        await page.Find("form").SubmitAsync();

        var feed = Feeds.Feeds[FeedId.Parse("orders")];
        Assert.Equal(("Orders", "Sales team", "Sales"), (feed.Title, feed.Owner, feed.Domain));
        Assert.Equal(new FeedChannel.Http { Url = "https://example.org/feed", PollInterval = TimeSpan.FromSeconds(60) }, feed.Channel);
        Assert.EndsWith("/catalogue/orders", Address, StringComparison.Ordinal);
    }

    private IRenderedComponent<AddFeedPage> Open(string query = "")
    {
        GoTo("catalogue/add" + query);
        RenderDialogs();
        return Render<AddFeedPage>();
    }

    private static async Task FillAsync(IRenderedComponent<AddFeedPage> page)
    {
        await TypeAsync(page, "Address of the feed", "https://example.org/feed");
        await TypeAsync(page, "Title", "Orders");
        await TypeAsync(page, "Owner", "Sales team");
        await TypeAsync(page, "Domain", "Sales");
    }

    private static Task TypeAsync(IRenderedComponent<AddFeedPage> page, string label, string text) =>
        page.Find($"[aria-label='{label}']").InputAsync(text);

    private static string? ValueOf(IRenderedComponent<AddFeedPage> page, string label) => page.Find($"[aria-label='{label}']").GetAttribute("value");
}
