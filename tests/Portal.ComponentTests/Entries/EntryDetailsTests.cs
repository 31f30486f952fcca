using Bunit;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Shared.Entries;

namespace Portal.ComponentTests.Entries;

public sealed class EntryDetailsTests : ComponentTest
{
    [Fact]
    public void Details_HostileHtml_IsShownWithoutItsScript()
    {
        var shown = Show(new Entry { Id = "1", Content = new EntryContent("html", "<b>Parcel</b><script>alert(1)</script><img src=x onerror=alert(1)>", null) });

        Assert.Contains("Parcel", shown.Markup);
        Assert.DoesNotContain("<script", shown.Markup);
        Assert.DoesNotContain("onerror=alert", shown.Find("section").OuterHtml.Replace("&quot;", "\"", StringComparison.Ordinal).Split("srcdoc")[0]);
    }

    [Fact]
    public void Details_PayloadWithMarkup_IsShownAsText()
    {
        var shown = Show(new Entry { Id = "1", Content = new EntryContent("application/xml", "<order><script/></order>", null) });

        Assert.Empty(shown.FindAll("script"));
        Assert.Contains("<order>", shown.Find(".body").TextContent);
    }

    [Theory]
    [InlineData("javascript:alert(1)", 0)]
    [InlineData("data:text/html,x", 0)]
    [InlineData("relative/path", 0)]
    [InlineData("https://example.org/order/1", 1)]
    public void Details_Links_LeadOnlyToTheWeb(string href, int shown)
    {
        var details = Show(new Entry { Id = "1", Links = [new EntryLink(href, "alternate")] });

        Assert.Equal(shown, details.FindAll("dl a").Count);
    }

    [Fact]
    public void Details_OfADeletedEntry_SayWhen()
    {
        var shown = Show(new Entry { Id = "1" }.ToTombstone(Now));

        Assert.Contains("Deleted entry", shown.Find("h2").TextContent);
        Assert.Contains("2026-11-23 14:32", shown.Find("dl").TextContent);
    }

    private IRenderedComponent<EntryDetails> Show(Entry entry) => Render<EntryDetails>(details => details
        .Add(d => d.Recorded, new RecordedEntry { Position = new EventPosition(7), Feed = FeedId.Parse("orders"), Entry = entry, Received = Now })
        .Add(d => d.Close, "catalogue/orders"));
}
