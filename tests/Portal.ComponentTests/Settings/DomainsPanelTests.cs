using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Web.Features.Settings.Domains;

namespace Portal.ComponentTests.Settings;

public sealed class DomainsPanelTests : DeskTest
{
    private readonly FakeDomains _domains;
    private IRenderedComponent<MudDialogProvider>? _dialogs;

    public DomainsPanelTests()
    {
        _domains = new FakeDomains(Feeds);
        SignIn(Operator);
        Services.AddSingleton(provider => new DomainDesk(
            provider.GetRequiredService<FeedRegistry>(), _domains, new CatalogueChanges(), new FakeActivity(), new FakeAudit(), Clock));
    }

    [Fact]
    public void Domains_WithNone_SayWhatMakesOne() => Assert.Equal("NothingYet", Open().Find(".empty").GetAttribute("data-empty"));

    [Fact]
    public void Domains_AreCountedWithTheirParts()
    {
        Feeds.Add("orders", "Orders");
        Feeds.Feeds[FeedId.Parse("orders")].Subdomain = "Orders";
        Feeds.Add("returns", "Returns");

        var list = Open().Find(".list").TextContent;

        Assert.Contains("Sales 2", string.Join(' ', list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("Orders 1", string.Join(' ', list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Rename_Confirmed_TakesTheFeedsAlong()
    {
        Feeds.Add("orders", "Orders");
        var panel = Open();
        await panel.Find("[aria-label='Change Sales']").ClickAsync(new());
        await TypeAsync(panel, "Domain", "Commerce");

        var saving = panel.Find("form").SubmitAsync();
        _dialogs!.WaitForElement(".mud-dialog button");
        Assert.Contains("1 feeds go along", _dialogs!.Markup);
        await _dialogs!.FindAll(".mud-dialog button").Single(b => b.TextContent.Trim() == "Change").ClickAsync(new());
        await saving;

        Assert.Equal("Commerce", Feeds.Feeds[FeedId.Parse("orders")].Domain);
        Assert.Contains("Commerce", panel.Find(".list").TextContent);
    }

    [Fact]
    public async Task Remove_OfAnEmptyDomain_IsOfferedAndDone()
    {
        Feeds.Add("orders", "Orders");
        _domains.Terms.Add(new DomainTerm { Domain = "Empty", Subdomain = "" });
        var panel = Open();
        Assert.Empty(panel.FindAll("[aria-label='Remove Sales']"));

        await panel.Find("[aria-label='Remove Empty']").ClickAsync(new());

        Assert.Empty(_domains.Terms);
    }

    [Fact]
    public async Task Make_WithoutAName_IsRefusedAtTheField()
    {
        var panel = Open();

        await panel.Find("form").SubmitAsync();

        Assert.Contains("This is required.", panel.Markup);
    }

    private IRenderedComponent<DomainsPanel> Open()
    {
        _dialogs = RenderDialogs();
        return Render<DomainsPanel>(panel => panel.Add(p => p.Actor, Operator));
    }

    private static Task TypeAsync(IRenderedComponent<DomainsPanel> panel, string label, string text) =>
        panel.Find($"input[aria-label='{label}']").InputAsync(text);
}
