using Bunit;
using Portal.Catalogue.Requests;
using Portal.Web.Features.Requests;

namespace Portal.ComponentTests.Requests;

public sealed class RequestPageTests : DeskTest
{
    [Fact]
    public async Task Request_OfSomebodyElse_IsNotThere()
    {
        SignIn(Developer);
        var other = await AskAsync("refunds", Operator);

        var page = Show(other.Id);

        Assert.Equal("NoMatch", page.Find(".empty").GetAttribute("data-empty"));
        Assert.DoesNotContain("Title of refunds", page.Markup);
    }

    [Fact]
    public async Task Request_ThatIsToBeChanged_ShowsWhyAndLeadsToTheForm()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Desk.DecideAsync(mine.Id, Decision.RequestChanges, "Which region?", Operator);

        var page = Show(mine.Id);

        Assert.Contains("Which region?", page.Find(".comment").TextContent);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"requests/{mine.Id}/change");
    }

    [Fact]
    public async Task Request_Approved_ShowsTheEndpointAndWhoHasTheKey()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Desk.DecideAsync(mine.Id, Decision.Approve, null, Operator);

        var page = Show(mine.Id);

        Assert.Equal("http://localhost/feeds/returns", page.Find(".endpoint .url").TextContent);
        Assert.Contains("shown once to Otto Operator", page.Find(".key").TextContent);
    }

    [Fact]
    public async Task Request_WithChecks_ShowsThoseToLookAtFirst()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);

        var checks = Show(mine.Id).FindAll(".checks li").Select(item => item.ClassList.Contains("failed")).ToList();

        Assert.Equal([true, true, true, true, false, false], checks);
    }

    private IRenderedComponent<RequestPage> Show(string id) => Render<RequestPage>(page => page.Add(p => p.Id, id));
}
