using Microsoft.Playwright;
using Portal.TestKit;

namespace Portal.EndToEndTests;

/// <summary>What a test opens is closed when it ends: pages left open would go on drawing what is live.</summary>
public abstract class BrowserTest(BrowserFixture browser) : IAsyncDisposable
{
    private readonly List<IBrowserContext> _contexts = [];

    /// <summary>The portal that all tests look at.</summary>
    protected PortalHost Portal => browser.Portal;

    /// <summary>A window in which nobody is signed in.</summary>
    protected Task<IPage> WindowAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900, Uri? portal = null) =>
        OpenAsync(new() { BaseURL = portal?.ToString(), ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });

    /// <summary>A window in which one of the development accounts is signed in.</summary>
    protected async Task<IPage> SignedInAsync(string name, ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900)
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        return await OpenAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            StorageState = await browser.CookiesOfAsync(name),
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
        {
            await context.CloseAsync();
        }

        GC.SuppressFinalize(this);
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        var page = await browser.OpenAsync(options);
        _contexts.Add(page.Context);
        return page;
    }
}
