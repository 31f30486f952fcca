using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>From the Publish section to an entry: with a key and a pasted command, and with a test event.</summary>
public sealed class PublishTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Key_AndCommandPasted_PublishAnEntry()
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync("catalogue/sample-orders?tab=publish");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create a publisher key" }).ClickAsync();
        await Expect(page.Locator(".once code")).ToBeVisibleAsync();
        var command = await page.GetByRole(AriaRole.Group, new() { Name = "curl snippet" }).InnerTextAsync();

        var said = await ShellAsync(command);

        Assert.Contains("201 Created", said, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "curl snippet" })).ToContainTextAsync("Bearer YOUR_KEY");
    }

    [Fact]
    public async Task TestEvent_BrokenThenMended_ShowsViolationsThenTheEntry()
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync("catalogue/sample-orders?tab=publish");
        var payload = page.GetByLabel("Payload", new() { Exact = true });
        var sample = await payload.InputValueAsync();
        await payload.FillAsync("not the payload of an order");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send as Otto Operator" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Violations" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Start over" }).ClickAsync();
        await Expect(payload).ToHaveValueAsync(sample);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send as Otto Operator" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the entry" }).ClickAsync();

        await Expect(page.Locator("[data-test='live-entries']")).ToContainTextAsync("A test event");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("tab=entries&entry=\\d+$"));
    }

    private static async Task<string> ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return $"{await output}\n{await errors}";
    }
}
