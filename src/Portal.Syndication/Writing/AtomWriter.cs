using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Syndication.Writing;

/// <summary>Writes Atom 1.0 (RFC 4287) in UTF-8.</summary>
public static class AtomWriter
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

    private static readonly XName DeletedEntry = XName.Get("deleted-entry", XmlNames.Tombstones);

    private static readonly XName Archive = XName.Get("archive", XmlNames.FeedHistory);

    private static readonly XmlQualifiedName Href = new("href");

    // Entitize: a carriage return that is not escaped is a line feed to whoever reads it (XML 1.0 section 2.11).
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        CheckCharacters = false,
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>Writes a page of a feed.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="feed">The page.</param>
    /// <param name="linksOf">Links to add to an entry, <c>self</c> for example.</param>
    public static void WriteFeed(Stream output, AtomFeedDocument feed, Func<RecordedEntry, IReadOnlyList<EntryLink>> linksOf)
    {
        var document = new SyndicationFeed(feed.Entries.Where(entry => !entry.Entry.IsTombstone).Select(entry => new EntryItem(entry.Entry, linksOf(entry))))
        {
            Id = feed.Id,
            Title = Plain(feed.Title),
            LastUpdatedTime = feed.Updated,
        };
        if (!string.IsNullOrEmpty(feed.Subtitle))
        {
            document.Description = Plain(feed.Subtitle);
        }

        document.Authors.Add(new SyndicationPerson { Name = XmlText.Clean(feed.Author) });
        foreach (var link in feed.Links)
        {
            document.Links.Add(Link(link));
        }

        if (feed.IsArchive)
        {
            document.ElementExtensions.Add(new XElement(Archive).CreateReader());
        }

        // RFC 6721 section 3: their place among the entries means nothing.
        foreach (var tombstone in feed.Entries.Where(entry => entry.Entry.IsTombstone))
        {
            document.ElementExtensions.Add(Tombstone(tombstone.Entry).CreateReader());
        }

        using var writer = XmlWriter.Create(output, Settings);
        new EntryFeedFormatter(document).WriteTo(writer);
    }

    /// <summary>Writes an entry document.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="author">Its author when it names none.</param>
    /// <param name="links">Links to add.</param>
    public static void WriteEntry(Stream output, RecordedEntry entry, string author, IReadOnlyList<EntryLink> links)
    {
        var xml = XmlBuilder.Begin().Raw(Declaration);
        AtomEntryElement.Write(xml, entry.Entry, links, isAlone: true, author);
        xml.WriteTo(output);
    }

    private static TextSyndicationContent Plain(string text) => new(XmlText.Clean(text), TextSyndicationContentKind.Plaintext);

    // As an attribute the address stays as it is: a Uri would normalise it.
    private static SyndicationLink Link(EntryLink link) => new()
    {
        RelationshipType = XmlText.Clean(link.Rel),
        MediaType = XmlText.Clean(link.Type),
        Title = XmlText.Clean(link.Title),
        AttributeExtensions = { [Href] = XmlText.Clean(link.Href) },
    };

    private static XElement Tombstone(Entry entry) => new(
        DeletedEntry,
        new XAttribute("ref", XmlText.Clean(entry.Id)),
        new XAttribute("when", XmlConvert.ToString((entry.Updated ?? DateTimeOffset.UnixEpoch).UtcDateTime, XmlDateTimeSerializationMode.Utc)));
}
