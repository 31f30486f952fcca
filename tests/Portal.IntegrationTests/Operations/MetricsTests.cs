using System.Net;
using Portal.IntegrationTests.FeedHost;
using Portal.TestKit;

namespace Portal.IntegrationTests.Operations;

public sealed class MetricsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Metrics_OfAnOperator_CountWhatHappened()
    {
        var feed = await portal.HostedFeedAsync("measured");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 3);

        using var answer = await client.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        foreach (var name in new[] { "portal_log_appended_total", "portal_log_append_duration_seconds_bucket", "portal_lag", "portal_log_waiting", "http_server_request_duration" })
        {
            Assert.Contains(name, text);
        }
    }

    [Fact]
    public async Task Metrics_ForAnybodyElse_AreRefused()
    {
        using var anonymous = portal.Host.Client(key: null);
        using var viewer = await portal.ClientWithRolesAsync("viewer", "developer", "publisher");
        using var none = await anonymous.GetAsync("/metrics");
        using var denied = await viewer.GetAsync("/metrics");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (none.StatusCode, denied.StatusCode));
    }

    [Fact]
    public async Task Metrics_WhereTheOperatorAllowsIt_AreForEverybody()
    {
        await using var open = PortalHost.Start(settings: new Dictionary<string, string?> { ["Portal:Metrics:Anonymous"] = "true" });
        using var anonymous = open.Client(key: null);
        using var answer = await anonymous.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
