using System.Net;
using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.EndToEndTests;

/// <summary>The story that the portal exists for, with two people in two browsers.</summary>
public sealed class FeedStoryTests(BrowserFixture browser) : BrowserTest(browser)
{
    [Theory]
    [InlineData("Returns of the day", "returns-of-the-day", 1440, 900)]
    [InlineData("Returns on the way", "returns-on-the-way", 390, 844)]
    public async Task Request_Approved_Posted_IsSeenLive(string title, string id, int width, int height)
    {
        var developer = await SignedInAsync("Dev Developer", width: width, height: height);
        var oper = await SignedInAsync("Otto Operator", width: width, height: height);
        await AskAsync(developer, title, id);

        await DecideAsync(oper, title, "Request changes", "What does an entry mean?");
        await ResubmitAsync(developer, "One parcel that came back");
        await DecideAsync(oper, title, "Approve");
        await ReadNewsAsync(developer, $"Approved: new feed '{id}'");
        var key = await CollectKeyAsync(developer);
        await developer.OpenAsync($"catalogue/{id}?tab=entries");
        await Expect(developer.GetByText("No entry yet")).ToBeVisibleAsync();
        using var posted = await PostAsync(id, key, "Parcel 4711 came back");

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        await Expect(developer.Locator("[data-test='live-entries']")).ToContainTextAsync("Parcel 4711 came back", new() { Timeout = 2000 });
    }

