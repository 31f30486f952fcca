using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Playwright;
using Portal.TestKit;

namespace Portal.Benchmarks.LiveList;

/// <summary>
/// How long a posted entry takes to be visible in a browser's live list while 200 entries a second arrive: from the
/// moment before the POST is sent to the frame in which the row is there. The whole way is measured: HTTP, the
/// contract gate, the durable append, the live tail, the circuit, the browser.
/// </summary>
internal static class LiveListBenchmark
{
    private const int EntriesPerSecond = 200;
    private const int Seconds = 30;
    private const int WarmUpSeconds = 5;
    private const double BoundMilliseconds = 300;
    private const string Feed = "measured";

    // Notes when each title is first seen, in the browser's own epoch milliseconds; checked on every frame.
    private const string Watch =
        """
        () => {
          window.seen = {};
          const look = () => {
            const now = performance.timeOrigin + performance.now();
            for (const row of document.querySelectorAll("[data-test='live-entries'] tbody tr")) {
              const title = /Measured (\d+)/.exec(row.textContent)?.[1];
              if (title && !(title in window.seen)) window.seen[title] = now;
            }
            requestAnimationFrame(look);
          };
          look();
        }
        """;

    public static async Task<int> RunAsync()
    {
        await using var portal = PortalHost.Start("Development");
        using var client = portal.Client();
        using var made = await client.PostAsJsonAsync(
            "/api/v1/feeds", new { id = Feed, title = "Measured", owner = "Benchmark", domain = "Benchmark", channel = new { type = "hosted" } });
        made.EnsureSuccessStatusCode();

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"], Headless = true });
        var page = await OpenLiveListAsync(browser, portal.Address);

        var sent = new ConcurrentDictionary<int, double>();
        await PostAsync(client, sent, TimeProvider.System);
        await page.WaitForTimeoutAsync(2000);
        var seen = await page.EvaluateAsync<Dictionary<string, double>>("() => window.seen");

        return Report(sent, seen);
    }

    private static async Task<IPage> OpenLiveListAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync("account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue as Otto Operator" }).ClickAsync();
        await page.GotoAsync($"catalogue/{Feed}?tab=entries");
        await page.Locator(".frame[data-interactive='true']").WaitForAsync();
        await page.EvaluateAsync(Watch);
        return page;
    }

    // Each entry has its moment; a late answer does not delay the next ones.
    private static async Task PostAsync(HttpClient client, ConcurrentDictionary<int, double> sent, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var posts = new List<Task>();
        for (var number = 0; number < EntriesPerSecond * (WarmUpSeconds + Seconds); number++)
        {
            var due = TimeSpan.FromSeconds((double)number / EntriesPerSecond) - time.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time);
            }

            posts.Add(PostOneAsync(client, number, sent, time));
        }

        await Task.WhenAll(posts);
    }

    private static async Task PostOneAsync(HttpClient client, int number, ConcurrentDictionary<int, double> sent, TimeProvider time)
    {
        using var body = new StringContent(
            $"""<entry xmlns="http://www.w3.org/2005/Atom"><title>Measured {number}</title><content type="text">One of many</content></entry>""",
            Encoding.UTF8,
            "application/atom+xml");
        sent[number] = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        using var answer = await client.PostAsync($"/feeds/{Feed}", body);
        answer.EnsureSuccessStatusCode();
    }

    private static int Report(ConcurrentDictionary<int, double> sent, Dictionary<string, double> seen)
    {
        var measured = sent.Where(entry => entry.Key >= EntriesPerSecond * WarmUpSeconds).ToList();
        var times = measured
            .Select(entry => (Found: seen.TryGetValue(entry.Key.ToString(CultureInfo.InvariantCulture), out var at), Took: at - entry.Value))
            .Where(entry => entry.Found).Select(entry => entry.Took).Order().ToList();
        if (times.Count == 0)
        {
            Console.Error.WriteLine("No entry was seen in the browser.");
            return 1;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measured.Count} entries posted at {EntriesPerSecond}/s, {times.Count} seen as rows; POST to visible: p50 {At(times, 0.5):F0} ms, p95 {At(times, 0.95):F0} ms, max {times[^1]:F0} ms"));
        return At(times, 0.5) < BoundMilliseconds ? 0 : 1;
    }

    private static double At(List<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
