using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>Invitations, passkeys, and what happens to open pages when an operator changes something about their person.</summary>
public sealed class SessionTests(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Password = "a sentence is good";

    [Fact]
    public async Task InvitedPerson_ChoosesAPassword_AndLeavesTheOpenPageAtOnceWhenLockedOut()
    {
        var otto = await SignedInAsync("Otto Operator");
        await otto.OpenAsync("settings?tab=people");
        await otto.GetByLabel("Name", new() { Exact = true }).FillAsync("Ines Invited");
        await otto.GetByLabel("E-mail").FillAsync("ines@example.org");
        await otto.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var link = await otto.Locator(".once code").InnerTextAsync();

        var ines = await WindowAsync();
        await ines.GotoAsync(link);
        await ines.GetByLabel("New password").FillAsync(Password);
        await ines.GetByRole(AriaRole.Button, new() { Name = "Use this password" }).ClickAsync();
        await SignInAsync(ines, "ines@example.org");
        await ines.OpenAsync("catalogue");

        await otto.OpenAsync("settings?tab=people");
        await otto.GetByRole(AriaRole.Button, new() { Name = "Change Ines Invited" }).ClickAsync();
        await otto.GetByRole(AriaRole.Button, new() { Name = "Lock out" }).ClickAsync();
        await otto.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Lock out" }).ClickAsync();

        await Expect(ines).ToHaveURLAsync(new Regex("/account/sign-in"));
        await Expect(otto.GetByText("Locked out")).ToBeVisibleAsync();
    }

    // Passkeys belong to a name: an address of numbers has none.
    [Fact]
    public async Task Passkey_AddedOnTheAccountPage_SignsIn()
    {
        var portal = new UriBuilder(Portal.Address) { Host = "localhost" }.Uri;
        var page = await WindowAsync(portal: portal);
        await page.GotoAsync("account/sign-in");
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue as Paula Publisher" }).ClickAsync();
        await page.WaitForInteractiveAsync();
        await page.GotoAsync("account/security");
        await page.GetByLabel("Name of the device").FillAsync("Work laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByText("Work laptop")).ToBeVisibleAsync();
        await page.Context.ClearCookiesAsync();

        await page.GotoAsync("account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await page.WaitForInteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Audit_ShowsWhatWasDoneAndChecksItsChain()
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync("audit?action=access.session");

        await Expect(page.GetByText("Otto Operator signed in with the button for Development").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the chain" }).ClickAsync();
        await Expect(page.GetByText("none changed or taken out")).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForInteractiveAsync();
    }
}
