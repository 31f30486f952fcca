using Portal.Events.Entries;
using Portal.Syndication;
using Portal.Syndication.Reading;
using Portal.TestKit;

namespace Portal.UnitTests.Syndication;

/// <summary>Every entry of other projects' test suites, written as Atom and read again, is what it was.</summary>
public sealed class CorpusRoundTripTests(ITestOutputHelper output)
{
    // Where writing changes the text of an entry, on purpose.
    private static readonly Dictionary<string, string> Deviations = new()
    {
        ["issue_275_extensions_and_source.xml"] = "markup given as escaped text in content of an XML type is written as the markup that it is",
    };

    [Theory]
    [InlineData("rome")]
    [InlineData("gofeed")]
    [InlineData("feedparser")]
    [InlineData("feedvalidator")]
    public void WrittenAndRead_EveryEntryOfACorpus_IsTheSame(string corpus)
    {
        var folder = Corpora.Find(corpus);
        Assert.SkipWhen(folder is null, Corpora.Absent(corpus));
        var count = 0;
        List<string> different = [];
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (FeedReader.Read(File.ReadAllBytes(file)).Document is not { Entries: { Count: > 0 } entries })
            {
                continue;
            }

            var again = Entries.Read(Entries.WriteFeed(entries)).Entries;
            Assert.True(entries.Count == again.Count, $"{file}: {entries.Count} entries became {again.Count}");
            count += entries.Count;
            var changed = entries.Zip(again)
                .Where(pair => Entries.Show(Expected(pair.First)) != Entries.Show(pair.Second))
                .Select(pair => $"{file}\n  {Entries.Show(Expected(pair.First))}\n  {Entries.Show(pair.Second)}").ToList();
            if (!Deviations.ContainsKey(Path.GetFileName(file)))
            {
                different.AddRange(changed);
            }
            else if (changed.Count == 0)
            {
                different.Add($"{file} is listed as deviating and does not deviate");
            }
        }

        output.WriteLine($"{corpus}: {count} entries, {different.Count} different");
        different.ForEach(output.WriteLine);
        Assert.True(count > 0, $"no entry in {folder}");
        Assert.Equal([], different);
    }

    // What RFC 4287 asks of an entry and other formats do without: a date of change, and a name for each person. And without
    // what cannot stand in Atom: a mail address, a language or a media type that is none.
    private static Entry Expected(Entry entry) => entry with
    {
        Updated = entry.Updated ?? entry.Published ?? DateTimeOffset.UnixEpoch,
        Authors = [.. entry.Authors.Select(Named)],
        Contributors = [.. entry.Contributors.Select(Named)],
        Language = Fitting(entry.Language, AtomValues.IsLanguage),
        Links = [.. entry.Links.Select(link => link with
        {
            Type = Fitting(link.Type, AtomValues.IsMediaType),
            HrefLang = Fitting(link.HrefLang, AtomValues.IsLanguage),
        })],
        Content = entry.Content is { } content ? content with { Type = Fitting(content.Type, AtomValues.IsContentType) ?? "text" } : null,
    };

    private static Person Named(Person person) => person with
    {
        Name = person.Name ?? person.Email ?? person.Uri,
        Email = Fitting(person.Email, AtomValues.IsEmail),
    };

    private static string? Fitting(string? value, Func<string, bool> fits) => value is not null && fits(value) ? value : null;
}
