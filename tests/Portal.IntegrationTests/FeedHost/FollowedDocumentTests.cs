using System.Text;
using System.Xml.Linq;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.IntegrationTests.FeedHost.Grammar;
using Portal.Syndication.Reading;
using Portal.Syndication.Writing;
using Portal.TestKit;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Whatever others publish, RSS or broken Atom: what is served of it is Atom by the grammar.</summary>
public sealed class FollowedDocumentTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 31, 18, 30, 2, TimeSpan.Zero);

    [Theory]
    [InlineData("rome")]
    [InlineData("gofeed")]
    [InlineData("feedparser")]
    [InlineData("feedvalidator")]
    public async Task EveryFeedOfACorpus_WrittenAgain_IsAtom(string corpus)
    {
        var folder = Corpora.Find(corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(corpus));
        var documents = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var entries = FeedReader.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Document?.Entries ?? [];
            if (entries.Any(entry => !IsGivenOn(entry)))
            {
                documents[Path.GetRelativePath(folder, file)] = Write(entries.Where(entry => !IsGivenOn(entry)));
            }
        }

        Assert.NotEmpty(documents);
        await Jing.AssertValidAsync(Jing.Atom, documents);
    }

    // An id that is none stays the entry's id, and elements of Atom that are kept whole, source above all, are what they were.
    private static bool IsGivenOn(Entry entry) =>
        entry.Id.Any(char.IsWhiteSpace) || entry.Extensions.Any(extension => XElement.Parse(extension).Name.Namespace == AtomCalls.Atom);

    private static string Write(IEnumerable<Entry> entries)
    {
        using var output = new MemoryStream();
        var recorded = entries.Select((entry, i) => new RecordedEntry
        {
            Position = new EventPosition(i + 1),
            Feed = FeedId.Parse("followed"),
            Entry = entry,
            Received = Time,
            Verdict = ContractVerdict.Unchecked,
            Size = 0,
        });
        AtomWriter.WriteFeed(
            output,
            new AtomFeedDocument { Id = "urn:portal:feed:followed", Title = "Followed", Author = "Tests", Updated = Time, Entries = [.. recorded] },
            _ => [new EntryLink("http://example.org/self", "self")]);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
