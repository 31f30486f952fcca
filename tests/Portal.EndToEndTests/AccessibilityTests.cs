using Microsoft.Playwright;

namespace Portal.EndToEndTests;

public sealed class AccessibilityTests(BrowserFixture browser) : Accessibility(browser)
{
    [Theory]
    [InlineData("")]
    [InlineData("no-such-page")]
    [InlineData("guide")]
    [InlineData("requests")]
    [InlineData("requests/new")]
    [InlineData("requests/new?step=contract")]
    [InlineData("requests/new?step=delivery")]
    [InlineData("requests/new?step=review")]
    [InlineData("approvals")]
    [InlineData("approvals?state=decided")]
    [InlineData("settings")]
    [InlineData("settings?tab=domains")]
    [InlineData("settings?tab=import")]
    public Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path) => CheckAsync(path);

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task SignInPage_HasNoViolation(ColorScheme scheme)
    {
        var page = await WindowAsync(scheme);
        await page.GotoAsync("account/sign-in");

        await HasNoViolationAsync(page);
    }

    [Fact]
    public async Task Violation_IsFound()
    {
        var page = await WindowAsync();
        await page.SetContentAsync("<html lang='en'><head><title>t</title></head><body><main><h1>t</h1><img src='x.png'></main><p>Outside.</p></body></html>");

        var violations = await ViolationsAsync(page);
        Assert.Contains(violations, violation => violation.StartsWith("image-alt", StringComparison.Ordinal));
        Assert.Contains(violations, violation => violation.StartsWith("region", StringComparison.Ordinal));
    }
}
