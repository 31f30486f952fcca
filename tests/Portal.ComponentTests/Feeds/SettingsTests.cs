using Bunit;
using Portal.Catalogue.Feeds;
using Portal.Events;
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
        await TypeAsync(page, "Title", "All orders");
        await TypeAsync(page, "Tags", "money, eu");

        await page.Find("form.settings").SubmitAsync();

        Assert.Equal("Saved.", page.Find("form.settings [role=status]").TextContent);
        Assert.Equal("All orders", page.Find("h1").TextContent);
        Assert.Equal(["money", "eu"], Of("orders").Tags);
    }

    [Fact]
    public async Task Settings_Refused_SayWhatIsWrongAtItsField()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Title", " ");
        await TypeAsync(page, "Most bytes of an entry", "12");

        await page.Find("form.settings").SubmitAsync();

        Assert.Contains("This is required.", page.Markup);
        Assert.Contains("Between 1024 and", page.Markup);
        Assert.Empty(page.FindAll("form.settings [role=status]"));
        Assert.Equal("Orders", Of("orders").Title);
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
        await TypeAsync(page, "Title", "Half a ti");
        Measure("orders", FeedHealth.Late, "Nothing for 2 h.");

        Clock.Advance(TimeSpan.FromSeconds(2));
        await Live.TellAsync();

        page.WaitForAssertion(() => Assert.Contains("Late", page.Find("header").TextContent));
        Assert.Equal("Half a ti", page.Find("[aria-label=Title]").GetAttribute("value"));
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

    private IRenderedComponent<FeedPage> OpenHosted()
    {
        Feeds.Add("orders", "Orders");
        return Open("orders", "?tab=settings");
    }

    private Task Answer(string word) =>
        Dialogs!.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == word).ClickAsync(new());
}
