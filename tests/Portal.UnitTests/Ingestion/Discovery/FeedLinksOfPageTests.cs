using System.Text;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Discovery;

namespace Portal.UnitTests.Ingestion.Discovery;

public sealed class FeedLinksOfPageTests
{
    [Fact]
    public void Find_DeclaredFeeds_AreOfferedWithTitleAndTypeInTheirOrder() =>
        Assert.Equal(
            [
                new FeedOffer("http://a.example/feed.xml", "News & more", "application/rss+xml"),
                new FeedOffer("https://b.example/atom?x=1&y=2", null, "application/atom+xml"),
                new FeedOffer("http://a.example/blog/feed.json", null, "application/feed+json"),
            ],
            Find("""
                <!DOCTYPE html><html><head><title>T</title>
                <link rel="stylesheet" href="a.css" type="text/css">
                <LINK REL=Alternate TYPE="application/rss+xml; charset=utf-8" TITLE="News &amp; more" HREF=/feed.xml>
                <link href='https://b.example/atom?x=1&amp;y=2' type='application/atom+xml' rel='home alternate'/>
                <link rel="alternate" type="application/feed+json" href="feed.json">
                <link rel="alternate" type="application/rss+xml" href="http://a.example/feed.xml">
                <link rel="alternate" hreflang="de" href="/de">
                </head><body><a href="/rss">RSS</a></body></html>
                """));

    [Fact]
    public void Find_Base_IsWhatRelativeAddressesStartFrom() =>
        Assert.Equal(
            ["http://cdn.example/x/feed"],
            Addresses("<base href='//cdn.example/x/'><base href='http://other.example/'><link rel=feed href=feed>"));

    [Fact]
    public void Find_NothingDeclared_OffersLinksThatLookLikeFeeds() =>
        Assert.Equal(
            ["http://a.example/feed/", "http://a.example/index.rdf", "http://a.example/?feed=rss2", "https://feeds.example/x.atom", "http://old.example/rss"],
            Addresses("""
                <a href="/about">About</a> <a href="/feed/">Feed</a> <a class=x href="/index.rdf">RDF</a> <a href="/?feed=rss2">2.0</a>
                <a href="https://feeds.example/x.atom">Atom</a> <a href="feed://old.example/rss">Old</a> <a href="/feedback">Write to us</a>
                """));

    [Theory]
    [InlineData("<!-- <link rel=alternate type=application/rss+xml href=/feed> -->")]
    [InlineData("<script>var x = '<link rel=alternate type=application/rss+xml href=/feed>';</script>")]
    [InlineData("<link rel=alternate type=application/rss+xml>")]
    [InlineData("<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>")]
    [InlineData("<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>")]
    [InlineData("<link rel=alternate type=text/html href=/feed>")]
    [InlineData("<link rel=alternate type=application/rss+xml href='/feed")]
    [InlineData("<")]
    [InlineData("<a")]
    [InlineData("<a href")]
    [InlineData("<a href=")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("")]
    public void Find_NoFeed_OffersNothing(string html) => Assert.Empty(Find(html));

    [Fact]
    public void Find_CredentialsInAnAddress_AreLeftOut() =>
        Assert.Equal(["http://a.example/feed"], Addresses("<link rel=feed href='http://me:secret@a.example/feed'>"));

    [Fact]
    public void Find_ManyFeeds_AreBounded() =>
        Assert.Equal(
            FeedLinksOfPage.MaxOffers,
            Find(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"<link rel=feed href=/{i}>"))).Count);

    [Fact]
    public void Find_PageOfUnfinishedTags_EndsSoon() =>
        Assert.Empty(Find(string.Concat(Enumerable.Repeat("<a href='x\" <!-", 200_000))));

    private static IEnumerable<string> Addresses(string html) => Find(html).Select(offer => offer.Address);

    private static IReadOnlyList<FeedOffer> Find(string html) => FeedLinksOfPage.Find(new FetchResult
    {
        Kind = FetchKind.Document,
        Body = Encoding.UTF8.GetBytes(html),
        ContentType = "text/html; charset=utf-8",
        BaseAddress = new Uri("http://a.example/blog/"),
    });
}
