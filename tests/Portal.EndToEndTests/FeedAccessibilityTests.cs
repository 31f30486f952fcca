namespace Portal.EndToEndTests;

public sealed class FeedAccessibilityTests(BrowserFixture browser) : Accessibility(browser)
{
    [Theory]
    [InlineData("catalogue/sample-orders")]
    [InlineData("catalogue/sample-orders?tab=entries")]
    [InlineData("catalogue/sample-orders?tab=objectives")]
    [InlineData("catalogue/sample-orders?tab=contract")]
    [InlineData("catalogue/sample-orders?tab=contract&view=samples")]
    [InlineData("catalogue/sample-orders?tab=contract&view=code")]
    [InlineData("catalogue/sample-orders?tab=contract&view=code&lang=typescript")]
    [InlineData("catalogue/sample-orders?tab=contract&view=drift")]
    [InlineData("catalogue/sample-orders/contract/draft")]
    [InlineData("catalogue/sample-orders?tab=metrics")]
    [InlineData("catalogue/sample-orders?tab=settings")]
    [InlineData("catalogue/sample-orders?tab=subscribers")]
    [InlineData("catalogue/sample-orders?tab=publish")]
    public Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path) => CheckAsync(path);
}
