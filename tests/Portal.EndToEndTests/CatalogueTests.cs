using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

public sealed partial class CatalogueTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Search_WithASlip_FindsTheFeedAndOpensIt()
    {
        var page = await SignedInAsync("Vera Viewer");
        await page.OpenAsync("catalogue");

        await page.Keyboard.PressAsync("Control+k");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Search" }).FillAsync("shipmnet");
        await Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Shipments");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(SampleShipments());
    }

    [Fact]
    public async Task Search_ForAValueOfAField_SaysWhyItWasFound()
    {
        var page = await SignedInAsync("Vera Viewer");
        await page.OpenAsync("catalogue?q=partner");

        await Expect(page.Locator("[data-feed='sample-orders'] .because")).ToContainTextAsync("partner", new() { IgnoreCase = true });
        await Expect(page.Locator("[data-feed='sample-orders'] mark").First).ToHaveTextAsync(new Regex("^partner$", RegexOptions.IgnoreCase));
    }

    [Fact]
    public async Task Describe_ByTwoAtOnce_TellsTheSecondAndOverwritesNothing()
    {
        var first = await SignedInAsync("Otto Operator");
        var second = await SignedInAsync("Otto Operator");
        await first.OpenAsync("catalogue/sample-shipments/edit");
        await second.OpenAsync("catalogue/sample-shipments/edit");
        await first.GetByLabel("Summary", new() { Exact = true }).FillAsync("The first says so.");
        await second.GetByLabel("Summary", new() { Exact = true }).FillAsync("The second says so.");
        await first.GetByLabel("Tags", new() { Exact = true }).FocusAsync();
        await second.GetByLabel("Tags", new() { Exact = true }).FocusAsync();

        await first.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(first).ToHaveURLAsync(SampleShipments());
        await second.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(second.GetByRole(AriaRole.Alert).First).ToContainTextAsync("They changed: summary.");
        await Expect(first.GetByText("The first says so.").First).ToBeVisibleAsync();
    }

    [GeneratedRegex("/catalogue/sample-shipments$")]
    private static partial Regex SampleShipments();
}
