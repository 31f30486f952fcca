namespace Portal.EndToEndTests;

public sealed class MonitoringAccessibilityTests(BrowserFixture browser) : Accessibility(browser)
{
    [Theory]
    [InlineData("live")]
    [InlineData("health")]
    [InlineData("health?state=trouble")]
    [InlineData("entries?feeds=sample-orders&from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")]
    [InlineData("dashboards")]
    [InlineData("dashboards/new")]
    [InlineData("dashboards/no-such")]
    [InlineData("kpis")]
    [InlineData("kpis?q=nothing-matches-this")]
    [InlineData("kpis/sample-orders-an-hour")]
    [InlineData("kpis/sample-orders-an-hour/edit")]
    [InlineData("kpis/new")]
    [InlineData("processes")]
    [InlineData("processes/sample-order-to-invoice")]
    [InlineData("processes/new")]
    [InlineData("dashboards/new?feeds=sample-orders")]
    [InlineData("kpis/no-such-kpi")]
    [InlineData("alerts")]
    [InlineData("alerts?state=resolved")]
    [InlineData("alerts?tab=rules")]
    [InlineData("alerts?tab=maintenance")]
    [InlineData("alerts?tab=channels")]
    [InlineData("alerts/rules/new")]
    [InlineData("alerts/rules/sample-order-not-shipped")]
    public Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path) => CheckAsync(path);
}
