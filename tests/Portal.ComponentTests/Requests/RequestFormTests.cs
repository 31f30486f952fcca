using System.Xml.Linq;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Requests;
using Portal.Contracts;
using Portal.Web.Features.Requests;
using Portal.Web.Shared.FeedParts;

namespace Portal.ComponentTests.Requests;

public sealed class RequestFormTests
{
    [Theory]
    [InlineData("Orders placed (EU)", "orders-placed-eu")]
    [InlineData("  --Orders--  ", "orders")]
    [InlineData("Ärger", "rger")]
    [InlineData("!!!", "")]
    [InlineData("", "")]
    public void Suggestion_OfATitle_IsAnIdOrNothing(string title, string id) => Assert.Equal(id, FeedIdSuggestion.From(title));

    [Fact]
    public void Suggestion_OfALongTitle_StaysAnId() => Assert.Equal(new string('x', 60), FeedIdSuggestion.From(new string('x', 500)));

    [Fact]
    public void Form_WithAnIdOfItsOwn_KeepsItWhenTheTitleChanges()
    {
        var form = new RequestForm { Title = "Orders" };
        form.ChooseId("my-orders");
        form.Title = "Returns";
        Assert.Equal("my-orders", form.Id);

        form.ChooseId("");
        Assert.Equal("returns", form.Id);
    }

    [Fact]
    public void Form_OfADraft_GivesTheSameDraft()
    {
        var draft = new RequestDraft
        {
            Id = "orders",
            Title = "Orders",
            Summary = "What was ordered",
            Owner = "Sales team",
            Domain = "Sales",
            Tags = ["a", "b"],
            Justification = "Why",
            Contract = new ContractDraft { Version = "1.2.3", Language = "xsd", Schema = "<x/>", EventType = "placed", Enforcement = Enforcement.Flag, Rules = [new ContractRule("r", "1", "m")] },
            Sample = "<a/>",
            ExpectedPerMinute = 2.5,
            MaxPayloadBytes = 9000,
            LatencyNeed = "PT1S",
            Consumers = 12,
            NeedsAnswer = true,
            Network = ConsumerNetwork.Outside,
        };

        var again = RequestForm.Of(draft).Draft;

        Assert.Equal(draft with { Tags = [], Contract = null }, again with { Tags = [], Contract = null });
        Assert.Equal(draft.Tags, again.Tags);
        Assert.Equal(draft.Contract, again.Contract);
    }

    [Theory]
    [InlineData(new[] { "schema", "title" }, "purpose")]
    [InlineData(new[] { "channel.maxEntryBytes" }, "delivery")]
    [InlineData(new[] { "schema" }, "contract")]
    [InlineData(new[] { "unheard-of" }, "review")]
    [InlineData(new string[0], "review")]
    public void Steps_OfRefusedFields_IsTheFirstThatHasOne(string[] fields, string step) => Assert.Equal(step, RequestSteps.FirstOf(RequestKind.NewFeed, fields));

    [Theory]
    [InlineData(RequestKind.NewFeed, "delivery")]
    [InlineData(RequestKind.Change, "purpose")]
    public void Steps_OfRetention_IsWhereTheKindAsksForIt(RequestKind kind, string step) =>
        Assert.Equal(step, RequestSteps.FirstOf(kind, ["retention.maxAge"]));

    [Fact]
    public void Needs_MoreListenersThanWereTried_LeadToABroker() => Assert.Equal(
        ChannelChoice.Broker, ChannelAdvice.Of(new RequestForm { Consumers = 5000 }.Needs, ChannelLimits.Measured).Choice);

    [Theory]
    [InlineData("PT5S", 5.0)]
    [InlineData("within a minute", 60.0)]
    [InlineData("200 ms", 0.2)]
    [InlineData("one hour at most", 3600.0)]
    [InlineData("2.5 seconds", 2.5)]
    [InlineData("soon", null)]
    [InlineData("PX", null)]
    [InlineData(null, null)]
    public void Latency_InWords_IsATimeOrUnknown(string? words, double? seconds) => Assert.Equal(seconds, LatencyWords.Read(words)?.TotalSeconds);

    [Fact]
    public void Sample_OfAnObject_BecomesASchemaThatItIsValidAgainst()
    {
        var proposal = SampleInference.Propose("""{ "id": "o-1", "total": 12.5 }""")!;

        Assert.Empty(ContractLanguages.Compile(new ContractSource(proposal.Language, proposal.Schema, [], [])).Contract!.Validate("""{ "id": "o-1", "total": 12.5 }"""u8.ToArray()));
        Assert.False(SampleInference.Suits("hello"));
    }

    [Theory]
    [InlineData("{\"a\": \"it's <b> & c\"}", "application/json", "{\"a\": \"it's <b> & c\"}")]
    [InlineData("  <order xmlns='urn:o'><n>1</n></order> ", "application/xml", "1")]
    [InlineData("<not closed", "text", "<not closed")]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "text", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>")]
    [InlineData(null, "text", "First event")]
    public void FirstEntry_OfASample_CarriesItUnchanged(string? sample, string type, string value)
    {
        var draft = new RequestDraft { Title = "A <title>", Sample = sample, Contract = new ContractDraft { EventType = "placed" } };

        var entry = XElement.Parse(FirstEntry.Of(draft).With("1", "2026-11-23T14:32:00Z"));

        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Equal(
            ("A <title>", "placed", type, value),
            (entry.Element(atom + "title")!.Value, (string)entry.Element(atom + "category")!.Attribute("term")!, (string)entry.Element(atom + "content")!.Attribute("type")!, entry.Element(atom + "content")!.Value));
    }

    [Fact]
    public void Similar_Feeds_AreThoseThatShareMostWords()
    {
        var feeds = new FakeFeeds();
        feeds.Add("invoices", "Invoices", "for an order");
        feeds.Add("orders", "Orders");
        feeds.Add("orders-returned", "Orders returned");
        feeds.Add("weather", "Weather");

        Assert.Equal(["orders-returned", "orders", "invoices"], SimilarFeeds.Of([.. feeds.Feeds.Values], "Order returned", "").Select(feed => feed.Id.Value));
        Assert.Empty(SimilarFeeds.Of([.. feeds.Feeds.Values], "", ""));
    }
}
