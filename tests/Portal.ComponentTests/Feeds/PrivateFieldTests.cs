using Bunit;
using Portal.Catalogue.Access;
using Portal.Events.Entries;

namespace Portal.ComponentTests.Feeds;

/// <summary>What pages show of entries with private fields: nothing, to nobody, until somebody who may reveals one.</summary>
public sealed class PrivateFieldTests : FeedPageTest
{
    private const string Secret = "kim@example.org";
    private const string Schema = """{ "type": "object", "properties": { "number": { "type": "string" }, "mail": { "type": "string", "x-portal-private": true } } }""";

    public PrivateFieldTests()
    {
        Feeds.Add("orders", "Orders");
        Publish("1.0.0", Schema);
        Log.Begins = Now.AddHours(-1);
        Log.Add(
            "orders", new Entry { Id = "one", Content = new EntryContent("application/json", $$"""{"number":"1","mail":"{{Secret}}"}""") },
            new ContractVerdict(Conformance.Valid, "1.0.0", []));
        Log.Add(
            "orders", new Entry { Id = "two", Content = new EntryContent("application/json", $$"""{"number":"2","mail":"{{Secret}}"}""") },
            new ContractVerdict(Conformance.Invalid, "1.0.0", [new Violation("/mail", 1, $"'{Secret}' is too long.", "maxLength")]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?tab=entries")]
    [InlineData("?tab=entries&entry=1")]
    [InlineData("?tab=entries&entry=2")]
    [InlineData("?tab=entries&q=kim@example.org")]
    [InlineData("?tab=contract&view=samples")]
    [InlineData("?tab=contract&view=violations")]
    public void Page_ToAnybody_ShowsNothingPrivate(string query)
    {
        SignIn(Operator);

        var page = Open("orders", query);

        Assert.DoesNotContain("kim@", page.Find(".section").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Revisions_ToAnybody_ShowNothingPrivateOfWhatChanged()
    {
        Log.Add(
            "orders", new Entry { Id = "one", Content = new EntryContent("application/json", """{"number":"3","mail":"kim@example.net"}""") },
            new ContractVerdict(Conformance.Valid, "1.0.0", []));
        SignIn(Operator);

        var page = Open("orders", "?tab=entries&entry=3");

        Assert.Contains("/number", page.Find("[aria-label=Revisions]").TextContent);
        Assert.DoesNotContain("kim@", page.Find(".section").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_ToThoseWithoutTheRight_OffersNothingToReveal()
    {
        SignIn(Viewer);

        var page = Open("orders", "?tab=entries&entry=1");

        Assert.Contains("Private fields are masked.", page.Markup);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Reveal");
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("with the right")]
    [InlineData("of the owning team")]
    public async Task Entry_Revealed_ShowsItAndTakesDownWhy(string who)
    {
        SignIn(who switch
        {
            "operator" => Operator,
            "with the right" => Viewer with { Roles = new HashSet<string> { PortalRoles.Viewer, PortalRoles.Private } },
            _ => Developer with { Teams = new HashSet<string> { "Sales team" } },
        });
        var page = Open("orders", "?tab=entries&entry=1");

        var asked = Button(page, "Reveal").ClickAsync(new());
        Dialogs!.WaitForAssertion(() => Assert.Contains("Reveal private fields?", Dialogs!.Markup));
        await Dialogs!.Find("textarea, input").InputAsync("A complaint");
        await Dialogs!.FindAll("button").Last(button => button.TextContent.Trim() == "Reveal").ClickAsync(new());
        await asked;

        page.WaitForAssertion(() => Assert.Contains(Secret, page.Find("section.details").TextContent));
        Assert.Equal([("access.entry.revealed", "A complaint")], Activity.Events.Select(e => (e.Kind, e.Detail)));
        var taken = Assert.Single(Audit.Events);
        Assert.Equal(("access.entry.revealed", "feed/orders", "A complaint"), (taken.Action, taken.Subject, taken.Changes.Single(change => change.Field == "reason").After));
    }
}
