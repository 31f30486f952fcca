using System.Collections.Concurrent;
using Microsoft.Playwright;
using Portal.TestKit;

[assembly: Xunit.AssemblyFixture(typeof(Portal.EndToEndTests.BrowserFixture))]

// Half the time of a browser test is waiting.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace Portal.EndToEndTests;

/// <summary>A portal in Development with its sample organisation, and a Chromium to look at it with; one for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // A busy machine is slow, not wrong: a test that wants something soon says how soon itself.
    private const float PatienceMs = 30_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _cookies = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The portal.</summary>
    public PortalHost Portal { get; } = PortalHost.Start(
        "Development", settings: new Dictionary<string, string?> { ["Portal:Samples:Enabled"] = "true" });

    /// <summary>Why there is no browser; null when there is one.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (FindChromium() is not { } path)
        {
            Missing = "Chromium is not on this machine: install the package 'chromium'.";
            Assert.False(Environment.GetEnvironmentVariable("PORTAL_TESTS_REQUIRE_ALL") == "1", Missing);
            return;
        }

        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments, Headless = true });
    }

    /// <summary>A context with one page, which whoever asks for it closes.</summary>
    internal async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        options.BaseURL ??= Portal.Address.ToString();
        var context = await _browser!.NewContextAsync(options);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(PatienceMs);
        return page;
    }

    /// <summary>The cookies of a development account that signed in once for all tests.</summary>
    internal Task<string> CookiesOfAsync(string name) => _cookies.GetOrAdd(name, _ => new(() => SignInAsync(name))).Value;

    private async Task<string> SignInAsync(string name)
    {
        var page = await OpenAsync(new());
        await page.GotoAsync("account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Continue as {name}" }).ClickAsync();
        await page.WaitForInteractiveAsync();
        var cookies = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        return cookies;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await Portal.DisposeAsync();
    }

    private static string? FindChromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}

internal static class PageSteps
{
    /// <summary>Waits until the circuit is up: a click before that is lost.</summary>
    public static Task WaitForInteractiveAsync(this IPage page) => page.Locator(".frame[data-interactive='true']").WaitForAsync();

    public static async Task OpenAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.WaitForInteractiveAsync();
    }
}
