using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using Portal.TestKit;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>A rule is tried on what was recorded, saved, seen to fire from a posted entry, and its incident taken up.</summary>
public sealed class AlertStoryTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Rule_TriedSavedAndFired_IsAcknowledged()
    {
        const string Feed = "alert-story";
        var page = await SignedInAsync("Otto Operator");
        using var client = new HttpClient { BaseAddress = Portal.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalHost.BootstrapKey);
        using var registered = await client.PostAsync("api/v1/feeds", Json($$$"""{"id":"{{{Feed}}}","title":"Alert story","owner":"Tests","domain":"Tests","channel":{"type":"hosted"}}"""));
        registered.EnsureSuccessStatusCode();
        await PostAsync(client, Feed, "A");
        await PostAsync(client, Feed, "A");

        // What a person would fill in field by field, and another program in one call: the page goes on from there.
        using var made = await client.PostAsync("api/v1/alert-rules", Json(
            $$$"""{"id":"{{{Feed}}}","title":"Twice the same number","severity":"critical","definition":{"kind":"duplicates","feeds":["{{{Feed}}}"],"key":{"kind":"payload","path":"/number"},"within":"PT1H"}}"""));
        made.EnsureSuccessStatusCode();
        await page.OpenAsync($"alerts/rules/{Feed}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try on the last 30 days" }).ClickAsync();
        await Expect(page.Locator("[data-backtest]")).ToContainTextAsync("1 incident");
        await page.GetByLabel("Owner").FillAsync("Story tellers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Twice the same number" })).ToBeVisibleAsync();
        await LooksAsync(client, Feed);

        await page.OpenAsync("alerts");
        var began = Stopwatch.GetTimestamp();
        await PostAsync(client, Feed, "A");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Twice the same number" })).ToBeVisibleAsync(new() { Timeout = 10_000 });
        var seen = Stopwatch.GetElapsedTime(began);
        await page.GetByRole(AriaRole.Link, new() { Name = "Twice the same number" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Incident" })).ToContainTextAsync("Otto Operator acknowledged");
        TestContext.Current.TestOutputHelper?.WriteLine($"Seen {seen.TotalMilliseconds:0} ms after the entry was posted");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task PostAsync(HttpClient client, string feed, string number)
    {
        var entry = $$"""<entry xmlns="http://www.w3.org/2005/Atom"><title>Number {{number}}</title><content type="application/json">{"number":"{{number}}"}</content></entry>""";
        using var answer = await client.PostAsync($"feeds/{feed}", new StringContent(entry, Encoding.UTF8, "application/atom+xml"));
        answer.EnsureSuccessStatusCode();
    }

    private static async Task LooksAsync(HttpClient client, string rule)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!(await client.GetStringAsync($"api/v1/alert-rules/{rule}", limit.Token)).Contains("\"looks\":true", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
