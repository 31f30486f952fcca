using Portal.Syndication.Reading;
using Portal.TestKit;

namespace Portal.UnitTests.Syndication;

/// <summary>No file of other projects' test suites, however odd, breaks the reader or keeps it busy.</summary>
public sealed class CorpusRobustnessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("rome")]
    [InlineData("gofeed")]
    [InlineData("feedparser")]
    [InlineData("feedvalidator")]
    public async Task Read_EveryFileOfACorpus_GivesAnAnswer(string corpus)
    {
        var folder = Corpora.Find(corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(corpus));

        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            var reading = Task.Run(() => FeedReader.Read(bytes));
            Assert.True(await Task.WhenAny(reading, Task.Delay(Patience, TimeProvider.System)) == reading, $"{file} keeps the reader busy");
            var result = await reading;
            Assert.True(result.IsFeed || result.Problem is { Length: > 0 }, $"{file}: neither a feed nor a problem");
        }
    }

    [Theory]
    [InlineData("<rss version='2.0'><channel><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2001-01-01</dc:date><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2002-01-01</dc:date></channel></rss>")]
    [InlineData("<rss version='2.0'><channel><item><description>a</description><description>b</description></item></channel></rss>")]
    [InlineData("""{ "version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [{ "id": "1", "content_text": "a", "content_text": "b" }] }""")]
    public async Task Read_FieldGivenTwice_KeepsTheFirst(string document)
    {
        var reading = Task.Run(() => FeedReader.Read(System.Text.Encoding.UTF8.GetBytes(document)));

        Assert.True(await Task.WhenAny(reading, Task.Delay(Patience, TimeProvider.System)) == reading, "the reader does not come to an end");
        Assert.True((await reading).IsFeed);
    }
}
