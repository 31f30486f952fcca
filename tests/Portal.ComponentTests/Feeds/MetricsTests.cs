using Bunit;
using Portal.Monitoring.Metrics;

namespace Portal.ComponentTests.Feeds;

public sealed class MetricsTests : FeedPageTest
{
    public MetricsTests()
    {
        SignIn(Viewer);
        Feeds.Add("orders", "Orders");
    }

    [Fact]
    public void Metrics_BeforeTheyAreRead_SayThatTheyLoad()
    {
        Throughput.Ready = new TaskCompletionSource().Task;

        Assert.Contains("Loading Entries", Open("orders", "?tab=metrics").FindAll("[role=status]").Select(status => status.TextContent.Trim()));
    }

    [Fact]
    public async Task Metrics_ThatCannotBeRead_CanBeTriedAgain()
    {
        Throughput.Failure = new InvalidOperationException("secret detail");
        var page = Open("orders", "?tab=metrics");
        Assert.Contains("The figures could not be read", page.Find("[role=alert]").TextContent);
        Assert.DoesNotContain("secret detail", page.Markup);

        Throughput.Failure = null;
        await page.Find("[role=alert] button").ClickAsync(new());

        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("", 1, "last 1 h")]
    [InlineData("&range=24h", 24, "last 24 h")]
    [InlineData("&range=30d", 720, "last 30 days")]
    [InlineData("&range=for-ever", 1, "last 1 h")]
    public void Metrics_RangeInTheAddress_IsTheOneReadAndSaid(string query, int hours, string window)
    {
        var page = Open("orders", "?tab=metrics" + query);

        Assert.All(Throughput.Asked, asked => Assert.Equal(TimeSpan.FromHours(hours), asked.To - asked.From));
        Assert.All(page.FindAll(".section .win"), shown => Assert.Equal(window, shown.TextContent));
    }

    [Fact]
    public void Metrics_Ranges_LeadToTheirAddress() => Assert.Equal(
        ["?tab=metrics", "?tab=metrics&range=24h", "?tab=metrics&range=7d", "?tab=metrics&range=30d"],
        Open("orders", "?tab=metrics&range=7d").FindAll("[aria-label=Range] a").Select(range => new Uri(range.GetAttribute("href")!).Query));

    [Fact]
    public void Metrics_OfAnotherRange_NeverStandUnderItsWords()
    {
        Throughput.Sum = Throughput.Sum with { Entries = 4711 };
        var page = Open("orders", "?tab=metrics");
        Assert.Contains("4,711", page.Markup);
        Throughput.Ready = new TaskCompletionSource().Task;

        GoTo("catalogue/orders?tab=metrics&range=7d");
        page.Render();

        page.WaitForAssertion(() => Assert.Contains("last 7 days", page.Markup));
        Assert.DoesNotContain("4,711", page.Markup);
    }

    [Fact]
    public void Metrics_Figures_AreTheMeasuredOnes()
    {
        Throughput.Sum = Throughput.Sum with { Entries = 1284, Bytes = 2048, Checked = 1000, Invalid = 7, Errors = 3 };

        var figures = Open("orders", "?tab=metrics").FindAll(".section .kpi").Select(tile => tile.TextContent).ToList();

        Assert.Equal(4, figures.Count);
        foreach (var (tile, shown) in figures.Zip(["1,284", "2 KB", "7", "3"]))
        {
            Assert.Contains(shown, tile);
        }

        Assert.Contains("1,000 were checked", figures[2]);
    }

    [Fact]
    public void Metrics_ByEventType_AreATableAndStackedSeries()
    {
        var sum = new ThroughputBucket(Now.AddHours(-1), 30, 3000, 30, 2, 0, 0.5, 1.5, 2);
        Throughput.Types.Add(new TypedThroughput(TypedShare.Type, "sales.order.placed", sum, [sum with { Start = Resolution.Minute.Floor(Now.AddMinutes(-5)) }]));
        Throughput.Types.Add(new TypedThroughput(TypedShare.Untyped, null, sum with { Entries = 10, LatencyP50 = null }, []));

        var page = Open("orders", "?tab=metrics&range=24h");

        var rows = Tile(page, "By event type").QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim())).ToList();
        Assert.Equal(["sales.order.placed", "30", "75 %", "2.9 KB", "30", "2", "500 ms", "1.5 s", "2 s"], rows[0]);
        Assert.Equal(["No type", "10", "25 %", "2.9 KB", "30", "2", "–", "1.5 s", "2 s"], rows[1]);
        Assert.Equal("?tab=entries&q=sales.order.placed", new Uri(Tile(page, "By event type").QuerySelector("tbody a")!.GetAttribute("href")!).Query);
        Assert.Equal(["Time (UTC)", "sales.order.placed", "No type"], Tile(page, "Entries by event type a minute").QuerySelectorAll("thead th").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Metrics_WithoutEventTypes_DrawNoChartOfThem()
    {
        var page = Open("orders", "?tab=metrics");

        Assert.DoesNotContain("Entries by event type", page.Markup);
        Assert.Contains("Nothing came in this window.", Tile(page, "By event type").TextContent);
    }

    [Fact]
    public void Metrics_LatencyOfSilentMinutes_IsNotKnownRatherThanZero()
    {
        Throughput.Buckets.Add(new ThroughputBucket(Now.AddMinutes(-5), 10, 100, 0, 0, 0, 0.5, 1.5, 2));

        var chart = Tile(Open("orders", "?tab=metrics"), "Latency, publishing to stored in seconds");

        Assert.Contains("p50 – now, 0.5 to 0.5; p95 – now, 1.5 to 1.5", chart.QuerySelector("[role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.DoesNotContain("0", chart.QuerySelectorAll("tbody td").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Metrics_AfterAWhile_AreReadAgain()
    {
        var page = Open("orders", "?tab=metrics");
        Throughput.Sum = Throughput.Sum with { Entries = 4711 };

        await page.InvokeAsync(() => Clock.Advance(TimeSpan.FromSeconds(10)));

        page.WaitForAssertion(() => Assert.Contains("4,711", page.Markup));
    }
}
