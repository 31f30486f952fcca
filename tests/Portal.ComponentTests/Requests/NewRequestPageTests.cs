using Bunit;
using Portal.Catalogue.Requests;
using Portal.Web.Features.Requests;

namespace Portal.ComponentTests.Requests;

public sealed class NewRequestPageTests : DeskTest
{
    [Fact]
    public async Task Form_HandedInEmpty_GoesToTheStepWithTheFirstWrongFieldAndMarksIt()
    {
        SignIn(Developer);
        GoTo("requests/new?step=review");
        var page = Render<NewRequestPage>();

        await Button(page, "Hand in").ClickAsync(new());

        Assert.Equal("http://localhost/requests/new", Address);
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".mud-input-error .mud-input-helper-text, .mud-input-helper-text.mud-input-error").Count(text => text.TextContent.Contains("This is required.", StringComparison.Ordinal))));
        Assert.Empty(Store.Requests);
    }

    [Fact]
    public async Task Form_WhileATitleIsTyped_SuggestsAnIdAndShowsSimilarFeeds()
    {
        SignIn(Developer);
        Feeds.Add("orders", "Orders placed");
        Feeds.Add("weather", "Weather");
        var page = Render<NewRequestPage>();

        await page.FindAll("input")[0].InputAsync("Order returns (EU)");
        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("order-returns-eu", page.FindAll("input")[1].GetAttribute("value")));
        page.WaitForAssertion(() => Assert.Equal("catalogue/orders", page.Find(".list a").GetAttribute("href")));
    }

    [Fact]
    public async Task Form_OfARequestToBeChanged_IsFilledAndHandedInAgain()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Decisions.DecideAsync(mine.Id, Decision.RequestChanges, "Which region?", Operator);
        GoTo($"requests/{mine.Id}/change?step=review");
        var page = Render<NewRequestPage>(p => p.Add(x => x.Id, mine.Id));
        Assert.Contains("Which region?", page.Find(".comment").TextContent);

        await Button(page, "Hand in again").ClickAsync(new());

        Assert.Equal(RequestState.Submitted, (await NowAsync(mine)).State);
        Assert.Equal($"http://localhost/requests/{mine.Id}", Address);
    }

    [Fact]
    public async Task Form_OfARequestThatIsNotToBeChanged_SaysSo()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);

        var page = Render<NewRequestPage>(p => p.Add(x => x.Id, mine.Id));

        Assert.Contains("not waiting for you", page.Find(".empty").TextContent);
    }

    [Fact]
    public async Task Form_LeftAlone_IsThereAgainAsADraft()
    {
        SignIn(Developer);
        var page = Render<NewRequestPage>();
        await page.FindAll("input")[0].InputAsync("Returns");
        Clock.Advance(TimeSpan.FromSeconds(1));

        Clock.Advance(NewRequestPage.KeepEvery);

        page.WaitForAssertion(() => Assert.Contains("Draft kept", page.Markup));
        var draft = Assert.Single(Store.Requests);
        Assert.Equal((RequestState.Draft, "Returns", "returns"), (draft.State, draft.Draft.Title, draft.Target));
        Assert.Equal("Returns", Render<NewRequestPage>(p => p.Add(x => x.Id, draft.Id)).FindAll("input")[0].GetAttribute("value"));
    }

    [Fact]
    public async Task Form_ThatCannotBeKept_SaysSoAndIsKeptWhenItCanBe()
    {
        SignIn(Developer);
        var page = Render<NewRequestPage>();
        await page.FindAll("input")[0].InputAsync("Returns");
        Clock.Advance(TimeSpan.FromSeconds(1));
        Store.Failure = new InvalidOperationException("no database");

        Clock.Advance(NewRequestPage.KeepEvery);
        page.WaitForAssertion(() => Assert.Contains("Draft not kept", page.Markup));
        Assert.False(Button(page, "Next").HasAttribute("disabled"));
        Store.Failure = null;
        Clock.Advance(NewRequestPage.KeepEvery);

        page.WaitForAssertion(() => Assert.Contains("Draft kept", page.Markup));
        Assert.Single(Store.Requests);
    }

    [Fact]
    public void Form_ForAccess_OffersNoFeedsToChooseFrom()
    {
        SignIn(Developer);
        Feeds.Add("orders", "Orders");
        GoTo("requests/new?kind=Access");

        var page = Render<NewRequestPage>();

        Assert.Empty(page.FindAll("datalist"));
        Assert.Equal(["1 What and why", "2 Review"], page.FindAll("nav[aria-label=Steps] a").Select(tab => tab.TextContent.Trim()));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<NewRequestPage> page, string word) =>
        page.FindAll("button, a.mud-button-root").Single(button => button.TextContent.Trim() == word);
}
