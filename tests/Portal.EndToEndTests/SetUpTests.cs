using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>The first start in Production: no account, no default password, one link.</summary>
public sealed partial class SetUpTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task FirstStart_LinkFromTheLog_MakesTheFirstOperatorOnce()
    {
        await using var portal = PortalHost.Start();
        var link = Link().Match(string.Join('\n', portal.Log.Lines)).Value;
        var page = await WindowAsync(portal: portal.Address);

        await page.GotoAsync("account/sign-in");
        await Expect(page.GetByText("Continue as")).ToHaveCountAsync(0);
        await page.GotoAsync(link);
        await page.GetByLabel("Name").FillAsync("Olga First");
        await page.GetByLabel("E-mail").FillAsync("olga@example.org");
        await page.GetByLabel("Password").FillAsync("a sentence is good");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.WaitForInteractiveAsync();

        await Expect(page.Locator("#rail").GetByText("Approvals")).ToBeVisibleAsync();
        var later = await WindowAsync(portal: portal.Address);
        await later.GotoAsync(link);
        await Expect(later.GetByText("This link does not open the set-up")).ToBeVisibleAsync();

        // The portal goes before the windows do, and would wait for them.
        await page.Context.CloseAsync();
        await later.Context.CloseAsync();
    }

    [GeneratedRegex(@"http://\S+/account/set-up\?token=\S+")]
    private static partial Regex Link();
}
