using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

public sealed class SignInTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Theory]
    [InlineData("Vera Viewer", new[] { "Home", "Catalogue", "Live", "Dashboards", "KPIs", "Processes", "Alerts", "Requests", "Settings" })]
    [InlineData("Dev Developer", new[] { "Home", "Catalogue", "Live", "Dashboards", "KPIs", "Processes", "Alerts", "Requests", "Health", "Settings" })]
    [InlineData("Paula Publisher", new[] { "Home", "Catalogue", "Live", "Dashboards", "KPIs", "Processes", "Alerts", "Requests", "Settings" })]
    [InlineData("Otto Operator", new[] { "Home", "Catalogue", "Live", "Dashboards", "KPIs", "Processes", "Alerts", "Requests", "Approvals", "Health", "Audit", "Settings" })]
    public async Task SignIn_AsEachRole_ShowsTheirRail(string name, string[] rail)
    {
        var page = await WindowAsync();
        await page.GotoAsync("account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Continue as {name}" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator("#rail a")).ToHaveTextAsync([.. rail.Select(entry => new System.Text.RegularExpressions.Regex($"^\\s*{entry}"))]);
    }

    [Fact]
    public async Task Page_WithoutSignIn_LeadsToTheSignInAndBack()
    {
        var page = await WindowAsync();
        await page.GotoAsync("catalogue?q=sample");

        await page.GetByRole(AriaRole.Button, new() { Name = "Continue as Vera Viewer" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/catalogue\\?q=sample$"));
    }

    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSoWithoutTellingWhich()
    {
        var page = await WindowAsync();
        await page.GotoAsync("account/sign-in");
        await page.GetByLabel("E-mail").FillAsync("otto@example.org");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Expect(page.GetByText("E-mail or password is wrong")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ApprovalsPage_ForAViewer_IsDenied()
    {
        var page = await SignedInAsync("Vera Viewer");
        await page.GotoAsync("approvals");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Approvals", Level = 1 })).Not.ToBeVisibleAsync();
    }
}
