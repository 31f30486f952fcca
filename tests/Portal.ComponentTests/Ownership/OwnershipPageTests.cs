using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Web.Features.Feeds.Description;
using Portal.Web.Features.Ownership;

namespace Portal.ComponentTests.Ownership;

public sealed class OwnershipPageTests : DeskTest
{
    private static readonly Actor Owner = Developer with { Id = "owner", Name = "Olaf Owner", Teams = new HashSet<string> { "Sales team" } };

    public OwnershipPageTests() => Bench.PolicyStore.Policy = RequestPolicy.Default;

    [Fact]
    public void Page_WithNothing_SaysSo()
    {
        SignIn(Developer);

        Assert.Equal(2, Render<OwnershipPage>().FindAll(".empty[data-empty=NothingYet]").Count);
    }

    [Fact]
    public void Page_ThatCannotBeRead_SaysSo()
    {
        SignIn(Developer);
        Feeds.Failure = new InvalidOperationException();

        Assert.Contains("could not be read", Render<OwnershipPage>().Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Due_Confirmed_IsGoneFromTheList()
    {
        Feeds.Add("orders", "Orders");
        Bench.People.Add(Owner);
        SignIn(Owner);
        var page = Render<OwnershipPage>();

        await page.Find("button[aria-label='Confirm Orders']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("button[aria-label='Confirm Orders']")));
        Assert.Equal("Olaf Owner", Feeds.Feeds[FeedId.Parse("orders")].AttestedBy);
    }

    [Fact]
    public async Task Orphan_Claimed_IsARequest()
    {
        Feeds.Add("orders", "Orders");
        SignIn(Developer with { Teams = new HashSet<string> { "Logistics" } });
        var dialogs = RenderDialogs();
        var page = Render<OwnershipPage>();

        var claim = page.Find("button[aria-label='Claim for Logistics: Orders']").ClickAsync(new());
        await dialogs.Find("textarea").InputAsync("We publish it");
        await dialogs.FindAll(".mud-dialog-actions button")[^1].ClickAsync(new());
        await claim;

        var request = Assert.Single(Store.Requests);
        Assert.Equal((RequestKind.Change, "Logistics", "We publish it"), (request.Kind, request.Draft.Owner, request.Draft.Justification));
        page.WaitForAssertion(() => Assert.Contains("waits for a decision", page.Find(".said").TextContent));
    }

    [Fact]
    public async Task Notice_OnAFeed_IsConfirmedByItsOwnersAndSeenByOthers()
    {
        Feeds.Add("orders", "Orders");
        var feed = Feeds.Feeds[FeedId.Parse("orders")];
        var seen = Render<AttestationNotice>(p => p.Add(n => n.Feed, feed).Add(n => n.Actor, Viewer));
        Assert.Contains("were to confirm", seen.Find("[role=note]").TextContent);
        Assert.Empty(seen.FindAll("button"));

        var owned = Render<AttestationNotice>(p => p.Add(n => n.Feed, feed).Add(n => n.Actor, Owner));
        await owned.Find("button").ClickAsync(new());

        owned.WaitForAssertion(() => Assert.Empty(owned.FindAll("[role=note]")));
    }
}
