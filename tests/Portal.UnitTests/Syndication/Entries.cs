using System.Text;
using System.Text.Json;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Syndication.Reading;
using Portal.Syndication.Writing;

namespace Portal.UnitTests.Syndication;

/// <summary>Entries read, written and compared as whole values.</summary>
internal static class Entries
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The entry as text in which everything of it shows, dates with their offsets.</summary>
    public static string Show(Entry entry) => JsonSerializer.Serialize(entry);

    /// <summary>The feed that a text is; fails the test when it is none.</summary>
    public static FeedDocument Read(string document, FeedReadOptions? options = null) => Read(Encoding.UTF8.GetBytes(document), options);

    public static FeedDocument Read(byte[] document, FeedReadOptions? options = null)
    {
        var result = FeedReader.Read(document, options);
        Assert.True(result.IsFeed, result.Problem);
        return result.Document;
    }

    /// <summary>The entries as a page of a feed.</summary>
    public static byte[] WriteFeed(IReadOnlyList<Entry> entries, params EntryLink[] links)
    {
        using var output = new MemoryStream();
        var page = new AtomFeedDocument
        {
            Id = "urn:feed",
            Title = "Feed",
            Author = "Portal",
            Updated = Noon,
            Entries = [.. entries.Select(Record)],
        };
        AtomWriter.WriteFeed(output, page, _ => links);
        return output.ToArray();
    }

    /// <summary>The entry as a document of its own.</summary>
    public static byte[] WriteEntry(Entry entry, params EntryLink[] links)
    {
        using var output = new MemoryStream();
        AtomWriter.WriteEntry(output, Record(entry), "Portal", links);
        return output.ToArray();
    }

    private static RecordedEntry Record(Entry entry) => new()
    {
        Position = new EventPosition(1),
        Feed = FeedId.Parse("feed"),
        Received = Noon,
        Revision = 1,
        Entry = entry,
        Verdict = ContractVerdict.Unchecked,
        Size = 1,
    };
}
