using System.ServiceModel.Syndication;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>An entry as an item of a feed that System.ServiceModel.Syndication writes.</summary>
internal sealed class EntryItem(Entry entry, IReadOnlyList<EntryLink> links) : SyndicationItem
{
    public void Write(XmlWriter writer)
    {
        var xml = XmlBuilder.Begin();
        AtomEntryElement.Write(xml, entry, links, isAlone: false);
        xml.WriteTo(writer);
    }
}

/// <summary>
/// The library's Atom formatter with the entries written by ourselves: its own items drop the fractions of seconds
/// and put addresses into another form.
/// </summary>
internal sealed class EntryFeedFormatter(SyndicationFeed feed) : Atom10FeedFormatter(feed)
{
    protected override void WriteItem(XmlWriter writer, SyndicationItem item, Uri feedBaseUri) => ((EntryItem)item).Write(writer);
}
