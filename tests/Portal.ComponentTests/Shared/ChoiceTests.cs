using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Web.Shared.Choices;
using Portal.Web.Shared.Layout;

namespace Portal.ComponentTests.Shared;

public sealed class ChoiceTests : ComponentTest
{
    private static readonly Choice[] Ranges = [new("today", "Today"), new("7d", "7 days", 3204)];

    [Fact]
    public void SegmentedChoice_WithAQuery_LinksToTheSamePageWithItsValue()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("feeds/orders?range=7d&q=a%26b");

        var choice = Render<SegmentedChoice>(p => p.Add(c => c.Label, "Range").Add(c => c.Query, "range").Add(c => c.Value, "7d").Add(c => c.Options, Ranges));

        Assert.Equal(
            ["Today http://localhost/feeds/orders?q=a%26b ", "7 days 3,204 http://localhost/feeds/orders?q=a%26b&range=7d true"],
            choice.FindAll("a").Select(link => $"{link.TextContent} {link.GetAttribute("href")} {link.GetAttribute("aria-current")}"));
    }

    [Fact]
    public async Task SegmentedChoice_WithoutAQuery_TellsOfTheChoice()
    {
        string? chosen = null;
        var choice = Render<SegmentedChoice>(p => p.Add(c => c.Label, "Range").Add(c => c.Value, "today").Add(c => c.Options, Ranges)
            .Add(c => c.ValueChanged, value => chosen = value));

        await choice.FindAll("button")[1].ClickAsync(new());

        Assert.Equal(("7d", "true"), (chosen, choice.FindAll("button")[0].GetAttribute("aria-pressed")));
    }

    [Fact]
    public void SectionTabs_OfAPage_DropTheOtherTabsFilter()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("feeds/orders?tab=entries&q=x");

        var tabs = Render<SectionTabs>(p => p.Add(t => t.Label, "Feed").Add(t => t.Current, "entries")
            .Add(t => t.Tabs, [new SectionTab("overview", "Overview"), new SectionTab("entries", "Entries", 12)]));

        Assert.Equal(["http://localhost/feeds/orders ", "http://localhost/feeds/orders?tab=entries page"],
            tabs.FindAll("a").Select(tab => $"{tab.GetAttribute("href")} {tab.GetAttribute("aria-current")}"));
    }

    [Theory]
    [InlineData("http://h/p", "a", "1", "http://h/p?a=1")]
    [InlineData("http://h/p?a=1&b=2", "a", null, "http://h/p?b=2")]
    [InlineData("http://h/p?A=1&A=2", "a", "<x>", "http://h/p?a=%3Cx%3E")]
    [InlineData("http://h/p?b=1&b=2#part", "a", "1", "http://h/p?b=1&b=2&a=1")]
    public void QueryAddress_WithAValue_ChangesOnlyThatParameter(string uri, string name, string? value, string expected) =>
        Assert.Equal(expected, QueryAddress.With(uri, name, value));

    [Fact]
    public async Task Confirm_WithoutTheReasonItAsksFor_StaysOpen()
    {
        var (page, answer) = await AskAsync(new ConfirmQuestion("Decline?", "They are told.", "Decline") { ReasonLabel = "Reason", Danger = true });

        await Press(page, "Decline");
        Assert.Contains("Give a reason", page.Markup);
        await page.Find("textarea").InputAsync("  too broad ");
        await Press(page, "Decline");

        Assert.Equal(new ConfirmAnswer("too broad"), await answer);
    }

    [Fact]
    public async Task Confirm_Cancelled_AnswersNothing()
    {
        var (page, answer) = await AskAsync(new ConfirmQuestion("Retire?", "It takes no more entries.", "Retire"));

        await Press(page, "Cancel");

        Assert.Null(await answer);
    }

    [Fact]
    public async Task Confirm_WithoutAReason_AnswersAtOnce()
    {
        var (page, answer) = await AskAsync(new ConfirmQuestion("Retire?", "It takes no more entries.", "Retire"));

        await Press(page, "Retire");

        Assert.Equal(new ConfirmAnswer(null), await answer);
    }

    private async Task<(IRenderedComponent<MudDialogProvider> Page, Task<ConfirmAnswer?> Answer)> AskAsync(ConfirmQuestion question)
    {
        var page = RenderDialogs();
        Task<ConfirmAnswer?> answer = Task.FromResult<ConfirmAnswer?>(null);
        await page.InvokeAsync(() => { answer = Services.GetRequiredService<IDialogService>().ConfirmAsync(question); });
        page.WaitForElement(".mud-dialog button");
        return (page, answer);
    }

    private static Task Press(IRenderedComponent<MudDialogProvider> page, string word) =>
        page.FindAll(".mud-dialog button").Single(button => button.TextContent.Trim() == word).ClickAsync(new());
}
