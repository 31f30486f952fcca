using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Events.Entries;
using Portal.Syndication.Reading;
using Portal.TestKit;

namespace Portal.UnitTests.Syndication;

/// <summary>
/// The feeds of ROME's test suite, most of whose texts name their own place: <c>rss_2.0.channel.item[1].title</c>.
/// </summary>
public sealed partial class RomeCorpusTests(ITestOutputHelper output)
{
    private const string Corpus = "rome";

    // What is not kept, by the ending of its name, and why.
    private static readonly Dictionary<string, string> Deviations = new()
    {
        [".summary^type"] = "a type that is no HTML is plain text, whatever it is called",
        [".description^type"] = "a type that is no HTML is plain text, whatever it is called",
        [".content[0]^type"] = "Atom 0.3 allows several contents, an entry has one: the last that is not plain text",
        [".content[0]"] = "Atom 0.3 allows several contents, an entry has one: the last that is not plain text",
    };

    [Fact]
    public void Read_EveryFile_IsAFeedAndOneIsMended()
    {
        List<string> mended = [];
        foreach (var (file, result) in ReadAll())
        {
            Assert.True(result.IsFeed, $"{file}: {result.Problem}");
            mended.AddRange(result.Recovered ? [Path.GetFileName(file)] : []);
        }

        // A comment before the XML declaration.
        Assert.Equal(["jira_issue1.xml"], mended);
    }

    [Fact]
    public void Read_EveryTextOfAnItem_IsInItsEntryAndInNoOther()
    {
        var places = 0;
        List<string> problems = [];
        foreach (var (file, result) in ReadAll())
        {
            var entries = result.Document!.Entries.Select(Shown).ToList();
            foreach (var place in PlacesIn(file))
            {
                places++;
                var found = Enumerable.Range(0, entries.Count).Where(i => entries[i].Contains(place.Text, StringComparison.Ordinal)).ToList();
                if ((found is not [var only] || only != place.Item) && !Deviations.Keys.Any(ending => place.Text.EndsWith(ending, StringComparison.Ordinal)))
                {
                    problems.Add($"{file}: {place.Text} is in [{string.Join(' ', found)}]");
                }
            }
        }

        problems.ForEach(output.WriteLine);
        output.WriteLine($"{places} texts, {problems.Count} problems");
        Assert.True(places > 200, $"only {places} texts");
        Assert.Equal([], problems);
    }

    private static IEnumerable<(string File, FeedReadResult Result)> ReadAll()
    {
        var folder = Corpora.Find(Corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(Corpus));
        return Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (file, FeedReader.Read(File.ReadAllBytes(file))));
    }

    private static IEnumerable<(string Text, int Item)> PlacesIn(string file) => Places().Matches(File.ReadAllText(file))
        .Select(match => (match.Value, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))).Distinct();

    private static string Shown(Entry entry) => JsonSerializer.Serialize(entry, Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"(?:rss|atom)_[\d.]+\.(?:[a-z]+\.)?(?:item|entry)\[(\d+)\][^\s""'<]*")]
    private static partial Regex Places();
}
