using Bunit;
using Portal.Catalogue.Requests;
using Portal.TestKit;
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
        await Decisions.DecideAsync(mine.Id, Decision.RequestChanges, "Which region?", Operator);

        var page = Show(mine.Id);

        Assert.Contains("Which region?", page.Find(".comment").TextContent);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"requests/{mine.Id}/change");
    }

    [Fact]
    public async Task Request_ThatIsMade_ShowsItsRequesterTheKeyOnce()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Decisions.DecideAsync(mine.Id, Decision.Approve, null, Operator);
        await Bench.Provisioner(new FakeStep("open")).RunAsync(mine.Id);
        var page = Show(mine.Id);
        Assert.Equal("http://localhost/feeds/returns", page.Find(".endpoint .url").TextContent);

        await page.FindAll("button").Single(button => button.TextContent.Contains("Show the key", StringComparison.Ordinal)).ClickAsync(new());

        page.WaitForAssertion(() => Assert.StartsWith("pk_", page.Find(".once code").TextContent, StringComparison.Ordinal));
        await page.Find(".once button:last-of-type").ClickAsync(new());
        Assert.DoesNotContain("Show the key", Show(mine.Id).Markup);
    }

    [Fact]
    public async Task Request_WhileItIsMade_ShowsEachStepAsItHappens()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Decisions.DecideAsync(mine.Id, Decision.Approve, null, Operator);
        var page = Show(mine.Id);
        Assert.All(page.FindAll(".steps li"), step => Assert.Contains("waiting", step.ClassList));
        var goOn = new TaskCompletionSource<string?>();

        var making = Bench.Provisioner(new FakeStep("smokeTest", () => goOn.Task), new FakeStep("open")).RunAsync(mine.Id);

        page.WaitForAssertion(() => Assert.Equal(["running"], page.FindAll(".steps li").Select(step => step.ClassName).Where(look => look is not ("done" or "waiting"))));
        Assert.NotEmpty(page.FindAll(".steps li.done"));
        goOn.SetResult(null);
        await making;
        page.WaitForAssertion(() => Assert.Contains("/feeds/returns", page.Find(".endpoint .url").TextContent));
    }

    [Fact]
    public async Task Request_ThatCouldNotBeMade_SaysAtWhichStepAndWhy()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);
        await Decisions.DecideAsync(mine.Id, Decision.Approve, null, Operator);
        await Bench.Provisioner(new FakeStep("smokeTest", () => Task.FromResult<string?>("It was refused"))).RunAsync(mine.Id);

        var page = Show(mine.Id);

        Assert.Contains("It was refused", page.Find(".steps .failed").TextContent);
        Assert.Contains("what had been made is gone again", page.Find(".failure").TextContent);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == $"requests/{mine.Id}/change");
    }

    [Fact]
    public async Task Request_WithChecks_ShowsThoseToLookAtFirst()
    {
        SignIn(Developer);
        var mine = await AskAsync("returns", Developer);

        var checks = Show(mine.Id).FindAll(".checks li").Select(item => item.ClassList.Contains("failed")).ToList();

        Assert.Equal([true, true, true, true, false, false, false], checks);
    }

    private IRenderedComponent<RequestPage> Show(string id) => Render<RequestPage>(page => page.Add(p => p.Id, id));
}
