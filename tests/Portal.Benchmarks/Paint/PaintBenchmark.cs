using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.TestKit;

namespace Portal.Benchmarks.Paint;

/// <summary>
/// What opening Home and a dashboard costs a browser that has nothing of the portal yet: bytes, requests, the first contentful paint.
/// A production portal with the sample organisation, an operator who is signed in, a cold cache for every visit.
/// </summary>
internal static partial class PaintBenchmark
{
    private const int Visits = 9;
    private const int WarmUps = 3;

    // The anchors of the design: EventCatalog's home and the overview of the Orleans dashboard, on a machine of the same size.
    private static readonly Anchor Home = new("Home", MostKilobytes: 434, MostRequests: 68, MostMilliseconds: 316);
    private static readonly Anchor Dashboard = new("a dashboard", MostKilobytes: 1448, MostRequests: 68, MostMilliseconds: 316);

    public static async Task<int> RunAsync()
    {
        await using var portal = PortalHost.Start(settings: new Dictionary<string, string?>
        {
            ["Portal:Samples:Enabled"] = "true",

            // As a published portal does it: else what was built is compressed anew, for speed in place of size.
            ["ReloadStaticAssetsAtRuntime"] = "false",
        });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"], Headless = true });
        var (cookies, dashboard) = await PrepareAsync(browser, portal);

        // What a browser takes on this machine, and at this hour, for a page of one word.
        var empty = new List<Visit>();
        for (var number = 0; number < WarmUps + Visits; number++)
        {
            empty.Add(await VisitAsync(browser, cookies, new Uri(portal.Address, "health/live"), "body"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a page of one word: first contentful paint {Median(empty[WarmUps..], v => v.Milliseconds):F0} ms"));
        var held = await MeasureAsync(browser, portal, cookies, "", ".frame[data-interactive='true'] main h1", Home);
        held &= await MeasureAsync(browser, portal, cookies, dashboard, ".apexcharts-svg", Dashboard);
        return held ? 0 : 1;
    }

    // The first start's link makes the operator; a dashboard of a feed is made as anybody makes one.
    private static async Task<(string Cookies, string Dashboard)> PrepareAsync(IBrowser browser, PortalHost portal)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(Link().Match(string.Join('\n', portal.Log.Lines)).Value);
        await page.GetByLabel("Name").FillAsync("Olga Operator");
        await page.GetByLabel("E-mail").FillAsync("olga@example.org");
        await page.GetByLabel("Password").FillAsync("a sentence is good");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.Locator(".frame[data-interactive='true']").WaitForAsync();
        await page.GotoAsync(new Uri(portal.Address, "dashboards/new?feeds=sample-orders").ToString());
        await page.Locator(".frame[data-interactive='true']").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await page.Locator(".apexcharts-svg").First.WaitForAsync();
        var prepared = (await page.Context.StorageStateAsync(), new Uri(page.Url).AbsolutePath);
        await page.Context.CloseAsync();
        return prepared;
    }

    private static async Task<bool> MeasureAsync(IBrowser browser, PortalHost portal, string cookies, string path, string ready, Anchor anchor)
    {
        List<Visit> visits = [];
        for (var number = 0; number < WarmUps + Visits; number++)
        {
            visits.Add(await VisitAsync(browser, cookies, new Uri(portal.Address, path), ready));
        }

        var counted = visits[WarmUps..];
        var (kilobytes, requests, paint) = (Median(counted, v => v.Bytes / 1000.0), Median(counted, v => v.Requests), Median(counted, v => v.Milliseconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            {anchor.Name}: {kilobytes:F0} KB (at most {anchor.MostKilobytes}), {requests:F0} requests (at most {anchor.MostRequests}), first contentful paint {paint:F0} ms (at most {anchor.MostMilliseconds}; {counted.Min(v => v.Milliseconds):F0} to {counted.Max(v => v.Milliseconds):F0})
              its circuit beside it: {Median(counted, v => v.CircuitBytes / 1000.0):F0} KB before compression until it is complete
            """));
        foreach (var (address, bytes) in counted[0].Loaded.OrderByDescending(one => one.Value).Take(8))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / 1000.0,7:F1} KB  {address}"));
        }

        return kilobytes <= anchor.MostKilobytes && requests <= anchor.MostRequests && paint <= anchor.MostMilliseconds;
    }

    // A context has a cache of its own, which is empty.
    private static async Task<Visit> VisitAsync(IBrowser browser, string cookies, Uri address, string ready)
    {
        await using var context = await browser.NewContextAsync(new() { StorageState = cookies, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        var wire = await context.NewCDPSessionAsync(page);
        var visit = new Visit();
        await visit.ListenAsync(wire);
        await page.GotoAsync(address.ToString());
        await page.Locator(ready).First.WaitForAsync();

        // Charts below the first come in the same moment; what is live goes on for ever.
        await page.WaitForTimeoutAsync(1500);
        visit.Milliseconds = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime");
        return visit;
    }

    private static double Median(List<Visit> visits, Func<Visit, double> figure) => visits.Select(figure).Order().ElementAt(visits.Count / 2);

    [GeneratedRegex(@"http://\S+/account/set-up\?token=\S+")]
    private static partial Regex Link();

    private sealed record Anchor(string Name, double MostKilobytes, double MostRequests, double MostMilliseconds);
}
