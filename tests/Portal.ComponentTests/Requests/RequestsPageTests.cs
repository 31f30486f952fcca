using Bunit;
using Portal.Catalogue.Requests;
using Portal.Web.Features.Requests;

namespace Portal.ComponentTests.Requests;

public sealed class RequestsPageTests : DeskTest
{
    [Fact]
    public void Requests_OfSomebodyWithoutOne_SayHowToAsk()
    {
        SignIn(Developer);

        var page = Render<RequestsPage>();

        Assert.Equal("NothingYet", page.Find(".empty").GetAttribute("data-empty"));
        Assert.Equal("requests/new", page.Find(".empty a").GetAttribute("href"));
    }

    [Fact]
    public void Requests_OfAViewer_SayWhomToAsk()
    {
        SignIn(Viewer);

        Assert.Equal("NoPermission", Render<RequestsPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Requests_WithOnes_ShowOnlyOnesOwnWithTheLastComment()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await AskAsync("refunds", Operator);
        await Decisions.DecideAsync(mine.Id, Decision.RequestChanges, "Which region?", Operator);

        var page = Render<RequestsPage>();

        var row = Assert.Single(page.FindAll("li"));
        Assert.Contains("Title of returns", row.TextContent);
        Assert.Contains("Changes requested", row.TextContent);
        Assert.Contains("Otto Operator: “Which region?”", row.TextContent);
        Assert.Equal($"requests/{mine.Id}/change", row.QuerySelector("a.btn")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Requests_OfAnOperatorAskingForAll_ShowEverybodys()
    {
        SignIn(Operator);
        await AskAsync("returns", Developer);
        await AskAsync("refunds", Operator);
        GoTo("requests?whose=all");

        Assert.Equal(2, Render<RequestsPage>().FindAll("li").Count);
    }

    [Fact]
    public async Task Requests_OfADeveloperAskingForAll_StayTheirOwn()
    {
        SignIn(Developer);
        await AskAsync("refunds", Operator);
        GoTo("requests?whose=all");

        Assert.Empty(Render<RequestsPage>().FindAll("li"));
    }

    [Fact]
    public async Task Requests_ThatTheChoiceHides_OfferToShowThem()
    {
        SignIn(Developer);
        await AskAsync("returns", Developer);
        GoTo("requests?state=decided");

        Assert.Equal("NoMatch", Render<RequestsPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Requests_ThatCannotBeRead_CanBeTriedAgain()
    {
        SignIn(Developer);
        Store.Failure = new InvalidOperationException("secret detail");
        var page = Render<RequestsPage>();
        Assert.Contains("could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Store.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Requests_WhenOneComesIn_ShowIt()
    {
        SignIn(Developer);
        var page = Render<RequestsPage>();

        await AskAsync("returns", Developer);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("li")));
    }
}
