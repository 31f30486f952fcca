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
    [InlineData("requests/new?kind=FollowFeed")]
    [InlineData("requests/new?kind=Access")]
    [InlineData("requests/new?kind=Change")]
    [InlineData("requests/new?kind=Retire")]
    [InlineData("requests/new?kind=NewContract&step=contract")]
    [InlineData("approvals")]
    [InlineData("approvals?state=decided")]
    [InlineData("settings")]
    [InlineData("settings?tab=domains")]
    [InlineData("settings?tab=import")]
    [InlineData("settings?tab=keys")]
    [InlineData("settings?tab=people")]
    [InlineData("settings?tab=teams")]
    [InlineData("settings?tab=requests")]
    [InlineData("ownership")]
    [InlineData("notifications")]
    [InlineData("notifications?show=unread")]
    [InlineData("audit")]
    [InlineData("audit?q=nothing-matches-this")]
    public Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path) => CheckAsync(path);

    [Theory]
    [InlineData("account/sign-in")]
    [InlineData("account/sign-in?failed=true")]
    [InlineData("account/second-factor?failed=true")]
    [InlineData("account/choose-password?person=a&token=b&wrong=password")]
    [InlineData("account/choose-password?wrong=link")]
    public async Task AccountPage_HasNoViolationAndFitsAPhone(string path)
    {
        var page = await WindowAsync(width: 390, height: 844);
        await page.GotoAsync(path);

        await HasNoViolationLightAndDarkAsync(page);
        Assert.Equal(390, await WidthAsync(page));
    }

    [Fact]
    public async Task Bell_Open_HasNoViolationAndFitsAPhone()
    {
        var page = await SignedInAsync("Dev Developer", width: 390, height: 844);
        await page.OpenAsync("notifications");
        await page.Locator("button.bell").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(page.Locator("#bell")).ToBeVisibleAsync();

        await HasNoViolationLightAndDarkAsync(page);
        Assert.Equal(390, await WidthAsync(page));
    }

    [Fact]
    public async Task SecurityPage_HasNoViolationAndFitsAPhone()
    {
        var page = await SignedInAsync("Vera Viewer", width: 390, height: 844);
        await page.GotoAsync("account/security");

        await HasNoViolationLightAndDarkAsync(page);
        Assert.Equal(390, await WidthAsync(page));
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
