using System.Text.Json.Nodes;
using Portal.Events.Entries;
using Portal.Syndication.Reading;
using Portal.TestKit;

namespace Portal.UnitTests.Syndication;

/// <summary>What gofeed's test suite expects of items, held against the entries that are read.</summary>
public sealed class GofeedCorpusTests(ITestOutputHelper output)
{
    private const string Corpus = "gofeed";

    // Where an entry differs from what gofeed expects, on purpose.
    private static readonly Dictionary<string, string> Deviations = new()
    {
        ["atom03_feed_entry_link_title.xml"] = NoAddress,
        ["atom10_feed_entry_link_hreflang.xml"] = NoAddress,
        ["atom10_feed_entry_link_rel.xml"] = NoAddress,
        ["atom10_feed_entry_link_title.xml"] = NoAddress,
        ["atom10_feed_entry_source_logo.xml"] = WrongTags,
        ["atom10_feed_title_xhtml_escaped_markup.xml"] = WrongTags,
        ["issue_275_extensions_and_source.xml"] = "content of a binary type stays Base64",
        ["feed_item_updated_-_atom03_feed_entry_modified.xml"] = "a date of change is not taken for one of publishing",
    };

    private const string NoAddress = "a link without an address leads nowhere";
    private const string WrongTags = "end tags that match no start tag are not guessed at";

    [Fact]
    public void Read_EveryFile_MeetsWhatGofeedExpectsOfItsItems()
    {
        var folder = Corpora.Find(Corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(Corpus));
        var checks = 0;
        List<string> problems = [];
        foreach (var test in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")))!.AsArray())
        {
            var file = (string)test!["input"]!;
            var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, (string)test["expected"]!)))!;
            var found = new GofeedExpectation(expected).Differences(FeedReader.Read(File.ReadAllBytes(Path.Combine(folder, file))), ref checks).ToList();
            if (Deviations.ContainsKey(Path.GetFileName(file)) == (found.Count > 0))
            {
                continue;
            }

            problems.AddRange(found.Count > 0 ? found.Select(difference => $"{file}: {difference}") : [$"{file} is listed as deviating and does not deviate"]);
        }

        problems.ForEach(output.WriteLine);
        output.WriteLine($"{checks} checks, {problems.Count} problems");
        Assert.True(checks > 250, $"only {checks} checks");
        Assert.Equal([], problems);
    }
}
