namespace Portal.EndToEndTests;

public sealed class CatalogueAccessibilityTests(BrowserFixture browser) : Accessibility(browser)
{
    [Theory]
    [InlineData("catalogue")]
    [InlineData("catalogue?q=nothing-matches-this")]
    [InlineData("catalogue?view=cards&domain=Sales")]
    [InlineData("catalogue?mine=favourites")]
    [InlineData("catalogue?q=shpment")]
    [InlineData("catalogue/sample-invoices/edit")]
    [InlineData("catalogue/add")]
    [InlineData("catalogue/add?channel=hosted")]
    [InlineData("catalogue/import")]
    [InlineData("catalogue/no-such-feed")]
    public Task Page_LightDarkAndOnAPhone_HasNoViolationAndNoScrollBarToTheSide(string path) => CheckAsync(path);
}
