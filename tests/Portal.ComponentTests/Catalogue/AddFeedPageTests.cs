using Bunit;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Ingestion.Channels.Credentials;
using Portal.Web.Features.Catalogue;
using Portal.Web.Features.Following;

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

    [Fact]
    public async Task AddFeed_LookedAt_ShowsWhatWasFoundAndFillsInWhatNobodyChose()
    {
        SignIn(Operator);
        Sources.Documents["https://example.org/feed"] = """
            <rss version="2.0"><channel><title>Orders für Übersee</title><description>All of them</description><ttl>30</ttl>
            <item><guid>2</guid><title>Second</title><pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate></item>
            <item><guid>1</guid><title>First</title><pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate></item></channel></rss>
            """;
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/feed");

        await LookAsync(page);

        var found = page.Find("[aria-label='What was found']");
        Assert.Equal("Orders für Übersee", found.QuerySelector("h2")!.TextContent);
        Assert.Equal(["Second", "First"], found.QuerySelectorAll("tbody td:first-child").Select(cell => cell.TextContent));
        Assert.Contains("2 entries over 4 h", found.TextContent);
        Assert.Equal(("Orders für Übersee", "orders-fur-ubersee", "3600"), (ValueOf(page, "Title"), ValueOf(page, "Id"), ValueOf(page, "Poll every (seconds)")));
    }

    [Fact]
    public async Task AddFeed_LookedAtAfterSomethingWasTyped_KeepsIt()
    {
        SignIn(Operator);
        Sources.Documents["https://example.org/feed"] = "<rss version='2.0'><channel><title>T</title><ttl>30</ttl></channel></rss>";
        var page = Open();
        await FillAsync(page);
        await TypeAsync(page, "Poll every (seconds)", "7");

        await LookAsync(page);

        Assert.Equal(("Orders", "orders", "7"), (ValueOf(page, "Title"), ValueOf(page, "Id"), ValueOf(page, "Poll every (seconds)")));
        Assert.Contains("It has no entries yet.", page.Markup);
    }

    [Fact]
    public async Task AddFeed_AnotherAddressAfterALook_NoLongerShowsWhatWasFoundAtTheFirst()
    {
        SignIn(Operator);
        Sources.Documents["https://example.org/feed"] = "<rss version='2.0'><channel><title>T</title></channel></rss>";
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/feed");
        await LookAsync(page);
        Assert.Single(page.FindAll("[aria-label='What was found']"));

        await TypeAsync(page, "Address of the feed", "https://example.org/other");

        Assert.Empty(page.FindAll("[aria-label='What was found']"));
    }

    [Theory]
    [InlineData("https://EXAMPLE.org:443/feed")]
    [InlineData("https://example.org/feed")]
    public async Task AddFeed_AddressThatIsFollowed_SaysWhichFeedDoes(string address)
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders", channel: new FeedChannel.Http { Url = "https://example.org/feed", PollInterval = TimeSpan.FromMinutes(1) });
        Sources.Documents[address] = "<rss version='2.0'><channel><title>T</title></channel></rss>";
        var page = Open();
        await TypeAsync(page, "Address of the feed", address);

        await LookAsync(page);

        Assert.Contains("This address is followed already: Orders.", page.Find(".found").TextContent);
    }

    [Fact]
    public async Task AddFeed_WebPage_OffersItsFeedsToLookAt()
    {
        SignIn(Operator);
        Sources.Documents["https://example.org/"] = "<!doctype html><link rel=alternate type=application/rss+xml title=News href=/feed>";
        Sources.Documents["https://example.org/feed"] = "<rss version='2.0'><channel><title>News</title></channel></rss>";
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/");
        await LookAsync(page);
        Assert.Contains("The address serves a web page, not a feed", page.Find(".found").TextContent);

        await page.Find("[aria-label='Look at https://example.org/feed']").ClickAsync(new());

        Assert.Equal(("https://example.org/feed", "News"), (ValueOf(page, "Address of the feed"), ValueOf(page, "Title")));
        Assert.Empty(page.FindAll(".offers"));
    }

    [Fact]
    public async Task AddFeed_NothingThere_SaysWhatAndWhatToDo()
    {
        SignIn(Operator);
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/nothing");

        await LookAsync(page);

        Assert.Contains("There is nothing at the address: The server answered 404 Not Found.", page.Find(".found").TextContent);
        Assert.Contains("Check the address", page.Find(".found").TextContent);
    }

    [Fact]
    public async Task AddFeed_AddressThatIsFollowed_SaysAsWhat()
    {
        SignIn(Operator);
        Feeds.Add("orders", "Orders");
        Feeds.Feeds[FeedId.Parse("orders")].Channel = new FeedChannel.Http { Url = "https://example.org/feed" };
        Sources.Documents["https://example.org/feed"] = "<rss version='2.0'><channel><title>T</title></channel></rss>";
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/feed");

        await LookAsync(page);

        Assert.Equal("catalogue/orders", page.Find(".found a").GetAttribute("href"));
    }

    [Fact]
    public async Task AddFeed_WithCredentials_AreStoredEncryptedForItsAddress()
    {
        SignIn(Operator);
        var page = Open();
        await FillAsync(page);
        page.FindComponent<CredentialFields>().Instance.Form.Kind = "bearer";
        page.Render();
        await TypeAsync(page, "Token", "s3cret");

        await LookAsync(page);
        await page.Find("form").SubmitAsync();

        var mine = new SourceCredentials(new Uri("https://example.org/feed"), new FeedCredentials.Bearer("s3cret"));
        Assert.Equal(mine, Assert.Single(Sources.Requests).Credentials);
        var stored = Assert.IsType<FeedChannel.Http>(Feeds.Feeds[FeedId.Parse("orders")].Channel).Credentials!;
        Assert.Equal(("bearer", Clock.GetUtcNow()), (stored.Kind, stored.Set));
        Assert.Equal(mine, Vault.Read(stored.Secret));
        Assert.DoesNotContain("s3cret", stored.Secret, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/feed", true)]
    [InlineData("https://elsewhere.example/feed", false)]
    [InlineData("http://example.org/feed", false)]
    public async Task AddFeed_OfferOfAWebPage_GetsTheCredentialsOnlyOnItsServer(string offer, bool gets)
    {
        SignIn(Operator);
        Sources.Documents["https://example.org/"] = $"<!doctype html><link rel=alternate type=application/rss+xml title=News href={offer}>";
        Sources.Documents[offer] = "<rss version='2.0'><channel><title>News</title></channel></rss>";
        var page = Open();
        await TypeAsync(page, "Address of the feed", "https://example.org/");
        page.FindComponent<CredentialFields>().Instance.Form.Kind = "bearer";
        page.Render();
        await TypeAsync(page, "Token", "s3cret");
        await LookAsync(page);

        await page.Find($"[aria-label='Look at {offer}']").ClickAsync(new());

        Assert.Equal([true, gets], Sources.Requests.Select(request => request.Credentials is not null));
    }

    [Fact]
    public async Task AddFeed_CredentialsThatDoNotFit_SaySoAtTheirField()
    {
        SignIn(Operator);
        var page = Open();
        await FillAsync(page);
        page.FindComponent<CredentialFields>().Instance.Form.Kind = "oauth2";
        page.Render();

        await page.Find("form").SubmitAsync();

        Assert.Contains("The address of the token endpoint is required", page.Find(".credentials").TextContent);
        Assert.Empty(Feeds.Feeds);
    }

    private static Task LookAsync(IRenderedComponent<AddFeedPage> page) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == "Look at it").ClickAsync(new());

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
