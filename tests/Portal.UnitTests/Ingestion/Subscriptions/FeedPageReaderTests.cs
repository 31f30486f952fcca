using System.Text;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;
using Portal.TestKit;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class FeedPageReaderTests
{
    [Fact]
    public void Read_AtomPage_GivesEntriesSourceAndTheOlderPage()
    {
        var reading = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>Orders</title><updated>2026-03-01T12:00:00Z</updated>
            <link href="/about"/><link rel="next" href="?page=2"/>
            <entry><id>2</id><title>b</title></entry><entry><id>1</id><title>a</title></entry></feed>
            """);

        Assert.Equal(
            (new SourceDescription("Atom", "urn:f", "Orders", null, "http://source.example/about"), new Uri("http://source.example/feed?page=2"), false),
            (reading.Page?.Source, reading.Page?.Older, reading.Page?.IsComplete));
        Assert.Equal(["2", "1"], reading.Page?.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void Read_ArchivedFeed_PrefersArchivesToPages() =>
        Assert.Equal(
            new Uri("http://source.example/archive/7"),
            Read("""
                <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>t</title><updated>2026-03-01T12:00:00Z</updated>
                <link rel="next" href="?page=2"/><link rel="prev-archive" href="/archive/7"/></feed>
                """).Page?.Older);

    [Theory]
    [InlineData("<rss version=\"2.0\"><channel>H</channel></rss>")]
    [InlineData("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel>H</channel></rdf:RDF>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\">H</feed>")]
    public void Read_UpdatePeriodInAnyFormat_IsThePeriodByTheFrequency(string document) =>
        Assert.Equal(
            TimeSpan.FromHours(6),
            Read(document.Replace(
                "H",
                "<sy:updatePeriod xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"> daily </sy:updatePeriod>"
                + "<sy:updateFrequency xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">4</sy:updateFrequency>",
                StringComparison.Ordinal)).Page?.UpdatePeriod);

    [Fact]
    public void Read_RssWithSkipHoursAndDays_SaysWhenNotToAsk() =>
        Assert.Equal(
            new QuietTimes(0b1000_0001, 0b1),
            Read(
                "<rss version=\"2.0\"><channel><skipHours><hour>24</hour><hour>7</hour><hour>99</hour></skipHours>"
                + "<skipDays><day>Sunday</day><day>Someday</day></skipDays></channel></rss>").Page?.QuietTimes);

    [Fact]
    public void Read_RssWithTtl_SaysHowLong() =>
        Assert.Equal(
            TimeSpan.FromMinutes(15),
            Read("<rss version=\"2.0\"><channel><title>t</title><ttl>15</ttl><item><guid>1</guid></item></channel></rss>").Page?.Ttl);

    [Fact]
    public void Read_JsonFeed_LeadsToItsNextPage() =>
        Assert.Equal(
            new Uri("http://source.example/2.json"),
            Read("""{"version":"https://jsonfeed.org/version/1.1","title":"t","next_url":"http://source.example/2.json","items":[{"id":"1"}]}""").Page?.Older);

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Please sign in</body></html>", PollProblem.HtmlPage)]
    [InlineData("<html><head/></html>", PollProblem.HtmlPage)]
    [InlineData("", PollProblem.Malformed)]
    [InlineData("hello", PollProblem.Malformed)]
    [InlineData("{\"a\":1}", PollProblem.Malformed)]
    [InlineData("<orders/>", PollProblem.Malformed)]
    public void Read_NoFeed_SaysWhatItIs(string document, PollProblem problem)
    {
        var reading = Read(document);

        Assert.Equal((null, problem), (reading.Page, reading.Problem));
        Assert.False(string.IsNullOrEmpty(reading.Detail));
    }

    [Theory]
    [InlineData("rome")]
    [InlineData("gofeed")]
    [InlineData("feedvalidator")]
    [InlineData("feedparser")]
    public void Read_AnyFileOfACorpus_EndsInAPageOrAProblem(string name)
    {
        var folder = Corpora.Find(name);
        Assert.SkipWhen(folder is null, Corpora.Absent(name));
        var files = Directory.EnumerateFiles(folder!, "*", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var reading = Read(File.ReadAllBytes(file));
            Assert.True(reading.Page is not null ^ reading.Problem is PollProblem.HtmlPage or PollProblem.Malformed, file);
        });
    }

    private static PageReading Read(string document) => Read(Encoding.UTF8.GetBytes(document));

    private static PageReading Read(byte[] document) => new FeedPageReader().Read(new FetchResult
    {
        Kind = FetchKind.Document,
        Body = document,
        BaseAddress = new Uri("http://source.example/feed"),
    });
}
