using Portal.Ingestion.Channels;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class HubOfferTests
{
    private const string Base = "https://a.example/blog/feed";

    [Fact]
    public void Of_Headers_ComeBeforeTheDocument() => AssertOffer(
        "https://a.example/self https://hub.example/",
        "<https://hub.example/>; rel=hub, <https://a.example/self>; rel=self",
        new FeedLinks("https://a.example/other", ["https://wrong.example/"]));

    [Fact]
    public void Of_Document_WhereHeadersSayNothing() => AssertOffer(
        "https://a.example/self https://hub.example/ https://second.example/",
        null,
        new FeedLinks("https://a.example/self", ["https://hub.example/", "https://second.example/", "https://hub.example/"]));

    [Fact]
    public void Of_HubInHeaderSelfInDocument_TakesBoth() => AssertOffer(
        "https://a.example/self https://hub.example/", "<https://hub.example/>; rel=hub", new FeedLinks("https://a.example/self", []));

    [Fact]
    public void Of_NoSelf_IsTheAddressThatWasRead() =>
        AssertOffer($"{Base} https://hub.example/", "<https://hub.example/>; rel=hub", FeedLinks.None);

    [Fact]
    public void Of_RelativeReferences_AreResolved_AbsoluteOnesStayAsWritten() => AssertOffer(
        "https://A.example https://a.example/hub", "</hub>; rel=hub, <https://A.example>; rel=self", FeedLinks.None);

    [Theory]
    [InlineData("ftp://hub.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@hub.example/")]
    [InlineData("http://")]
    public void Of_HubThatCannotBeCalled_IsNoOffer(string hub) =>
        Assert.Null(HubOffer.Of(Answer(null), new FeedLinks("https://a.example/self", [hub])));

    [Fact]
    public void Of_VeryLongHub_IsNoOffer() =>
        Assert.Null(HubOffer.Of(Answer(null), new FeedLinks(null, ["https://hub.example/" + new string('x', 3000)])));

    [Fact]
    public void Of_ManyHubs_TakesTheFirst() => Assert.Equal(
        HubOffer.MaxHubs, HubOffer.Of(Answer(null), new FeedLinks(null, [.. Enumerable.Range(0, 50).Select(i => $"https://hub{i}.example/")]))!.Hubs.Count);

    [Theory]
    [InlineData("<https://hub.example/>; rel=hub", false)]
    [InlineData("<https://a.example/self>; rel=self", false)]
    [InlineData("<https://hub.example/>; rel=hub, <https://a.example/self>; rel=self", true)]
    public void OfHeaders_NeedsBoth(string header, bool offers) => Assert.Equal(offers, HubOffer.OfHeaders(Answer(header)) is not null);

    private static void AssertOffer(string expected, string? header, FeedLinks links)
    {
        var offer = HubOffer.Of(Answer(header), links);
        Assert.Equal(expected, offer is null ? null : string.Join(' ', offer.Hubs.Prepend(offer.Topic)));
    }

    private static FetchResult Answer(string? link) => new() { Kind = FetchKind.Document, BaseAddress = new Uri(Base), Link = link };
}