    [Fact]
    public async Task Queue_ByTheKeyboardAlone_IsWorkedThrough()
    {
        var developer = await SignedInAsync("Dev Developer");
        var oper = await SignedInAsync("Otto Operator");
        await AskAsync(developer, "Keyed first", "keyed-first");
        await AskAsync(developer, "Keyed second", "keyed-second");
        await oper.OpenAsync("approvals");
        var (current, pane) = (oper.Locator("tr:has(a[aria-current='true'])"), oper.Locator("aside.pane"));

        await GoToAsync("Keyed first");
        await oper.Keyboard.PressAsync("d");
        await Expect(pane.GetByLabel("Comment, or the reason for your decision")).ToBeFocusedAsync();
        await oper.Keyboard.TypeAsync("Ask with a contract");
        while (!await pane.GetByRole(AriaRole.Button, new() { Name = "Decline" }).EvaluateAsync<bool>("button => button === document.activeElement"))
        {
            await oper.Keyboard.PressAsync("Tab");
        }

        await oper.Keyboard.PressAsync("Enter");
        await Expect(oper.GetByRole(AriaRole.Link, new() { Name = "Keyed first" })).ToHaveCountAsync(0);
        await GoToAsync("Keyed second");
        await oper.Keyboard.PressAsync("x");
        await Expect(current.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await oper.Keyboard.PressAsync("x");
        await Expect(current.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();

        // A box is unticked by the browser at once; the key is the bar's of several until the portal has taken that away.
        await Expect(oper.GetByRole(AriaRole.Button, new() { Name = "Approve 1 request" })).ToHaveCountAsync(0);
        await Expect(pane.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeEnabledAsync();
        await oper.Keyboard.PressAsync("a");
        await Expect(oper.GetByRole(AriaRole.Link, new() { Name = "Keyed second" })).ToHaveCountAsync(0);

        async Task GoToAsync(string title)
        {
            for (var tries = 0; tries < 30 && await current.Filter(new() { HasText = title }).CountAsync() == 0; tries++)
            {
                var before = oper.Url;
                await oper.Keyboard.PressAsync("j");
                await oper.WaitForTimeoutAsync(150);
                if (oper.Url == before)
                {
                    await oper.Keyboard.PressAsync("k");
                    await oper.WaitForTimeoutAsync(150);
                }
            }

            await Expect(current).ToContainTextAsync(title);
        }
    }

    [Fact]
    public async Task PausedList_CountsOnAndResumesWithoutLoss()
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync("catalogue/sample-orders?tab=entries");
        var rows = page.Locator("[data-test='live-entries'] tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();

        await page.Locator("[data-test='pause']").ClickAsync();
        await Expect(page.Locator("[data-test='new-count']")).Not.ToHaveTextAsync("0 new", new() { Timeout = 15_000 });
        var shown = await rows.CountAsync();
        await page.Locator("[data-test='resume']").ClickAsync();

        await Expect(rows).Not.ToHaveCountAsync(shown);

        // Test events of other tests, which have no number, may stand between.
        var numbers = (await rows.AllInnerTextsAsync())
            .Select(text => System.Text.RegularExpressions.Regex.Match(text, "SO-(\\d+)"))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(i => numbers[0] - i), numbers);
    }

    [Fact]
    public async Task FollowedFeed_AddedByAddress_IsPolledAndShown()
    {
        var page = await SignedInAsync("Otto Operator");
        await page.OpenAsync("catalogue/add?channel=http");
        await page.GetByLabel("Address of the feed").FillAsync(new Uri(Portal.Address, "health/ready").ToString());
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Not a feed");
        await page.GetByLabel("Owner").FillAsync("Tests");
        await page.GetByLabel("Domain", new() { Exact = true }).FillAsync("Tests");
        await page.GetByRole(AriaRole.Button, new() { Name = "Follow this feed" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/catalogue/not-a-feed$"));
        await page.WaitForInteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Poll now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Malformed" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Sections_OfAFeedOneAfterAnother_KeepTheCircuit()
    {
        var page = await SignedInAsync("Otto Operator");
        List<string> errors = [];
        page.Console += (_, message) => errors.AddRange(message.Type == "error" ? [message.Text] : Array.Empty<string>());
        await page.OpenAsync("catalogue/sample-orders");
        var tabs = page.GetByRole(AriaRole.Navigation, new() { Name = "Sections of the feed" });

        foreach (var section in new[] { "Entries", "Contract", "Publish", "Metrics", "Subscribers", "Entries", "Settings", "Overview" })
        {
            await tabs.GetByRole(AriaRole.Link, new() { Name = section }).ClickAsync();
            await Expect(tabs.GetByRole(AriaRole.Link, new() { Name = section })).ToHaveAttributeAsync("aria-current", "page");
        }

        await tabs.GetByRole(AriaRole.Link, new() { Name = "Entries" }).ClickAsync();
        await page.Locator("[data-test='live-entries'] tbody a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Payload" }).Or(page.Locator(".split[data-open='true']")).First).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    private static async Task AskAsync(IPage page, string title, string id)
    {
        await page.OpenAsync("requests/new");
        await page.GetByLabel("Title").FillAsync(title);
        await Expect(page.GetByLabel("Id", new() { Exact = true })).ToHaveValueAsync(id);
        await page.GetByLabel("Why it is needed").FillAsync("The warehouse plans with it");
        await page.GetByLabel("Owning team").FillAsync("Logistics");
        await page.GetByLabel("Business domain").FillAsync("Logistics");
        await page.GetByLabel("Tags").FocusAsync();
        await page.GetByText("4 Review").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task DecideAsync(IPage page, string title, string button, string? reason = null)
    {
        await page.OpenAsync("approvals");
        await page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        if (reason is not null)
        {
            await page.GetByLabel("Comment, or the reason for your decision").FillAsync(reason);
        }

        await page.Locator("footer").GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Expect(page.Locator("aside.pane")).ToHaveCountAsync(0);
    }

    // The requester's page, where the request is, tells of the decision by itself.
    private static async Task ResubmitAsync(IPage page, string meaning)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Change and resubmit" }).ClickAsync();
        await page.GetByLabel("What it means").FillAsync(meaning);
        await page.GetByLabel("Tags").FocusAsync();
        await page.GetByText("4 Review").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Hand in again" }).ClickAsync();
        await Expect(page.GetByText("Waiting", new() { Exact = true })).ToBeVisibleAsync();
    }

    // Told without asking, and read where it leads: the panel is closed then, and one less is unread.
    private static async Task ReadNewsAsync(IPage page, string title)
    {
        await Expect(page.Locator("button.bell .badge")).ToBeVisibleAsync();
        await page.Locator("button.bell").ClickAsync();
        await page.Locator("#bell").GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/requests/req-"));
        await Expect(page.Locator("#bell")).ToBeHiddenAsync();
    }

    private static async Task<string> CollectKeyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Show the key" }).ClickAsync();
        var secret = page.Locator(".once code");
        await Expect(secret).ToBeVisibleAsync();
        var key = await secret.InnerTextAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I have kept it" }).ClickAsync();
        return key;
    }

    private async Task<HttpResponseMessage> PostAsync(string feed, string key, string title)
    {
        using var client = Portal.Client(key);
        using var body = new StringContent(
            $"""<entry xmlns="http://www.w3.org/2005/Atom"><title>{title}</title><content type="text">hello</content></entry>""", Encoding.UTF8, "application/atom+xml");
        return await client.PostAsync($"/feeds/{feed}", body);
    }
}
