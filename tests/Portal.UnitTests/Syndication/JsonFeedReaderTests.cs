using Portal.Events.Entries;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

public sealed class JsonFeedReaderTests
{
    private static readonly FeedReadOptions At = new() { BaseAddress = new Uri("http://example.org/feeds/json") };

    [Fact]
    public void Read_WholeFeed_GivesEverythingOfIt()
    {
        var feed = Entries.Read(
            """
            { "version": "https://jsonfeed.org/version/1.1", "title": "T", "description": "D", "home_page_url": "/", "feed_url": "http://example.org/f",
              "next_url": "?2", "language": "de", "authors": [{ "name": "A", "url": "http://a.example" }], "_own": { "items": [1] },
              "hubs": [{ "type": "WebSub", "url": "http://hub.example/" }], "items": [{ "id": "1" }] }
            """,
            At);

        Assert.Equal((FeedFormat.JsonFeed, "http://example.org/f", "T", "D", "de"), (feed.Format, feed.Id, feed.Title.Value, feed.Subtitle?.Value, feed.Language));
        Assert.Equal([new Person("A", null, "http://a.example")], feed.Authors);
        Assert.Equal(
            [
                new EntryLink("http://example.org/"), new EntryLink("http://example.org/f", "self"),
                new EntryLink("http://example.org/feeds/json?2", "next"), new EntryLink("http://hub.example/", "hub"),
            ],
            feed.Links);
        Assert.Equal(["1"], feed.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void Read_WholeItem_GivesEverythingOfIt()
    {
        var item = One(
            """
            { "id": "urn:1", "url": "/1", "title": "One", "content_html": "<p>C</p>", "summary": "S", "date_published": "2026-03-01T10:00:00.25Z",
              "date_modified": "2026-03-01T11:00:00+01:00", "authors": [{ "name": "A" }], "tags": ["a", "b"], "language": "fr",
              "attachments": [{ "url": "/a.mp3", "mime_type": "audio/mpeg", "title": "At", "size_in_bytes": 7 }] }
            """);

        Assert.Equal(
            ("urn:1", EntryText.Plain("One"), EntryText.Plain("S"), new EntryContent("html", "<p>C</p>"), "fr"),
            (item.Id, item.Title, item.Summary, item.Content, item.Language));
        Assert.Equal(
            (new DateTimeOffset(2026, 3, 1, 10, 0, 0, 250, TimeSpan.Zero), new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.FromHours(1))),
            (item.Published, item.Updated));
        Assert.Equal([new Person("A")], item.Authors);
        Assert.Equal(
            [new EntryLink("http://example.org/1"), new EntryLink("http://example.org/a.mp3", "enclosure", "audio/mpeg", "At", 7)], item.Links);
        Assert.Equal([new Category("a"), new Category("b")], item.Categories);
    }

    [Theory]
    [InlineData("""{ "id": 7 }""", "7")]
    [InlineData("""{ "url": "http://example.org/1" }""", "http://example.org/1")]
    [InlineData("""{ "id": "", "url": "http://example.org/1" }""", "http://example.org/1")]
    [InlineData("""{ "id": null, "url": "http://example.org/1" }""", "http://example.org/1")]
    public void Read_Identity_IsTheIdAndElseTheUrl(string item, string id) => Assert.Equal(id, One(item).Id);

    [Fact]
    public void Read_NoIdentity_HasADigest() => Assert.StartsWith("ni:///sha-256;", One("""{ "content_text": "a" }""").Id, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "id": "1", "content_text": "a\r\nb" }""", "text", "a\r\nb")]
    [InlineData("""{ "id": "1", "content_text": "a", "content_html": "<b>a</b>" }""", "html", "<b>a</b>")]
    [InlineData("""{ "id": "1", "content_text": "\ud800" }""", "text", "\uFFFD")]
    public void Read_Content_IsTheRicher(string item, string type, string value) => Assert.Equal(new EntryContent(type, value), One(item).Content);

    [Theory]
    [InlineData("""{ "id": "1", "title": ["a"], "tags": "a", "authors": "b", "attachments": {}, "date_published": {}, "url": 5 }""")]
    [InlineData("""{ "id": "1", "tags": [1, {}, null], "authors": [1, null, {}], "attachments": [1, { "url": null }] }""")]
    public void Read_FieldsOfTheWrongType_DoNotTakeTheItemAway(string item) => Assert.Equal("1", One(item).Id);

    [Theory]
    [InlineData("[]", "The document is JSON, not a feed: it is no object.")]
    [InlineData("{}", "The document is JSON, not a feed: it has neither a jsonfeed.org version nor items.")]
    [InlineData("{ \"error\": \"not found\" }", "The document is JSON, not a feed: it has neither a jsonfeed.org version nor items.")]
    public void Read_OtherJson_IsNamedAsSuch(string document, string problem) =>
        Assert.Equal(problem, FeedReader.Read(System.Text.Encoding.UTF8.GetBytes(document)).Problem);

    [Fact]
    public void Read_Truncated_KeepsWhatCameBefore()
    {
        var result = FeedReader.Read("""
            { "version": "https://jsonfeed.org/version/1.1",
              "items": [{ "id": "1" }, { "id": "2" }, { "id":
            """u8.ToArray());

        Assert.Equal(["1", "2"], result.Document!.Entries.Select(entry => entry.Id));
        Assert.True(result.Recovered);
        Assert.Contains("not well-formed at line 2, column", result.Note, StringComparison.Ordinal);
        Assert.Contains("The 2 items before it were read.", result.Note, StringComparison.Ordinal);
    }

    private static Entry One(string item) =>
        Assert.Single(Entries.Read($$"""{ "version": "https://jsonfeed.org/version/1.1", "items": [{{item}}] }""", At).Entries);
}
