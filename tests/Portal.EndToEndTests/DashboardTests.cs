using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>From a feed to a live dashboard, and from a figure to the entries behind it.</summary>
public sealed class DashboardTests(BrowserFixture browser) : Accessibility(browser)
{
    [Fact]
    public async Task Dashboard_FromAFeed_MovesWithItsEntriesAndLeadsToThem()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-orders");

        var figure = page.Locator(".kpi .fig").First;
        var before = await figure.InnerTextAsync();
        await Expect(figure).Not.ToHaveTextAsync(before, new() { Timeout = 20_000 });

        var chart = page.Locator(".chart").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Orders: entries", Exact = true }) });
        await chart.GetByRole(AriaRole.Button, new() { Name = "entries as a table" }).ClickAsync();
        await chart.Locator("button.pick").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Entries", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator("table.entries tbody tr").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Tile_OfADashboard_IsSavedAsATableAndAsAPicture()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-orders");
        await Expect(page.Locator(".apexcharts-svg").First).ToBeVisibleAsync();

        var table = await page.RunAndWaitForDownloadAsync(() => page.Locator(".chart a[download]").First.ClickAsync());
        var picture = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { NameRegex = new("as a picture$") }).First.ClickAsync());

        Assert.StartsWith("Time,", await File.ReadAllTextAsync(await table.PathAsync()), StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(await picture.PathAsync()))[..4]);
    }

    [Fact]
    public async Task Kpi_OfAContractsMeasure_IsOnTheDashboardAndLeadsToItsEntries()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-orders");
        await page.GetByRole(AriaRole.Link, new() { Name = "EUR", Exact = true }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "currency: EUR" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Orders: total as a table" }).ClickAsync();
        await page.Locator("button.pick").First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Entries behind this point" })).ToBeVisibleAsync();
        await Expect(page.Locator("tbody a.rowlink").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Replay_GoesThroughThePastAndStopsAtLive()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-invoices");

        await page.GetByRole(AriaRole.Link, new() { Name = "Replay", Exact = true }).ClickAsync();
        var banner = page.GetByRole(AriaRole.Region, new() { Name = "Replay" });
        var moment = banner.Locator("p span").First;
        var before = await moment.InnerTextAsync();
        await Expect(moment).Not.ToHaveTextAsync(before, new() { Timeout = 10_000 });
        await Expect(page.GetByText("Not replayed").First).ToBeVisibleAsync();
        await banner.GetByRole(AriaRole.Link, new() { NameRegex = new("^Stop") }).ClickAsync();

        await Expect(banner).ToHaveCountAsync(0);
        await Expect(page.GetByText("Not replayed")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Tile_DraggedByItsHandle_TakesTheOtherPlaceAfterPublishing()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-invoices");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        var tiles = page.Locator(".dash > .cell");
        var order = await OrderAsync(tiles);

        await DragAsync(page, page.Locator("[data-handle]").Nth(0), tiles.Nth(2));
        await Expect(tiles.Nth(0)).ToHaveAttributeAsync("data-tile", order[1]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(page.Locator("[data-handle]")).ToHaveCountAsync(0);

        Assert.Equal([order[1], order[2], order[0], .. order.Skip(3)], await OrderAsync(tiles));
    }

    [Fact]
    public async Task Link_OpenedWithoutAnAccount_ShowsTheDashboardUntilItIsEnded()
    {
        var page = await SignedInAsync("Dev Developer");
        await MakeAsync(page, "sample-shipments");
        await page.GetByRole(AriaRole.Button, new() { Name = "Share" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "7 days" }).ClickAsync();
        var address = await page.Locator(".once code").InnerTextAsync();
        var stranger = await WindowAsync();
        await stranger.GotoAsync(address);
        await Expect(stranger.Locator(".dash > .cell").First).ToBeVisibleAsync();
        await Expect(stranger.Locator("a[href*='catalogue/']")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End the link") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End the link") })).ToHaveCountAsync(0);
        await stranger.ReloadAsync();

        await Expect(stranger.GetByText("This link has ended")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Dashboard_ShownEditedAndOnAWall_HasNoViolation(ColorScheme scheme)
    {
        var page = await SignedInAsync("Otto Operator", scheme);
        await MakeAsync(page, "sample-orders,sample-invoices");
        var address = new Uri(page.Url).AbsolutePath.TrimStart('/');
        await page.GetByRole(AriaRole.Button, new() { Name = "Send by e-mail" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "To" }).FillAsync("dev dev");
        await Expect(page.GetByRole(AriaRole.Option)).ToContainTextAsync("Dev Developer");
        await HasNoViolationAsync(page);

        foreach (var path in new[] { $"{address}?compare=before", $"{address}?edit=yes", $"{address}/kiosk" })
        {
            await page.GotoAsync(path);
            await Expect(page.Locator(".dash > .cell").First).ToBeVisibleAsync();
            await Expect(page.Locator(".apexcharts-svg").First).ToBeVisibleAsync();
            await HasNoViolationAsync(page);
        }
    }

    [Fact]
    public async Task Dashboard_OnAPhone_DoesNotScrollToTheSide()
    {
        var page = await SignedInAsync("Dev Developer", width: 390, height: 844);
        await MakeAsync(page, "sample-orders");

        Assert.Equal(390, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task MakeAsync(IPage page, string feeds)
    {
        await page.OpenAsync($"dashboards/new?feeds={feeds}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(page.Locator(".dash > .cell").First).ToBeVisibleAsync();
    }

    private static async Task<IReadOnlyList<string>> OrderAsync(ILocator tiles) =>
        await tiles.EvaluateAllAsync<string[]>("tiles => tiles.map(tile => tile.dataset.tile)");

    private static async Task DragAsync(IPage page, ILocator handle, ILocator target)
    {
        var from = await handle.BoundingBoxAsync() ?? throw new InvalidOperationException("The handle is not shown.");
        var to = await target.BoundingBoxAsync() ?? throw new InvalidOperationException("The target is not shown.");
        await page.Mouse.MoveAsync(from.X + (from.Width / 2), from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + (to.Width * 0.8f), to.Y + (to.Height / 2), new() { Steps = 8 });
        await page.Mouse.UpAsync();
    }
}
