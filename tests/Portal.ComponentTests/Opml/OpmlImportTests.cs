using System.Text;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Syndication.Opml;
using Portal.Web.Features.Opml;

namespace Portal.ComponentTests.Opml;

public sealed class OpmlImportTests
{
    private static readonly ImportDefaults Defaults = new("Team A", "Imported", TimeSpan.FromMinutes(5));

    [Fact]
    public void Plan_EachFeed_SaysWhatBecomesOfIt()
    {
        var rows = Plan(
            """
            <opml><body>
              <outline text="Known" xmlUrl="https://example.org/known"/>
              <outline text="Sales"><outline text="Europe"><outline text="New orders" xmlUrl="https://example.org/orders" category="hot"/></outline></outline>
              <outline text="Again" xmlUrl="https://EXAMPLE.org/orders"/>
              <outline text="Mail" xmlUrl="mailto:a@example.org"/>
              <outline text="Nothing" type="rss"/>
              <outline text="Secret" xmlUrl="https://user:word@example.org/x"/>
            </body></opml>
            """,
            Following("known", "https://example.org/known"));

        Assert.Equal(
            [
                (ImportVerdict.Known, "known", "It is followed already."),
                (ImportVerdict.New, "new-orders", null),
                (ImportVerdict.Known, "new-orders", "It is in the list twice."),
                (ImportVerdict.Invalid, null, "Its address is not an absolute http or https address."),
                (ImportVerdict.Invalid, null, "It names no address (xmlUrl)."),
                (ImportVerdict.Invalid, null, "channel.url: An address must not carry a user name or password."),
            ],
            rows.Select(row => (row.Verdict, row.Feed, row.Reason)));
        var draft = rows[1].Draft!;
        Assert.Equal(
            ("Sales", "Team A", TimeSpan.FromMinutes(5)), (draft.Domain, draft.Owner, ((FeedChannel.Http)draft.Channel!).PollInterval));
        Assert.Equal(["Europe", "hot"], draft.Tags);
    }

    [Fact]
    public void Plan_TakenIds_AreNumbered()
    {
        var rows = Plan(
            "<opml><body><outline text='Orders' xmlUrl='http://a'/><outline text='Orders!' xmlUrl='http://b'/><outline text='注文' xmlUrl='http://c'/></body></opml>",
            Following("orders", "http://other"));

        Assert.Equal(["orders-2", "orders-3", "feed"], rows.Select(row => row.Feed));
    }

    [Fact]
    public void Plan_WithoutAnOwner_SaysThatOneIsMissing()
    {
        var row = Assert.Single(OpmlImport.Plan(
            Read("<opml><body><outline text='Orders' xmlUrl='http://a'/></body></opml>"), [], Defaults with { Owner = " " }));

        Assert.Equal((ImportVerdict.Invalid, "owner: This is required."), (row.Verdict, row.Reason));
    }

    private static IReadOnlyList<ImportRow> Plan(string document, params Feed[] catalogue) => OpmlImport.Plan(Read(document), catalogue, Defaults);

    private static OpmlReading Read(string document) => OpmlReader.Read(Encoding.UTF8.GetBytes(document));

    private static Feed Following(string id, string url) => new()
    {
        Id = FeedId.Parse(id),
        Title = id,
        Owner = "Team B",
        Domain = "Sales",
        Channel = new FeedChannel.Http { Url = url },
        Created = DateTimeOffset.UnixEpoch,
        Changed = DateTimeOffset.UnixEpoch,
    };
}
