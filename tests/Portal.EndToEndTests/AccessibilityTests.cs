using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.EndToEndTests;

/// <summary>Every page, light and dark, without a violation; and on a phone without a scroll bar to the side.</summary>
public sealed class AccessibilityTests(BrowserFixture browser) : BrowserTest(browser)
{
    public static TheoryData<string> Pages =>
    [
        "", "live", "health", "health?state=trouble", "no-such-page", "entries?feeds=sample-orders&from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z",
        "catalogue", "catalogue?q=nothing-matches-this", "catalogue?view=cards&domain=Sales", "catalogue?mine=favourites", "catalogue?q=shpment",
        "catalogue/sample-invoices/edit", "catalogue/add", "catalogue/add?channel=hosted", "catalogue/import", "catalogue/no-such-feed", "catalogue/sample-orders",
        "catalogue/sample-orders?tab=entries", "catalogue/sample-orders?tab=contract", "catalogue/sample-orders?tab=metrics",
        "catalogue/sample-orders?tab=settings", "catalogue/sample-orders?tab=subscribers", "catalogue/sample-orders?tab=publish",
        "requests", "requests/new", "requests/new?step=contract", "requests/new?step=delivery", "requests/new?step=review", "approvals", "approvals?state=decided",
        "settings", "settings?tab=domains", "settings?tab=import", "dashboards", "dashboards/new", "dashboards/no-such",
        "kpis", "kpis?q=nothing-matches-this", "kpis/sample-orders-an-hour", "kpis/sample-orders-an-hour/edit", "kpis/new", "kpis/no-such-kpi",
        "alerts", "alerts?state=resolved", "alerts?tab=rules", "alerts?tab=maintenance", "alerts?tab=channels", "alerts/rules/new", "alerts/rules/sample-order-not-shipped",
    ];

    // One window for all three: what the browser has loaded once it keeps.
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path)
    {
        var page = await SignedInAsync("Otto Operator");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.OpenAsync(path);
            await SettledAsync(page);
            Assert.Equal([], await ViolationsAsync(page));
        }

        await page.SetViewportSizeAsync(390, 844);
        await page.OpenAsync(path);
        await SettledAsync(page);
        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task SignInPage_HasNoViolation(ColorScheme scheme)
    {
        var page = await WindowAsync(scheme);
        await page.GotoAsync("account/sign-in");

        Assert.Empty(await ViolationsAsync(page));
    }

    [Fact]
    public async Task Violation_IsFound()
    {
        var page = await WindowAsync();
        await page.SetContentAsync("<html lang='en'><head><title>t</title></head><body><main><h1>t</h1><img src='x.png'></main></body></html>");

        Assert.Contains(await ViolationsAsync(page), violation => violation.StartsWith("image-alt", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        var result = await page.RunAxe();
        return [.. result.Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(", ", v.Nodes.Take(3).Select(n => n.Html))}")];
    }

    // What is still loading would be judged in place of the page.
    private static async Task SettledAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => !document.querySelector('main [role=status] .sr, main .mud-skeleton') && document.querySelector('h1')");
}
