using Bunit;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Web.Features.Following;
using Portal.Web.Figures;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

public sealed class SettingsTests : FeedPageTest
{
    public SettingsTests() => SignIn(Operator);

    [Fact]
    public async Task Settings_Saved_AreInForceAndSaidSo()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Most bytes of an entry", "2048");

        await page.Find("form.settings").SubmitAsync();
        await page.Find("form.settings").SubmitAsync();

        Assert.Equal("Saved.", page.Find("form.settings [role=status]").TextContent);
        Assert.Equal((2048, 2), (((FeedChannel.Hosted)Of("orders").Channel).MaxEntryBytes, Of("orders").Revision));
    }

    [Fact]
    public async Task Settings_ChangedByAnotherMeanwhile_AreNotOverwritten()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Most bytes of an entry", "2048");
        Of("orders").Revision++;

        await page.Find("form.settings").SubmitAsync();

        Assert.Contains("was changed by somebody else", page.Find("form.settings").TextContent);
        Assert.Equal(FeedChannel.Hosted.DefaultMaxEntryBytes, ((FeedChannel.Hosted)Of("orders").Channel).MaxEntryBytes);
    }

    [Fact]
    public async Task Deprecate_WithASuccessor_SaysSoOnThePage()
    {
        Feeds.Add("orders-2", "New orders");
        var page = OpenHosted();

        await Button(page, "Deprecate this feed").ClickAsync(new());
        await TypeAsync(page, "Successor", "orders-2");
        await TypeAsync(page, "Retired on", "2027-01-31");
        await Button(page, "Deprecate this feed").ClickAsync(new());

        Assert.Equal(LifeCycle.Deprecated, Of("orders").State);
        page.WaitForAssertion(() => Assert.Equal("catalogue/orders-2", page.Find(".notice a").GetAttribute("href")));
        Assert.Contains("from 31 January 2027 on", page.Find(".notice").TextContent);
    }

    [Theory]
    [InlineData("Successor", "Not an id", "is not a feed id")]
    [InlineData("Successor", "nowhere", "There is no feed 'nowhere'")]
    [InlineData("Retired on", "next year", "is not a date")]
    public async Task Deprecate_WithWhatDoesNotFit_IsRefusedAtTheField(string field, string text, string said)
    {
        var page = OpenHosted();
        await Button(page, "Deprecate this feed").ClickAsync(new());
        await TypeAsync(page, field, text);

        await Button(page, "Deprecate this feed").ClickAsync(new());

        Assert.Contains(said, page.Markup);
        Assert.Equal(LifeCycle.Active, Of("orders").State);
    }

    [Fact]
    public async Task Settings_Refused_SayWhatIsWrongAtItsField()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Most bytes of an entry", "12");

        await page.Find("form.settings").SubmitAsync();

        Assert.Contains("Between 1024 and", page.Markup);
        Assert.Empty(page.FindAll("form.settings [role=status]"));
        Assert.Equal(0, Of("orders").Revision);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("1e30")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-1")]
    public async Task Settings_IntervalThatIsNoNumber_IsRefusedAtItsField(string seconds)
    {
        Follow("orders", "Orders");
        var page = Open("orders", "?tab=settings");
        await TypeAsync(page, "Poll every (seconds)", seconds);

        await page.Find("form.settings").SubmitAsync();

        Assert.Contains($"'{seconds}' is not a number.", page.Find("form.settings").TextContent);
    }

    [Fact]
    public async Task Settings_BeingTyped_StayWhileFiguresAreReadAgain()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Most bytes of an entry", "20");
        Measure("orders", FeedHealth.Late, "Nothing for 2 h.");

        Clock.Advance(TimeSpan.FromSeconds(2));
        await Live.TellAsync();

        page.WaitForAssertion(() => Assert.Contains("Late", page.Find("header").TextContent));
        Assert.Equal("20", page.Find("[aria-label='Most bytes of an entry']").GetAttribute("value"));
    }

    [Fact]
    public async Task Settings_StoredCredentials_AreNeverShownAndStayUnlessReplaced()
    {
        var page = OpenWithCredentials();

        await TypeAsync(page, "Poll every (seconds)", "30");
        await page.Find("form.settings").SubmitAsync();

        Assert.Equal("x", (Of("orders").Channel as FeedChannel.Http)?.Credentials?.Secret);
        Assert.Contains("They cannot be shown again, only replaced.", page.Find(".credentials").TextContent);
    }

    [Fact]
    public async Task Settings_AnotherOrigin_RemovesTheStoredCredentials()
    {
        var page = OpenWithCredentials();

        await TypeAsync(page, "Address", "https://example.net/feed");
        await page.Find("form.settings").SubmitAsync();

        Assert.Equal(new FeedChannel.Http { Url = "https://example.net/feed" }, Of("orders").Channel);
    }

    [Fact]
    public async Task Settings_AnotherAddressOfTheSameOrigin_KeepsThem()
    {
        var page = OpenWithCredentials();

        await TypeAsync(page, "Address", "https://example.org/other");
        await page.Find("form.settings").SubmitAsync();

        Assert.Equal("x", (Of("orders").Channel as FeedChannel.Http)?.Credentials?.Secret);
    }

    [Fact]
    public async Task Settings_CredentialsReplaced_LeaveNothingOfThemOnThePage()
    {
        var page = OpenWithCredentials();
        page.FindComponent<CredentialFields>().Instance.Form.Kind = "bearer";
        page.Render();
        await TypeAsync(page, "Token", "s3cret");

        await page.Find("form.settings").SubmitAsync();

        Assert.Equal("bearer", (Of("orders").Channel as FeedChannel.Http)?.Credentials?.Kind);
        Assert.DoesNotContain("s3cret", page.Markup);
    }

    [Fact]
    public async Task Retire_Confirmed_EndsTheFeed()
    {
        var page = OpenHosted();

        var retiring = Button(page, "Retire this feed").ClickAsync(new());
        Dialogs!.WaitForElement(".mud-dialog button");
        Assert.Equal(LifeCycle.Active, Of("orders").State);
        await Answer("Retire");
        await retiring;

        Assert.Equal(LifeCycle.Retired, Of("orders").State);
        Assert.Contains("This feed is retired", page.Markup);
        Assert.DoesNotContain("Retire this feed", page.Markup);
    }

    [Fact]
    public async Task Retire_Cancelled_ChangesNothing()
    {
        var page = OpenHosted();

        var retiring = Button(page, "Retire this feed").ClickAsync(new());
        Dialogs!.WaitForElement(".mud-dialog button");
        await Answer("Cancel");
        await retiring;

        Assert.Equal(LifeCycle.Active, Of("orders").State);
    }

    [Fact]
    public void Settings_OfThePortalsOwnFeed_AreNotOffered()
    {
        Feeds.Add("portal-activity", "Portal activity");

        var page = Open("portal-activity", "?tab=settings");

        Assert.Empty(page.FindAll("form.settings"));
        Assert.DoesNotContain("Settings", page.Find("nav[aria-label='Sections of the feed']").TextContent);
    }

    private IRenderedComponent<FeedPage> OpenWithCredentials()
    {
        Follow("orders", "Orders");
        Of("orders").Channel = new FeedChannel.Http { Url = "https://example.org/feed", Credentials = new StoredCredentials("basic", Clock.GetUtcNow(), "x") };
        return Open("orders", "?tab=settings");
    }

    private IRenderedComponent<FeedPage> OpenHosted()
    {
        Feeds.Add("orders", "Orders");
        return Open("orders", "?tab=settings");
    }

    private Task Answer(string word) =>
        Dialogs!.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == word).ClickAsync(new());
}
