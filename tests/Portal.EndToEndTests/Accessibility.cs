using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.EndToEndTests;

/// <summary>A page is without a violation, light and dark, and has no scroll bar to the side on a phone.</summary>
public abstract class Accessibility(BrowserFixture browser) : BrowserTest(browser)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // The page follows the system's theme and the window's width as it stands: one load does for all three.
    protected async Task CheckAsync(string path)
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync(path);
        await HasNoViolationLightAndDarkAsync(page);

        await page.SetViewportSizeAsync(390, 844);
        await SettledAsync(page);
        Assert.Equal(390, await WidthAsync(page));
    }

    protected static async Task HasNoViolationLightAndDarkAsync(IPage page)
    {
        await SettledAsync(page);
        await HasNoViolationAsync(page);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.Locator("html[data-theme='dark']").WaitForAsync();
        await SettledAsync(page);
        await HasNoViolationAsync(page);
    }

    // Charts and the rail take the new width in a moment.
    protected static async Task<int> WidthAsync(IPage page)
    {
        try
        {
            await page.WaitForFunctionAsync("() => document.documentElement.scrollWidth <= innerWidth", options: new() { Timeout = 3_000 });
        }
        catch (TimeoutException)
        {
            // The width says what is wrong.
        }

        return await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
    }

    protected static async Task HasNoViolationAsync(IPage page)
    {
        if (await ViolationsAsync(page) is { Count: > 0 } violations)
        {
            Assert.Fail($"{page.Url}\n{string.Join('\n', violations)}");
        }
    }

    protected static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>("""
            () => axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(
                ({ id, help, nodes }) => `${id}: ${help} at ${nodes.slice(0, 3).map(node => node.html).join(', ')}`))
            """);
    }

    // What is still loading, or fading from one theme to the other, would be judged in place of the page.
    private static async Task SettledAsync(IPage page) => await page.WaitForFunctionAsync("""
        () => !document.querySelector('main [role=status] .sr, main .mud-skeleton') && document.querySelector('h1')
            && !document.getAnimations().some(one => one instanceof CSSTransition && one.playState === 'running')
        """);
}
