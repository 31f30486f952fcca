using Bunit;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Web.Features.Approvals;

namespace Portal.ComponentTests.Approvals;

public sealed class ApprovalsPageTests : DeskTest
{
    private static readonly Actor Other = Operator with { Id = "op2", Name = "Olga Operator" };

    [Fact]
    public void Queue_WithNothingWaiting_SaysSo()
    {
        SignIn(Operator);

        Assert.Equal("NothingYet", Render<ApprovalsPage>().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public void Queue_ThatCannotBeRead_SaysSo()
    {
        SignIn(Operator);
        Store.Failure = new InvalidOperationException();

        Assert.Contains("could not be read", Render<ApprovalsPage>().Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Queue_WithRequests_ShowsTheLongestWaitingFirstWithItsChecks()
    {
        SignIn(Operator);
        await AskAsync("returns", Developer);
        Clock.Advance(TimeSpan.FromHours(1));
        await AskAsync("refunds", Developer);

        var rows = Render<ApprovalsPage>().FindAll("tbody tr");

        Assert.Equal(["Title of returns", "Title of refunds"], rows.Select(row => row.QuerySelector("a")!.TextContent));
        Assert.Equal(["3 / 7 checks passed", "3 / 7 checks passed"], rows.Select(row => row.QuerySelector(".checks")!.TextContent));
    }

    [Fact]
    public async Task Review_OfANewFeed_ShowsWhatTheAdviserSays()
    {
        SignIn(Operator);
        var page = Review(await AskAsync("returns", Developer, Draft("returns") with { NeedsAnswer = true }));

        Assert.Contains("A synchronous call fits better than an event.", page.Find(".pane").TextContent);
    }

    [Fact]
    public async Task Review_OfOnesOwnRequest_CannotDecideAndSaysWhy()
    {
        SignIn(Operator);
        var page = Review(await AskAsync("returns", Operator));

        var buttons = page.FindAll("footer button");

        Assert.Equal(3, buttons.Count);
        Assert.All(buttons, button => Assert.True(button.HasAttribute("disabled")));
        Assert.All(buttons, button => Assert.Equal("four-eyes", button.GetAttribute("aria-describedby")));
        Assert.Contains("Four eyes: you asked for this", page.Find("#four-eyes").TextContent);
    }

    [Theory]
    [InlineData("Decline")]
    [InlineData("Request changes")]
    public async Task Review_WithoutAReason_AsksForOneAndDecidesNothing(string word)
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        var page = Review(request);

        await Button(page, word).ClickAsync(new());

        Assert.Contains("Say why: the requester reads it.", page.Markup);
        Assert.Equal(RequestState.Submitted, (await NowAsync(request)).State);
    }

    [Fact]
    public async Task Review_WithAReason_DeclinesAndGoesToTheNext()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await AskAsync("refunds", Developer);
        var page = Review(request);

        await page.Find("footer textarea").InputAsync("Not now");
        await Button(page, "Decline").ClickAsync(new());

        request = await NowAsync(request);
        Assert.Equal((RequestState.Declined, "Not now"), (request.State, request.History[^1].Comment));
        Assert.EndsWith($"id={next.Id}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_Approved_IsAboutToBeMade()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        var page = Review(request);

        await Button(page, "Approve").ClickAsync(new());

        Assert.Equal(RequestState.Approved, (await NowAsync(request)).State);
    }

    [Fact]
    public async Task Review_OfARequestForAccess_ShowsItsTeamWhatWouldBeDifferent()
    {
        Feeds.Add("secret", "Secret");
        Feeds.Feeds[FeedId.Parse("secret")].Visibility = FeedVisibility.Restricted;
        var owner = Developer with { Id = "owner", Name = "Olaf Owner", Teams = new HashSet<string> { "Sales team" } };
        SignIn(owner);
        var request = await AskAsync("secret", Developer, new RequestDraft { Kind = RequestKind.Access, Id = "secret", Justification = "Reports" });

        var page = Review(request);

        Assert.Contains("the team Sales team", page.Find("aside table").TextContent);
        Assert.False(Button(page, "Approve").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Review_WithAComment_AddsItToTheThread()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        var page = Review(request);

        await page.Find(".say textarea").InputAsync("Which <b>region</b>?");
        await page.FindAll(".say button").Single().ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("Which <b>region</b>?", page.Find(".thread .text").TextContent));
    }

    [Fact]
    public async Task Review_DecidedBySomebodyElse_SaysWhoAndReloads()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        var page = Review(request);
        Store.Saved = RequestSaved.Overtaken;

        await Button(page, "Approve").ClickAsync(new());

        Assert.Contains("Somebody else decided", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Review_WhenSomebodyElseDecides_OffersNothingMore()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        var page = Review(request);

        await Decisions.DecideAsync(request.Id, Decision.Decline, "No", Other);

        page.WaitForAssertion(() => Assert.Contains("Olga Operator declined it", page.Find("footer").TextContent));
        Assert.Empty(page.FindAll("footer button"));
    }

    [Fact]
    public async Task Decided_Requests_ShowByWhom()
    {
        SignIn(Operator);
        var request = await AskAsync("returns", Developer);
        await Decisions.DecideAsync(request.Id, Decision.Decline, "No", Other);
        GoTo("approvals?state=decided");

        Assert.Contains("Olga Operator", Render<ApprovalsPage>().Find("tbody tr").TextContent);
    }

    [Fact]
    public async Task Bulk_DeclinedWithOneReason_SaysWhatBecameOfEach()
    {
        SignIn(Operator);
        var (one, own, other) = (await AskAsync("returns", Developer), await AskAsync("mine", Operator), await AskAsync("refunds", Developer));
        var page = Render<ApprovalsPage>();
        Assert.Equal("Choose Title of mine", Assert.Single(page.FindAll("tbody input[disabled]")).GetAttribute("aria-label"));

        await page.Find("thead input[type=checkbox]").ChangeAsync(true);
        await Bulk(page, "Decline").ClickAsync(new());
        Assert.Contains("Say why", page.Find(".bulk").TextContent);
        await page.Find(".bulk input").InputAsync("Not this year");
        await Decisions.DecideAsync(other.Id, Decision.Decline, "No", Other);
        await Bulk(page, "Decline 1").ClickAsync(new());

        Assert.Equal(
            [(RequestState.Declined, "Not this year"), (RequestState.Submitted, null), (RequestState.Declined, "No")],
            new[] { await NowAsync(one), await NowAsync(own), await NowAsync(other) }.Select(request => (request.State, request.History[^1].Comment)));
        page.WaitForAssertion(() => Assert.Equal(["Title of returns: declined"], page.FindAll(".outcomes li").Select(line => line.TextContent)));
    }

    [Fact]
    public async Task Queue_ShowsTheRiskWithItsReasons()
    {
        SignIn(Operator);
        await AskAsync("returns", Developer, Draft("returns") with { Classification = Classification.PersonalData });

        var risk = Render<ApprovalsPage>().Find("tbody .risk");

        Assert.Equal("The content is about people; 5 checks did not pass", risk.GetAttribute("title"));
        Assert.StartsWith("High", risk.TextContent, StringComparison.Ordinal);
    }

    private static AngleSharp.Dom.IElement Bulk(IRenderedComponent<ApprovalsPage> page, string word) =>
        page.FindAll(".bulk button").Single(button => button.TextContent.StartsWith(word, StringComparison.Ordinal));

    private IRenderedComponent<ApprovalsPage> Review(FeedRequest request)
    {
        GoTo($"approvals?id={request.Id}");
        return Render<ApprovalsPage>();
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ApprovalsPage> page, string word) =>
        page.FindAll("footer button").Single(button => button.TextContent.StartsWith(word, StringComparison.Ordinal));
}
