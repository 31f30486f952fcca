using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Web.Frame;

namespace Portal.ComponentTests.Frame;

public sealed class SearchDialogTests : ComponentTest
{
    private readonly FakeSearch _search = new();

    public SearchDialogTests() => Services.AddSingleton<IPortalSearch>(_search);

    [Fact]
    public async Task Search_BeforeTyping_SaysWhatItFinds()
    {
        var page = await OpenAsync();

        Assert.Equal("Names, meanings, fields and owners. Up, down and Enter choose.", page.Find(".said").TextContent);
    }

    [Fact]
    public async Task Search_TypingOn_AsksOnlyForTheLastText()
    {
        _search.Hits = [new SearchHit("Feed", "orders", "Sales", "feeds/orders"), new SearchHit("Field", "total", null, "feeds/orders?tab=contract", "field total")];
        var page = await OpenAsync();

        var first = page.Find("input").InputAsync("or");
        var second = page.Find("input").InputAsync(" orders ");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(first, second);

        Assert.Equal(["orders"], _search.Asked);
        Assert.Equal(["orders", "total"], page.FindAll("[role=option] .title").Select(title => title.TextContent));
        Assert.Equal("2 hits", page.Find(".said").TextContent);
    }

    [Fact]
    public async Task Search_WithoutHits_SaysSo()
    {
        var page = await OpenAsync();

        await TypeAsync(page, "<b>nothing");

        Assert.Equal("Nothing is called or contains \"<b>nothing\".", page.Find(".said").TextContent);
    }

    [Fact]
    public async Task Search_ThatFails_SaysSo()
    {
        _search.Failure = new InvalidOperationException("no database");
        var page = await OpenAsync();

        await TypeAsync(page, "orders");

        Assert.Equal("The search did not answer. Type on to try again.", page.Find(".said").TextContent);
    }

    [Fact]
    public async Task Search_DownAndEnter_OpensTheSecondHit()
    {
        _search.Hits = [new SearchHit("Feed", "orders", null, "feeds/orders"), new SearchHit("Feed", "returns", null, "feeds/returns")];
        var page = await OpenAsync();
        await TypeAsync(page, "feed");

        await page.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await page.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith("/feeds/returns", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Search_EnterBeforeTheAnswer_OpensTheFirstHitOfTheAnswer()
    {
        _search.Hits = [new SearchHit("Feed", "orders", null, "feeds/orders")];
        var page = await OpenAsync();
        await TypeAsync(page, "orders");
        _search.Hits = [new SearchHit("Feed", "returns", null, "feeds/returns")];

        var typing = page.Find("input").InputAsync("returns");
        await page.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Clock.Advance(TimeSpan.FromSeconds(1));
        await typing;

        Assert.EndsWith("/feeds/returns", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Search_TypingOnAfterEnter_OpensNothingByItself()
    {
        _search.Hits = [new SearchHit("Feed", "orders", null, "feeds/orders")];
        var page = await OpenAsync();
        var before = Services.GetRequiredService<NavigationManager>().Uri;

        var first = page.Find("input").InputAsync("or");
        await page.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        var second = page.Find("input").InputAsync("orders");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(first, second);

        Assert.Equal(before, Services.GetRequiredService<NavigationManager>().Uri);
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var page = RenderDialogs();
        await page.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<SearchDialog>());
        return page;
    }

    private async Task TypeAsync(IRenderedComponent<MudDialogProvider> page, string text)
    {
        var typing = page.Find("input").InputAsync(text);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await typing;
    }
}
