using Bunit;
using Portal.ComponentTests.Fakes;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Web.Shared.Entries;

namespace Portal.ComponentTests.Entries;

public sealed class EntryRevisionsTests : FeedsTest
{
    [Fact]
    public void Revised_ShowsWhatChangedSinceTheOneBefore()
    {
        Log.Add("orders", Order("""{"state":"open","qty":1}"""));
        var details = Show(Log.Add("orders", Order("""{"state":"shipped","qty":1}""")));

        var change = Assert.Single(details.FindAll(".changes > li"));
        Assert.Equal("content", change.GetAttribute("data-field"));
        foreach (var shown in new[] { "changed", "/state", "open", "shipped" })
        {
            Assert.Contains(shown, change.TextContent);
        }
    }

    [Fact]
    public async Task Revised_AnyTwoCanBeCompared()
    {
        Log.Add("orders", Order("1"));
        Log.Add("orders", Order("2"));
        var details = Show(Log.Add("orders", Order("3")));

        await details.Find("select[aria-label='From revision']").ChangeAsync("1");

        Assert.Contains("1", details.Find(".changes .removed").TextContent);
        await details.Find("select[aria-label='To revision']").ChangeAsync("1");
        Assert.Contains("Nothing changed between these two.", details.Find("[aria-label=Revisions]").TextContent);
    }

    [Fact]
    public void Revised_WhoseFirstIsNotKept_SaysSo()
    {
        var only = Log.Add("orders", Order("1")) with { Revision = 2 };

        Assert.Contains("not kept any more", Show(only).Find("[aria-label=Revisions]").TextContent);
    }

    [Fact]
    public void NeverRevised_ShowsNoRevisions() => Assert.Empty(Show(Log.Add("orders", Order("1"))).FindAll("[aria-label=Revisions]"));

    [Fact]
    public void Revised_ThatCannotBeRead_SaysSo()
    {
        Log.Add("orders", Order("1"));
        var second = Log.Add("orders", Order("2"));
        Log.Failure = new InvalidOperationException("secret detail");

        var error = Show(second).Find("[aria-label=Revisions] [role=alert]");

        Assert.Contains("The revisions could not be read", error.TextContent);
        Assert.DoesNotContain("secret detail", error.TextContent);
    }

    private static Entry Order(string json) => new() { Id = "1", Title = EntryText.Plain("An order"), Content = new EntryContent("application/json", json) };

    private IRenderedComponent<EntryDetails> Show(RecordedEntry entry) =>
        Render<EntryDetails>(details => details.Add(d => d.Recorded, entry).Add(d => d.Close, "/"));
}
