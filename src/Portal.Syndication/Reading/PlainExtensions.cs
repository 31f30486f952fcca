using System.Globalization;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading;

/// <summary>Reads the extensions of feeds of the plain form, as <see cref="FeedExtensions"/> does.</summary>
internal static class PlainExtensions
{
    /// <summary>Whether elements of this namespace in an entry are kept and nothing else is made of them, in whatever format.</summary>
    public static bool IsOnlyKept(ReadOnlySpan<char> uri) =>
        !uri.IsEmpty
        && uri is not (XmlNames.Atom or XmlNames.Atom03 or XmlNames.Xhtml or XmlNames.ContentModule or XmlNames.DublinCore or XmlNames.DublinCore10 or XmlNames.DublinCoreTerms
            or XmlNames.Media or XmlNames.MediaWithoutSlash or XmlNames.Rss10 or XmlNames.Rss090 or XmlNames.Rss090Channel or XmlNames.Rss11 or XmlNames.Rss20Userland or XmlNames.Rss20Harvard)
        && !uri.Equals(XmlNames.ITunes, StringComparison.OrdinalIgnoreCase);

    /// <summary>One child of the feed that is of another vocabulary.</summary>
    public static bool TryRead(ref PlainXml xml, PlainTag tag, FeedDraft feed, in PlainScope scope)
    {
        var local = PlainTag.LocalName(tag.Name);
        switch (scope.Root.NamespaceOf(PlainTag.PrefixOf(tag.Name)))
        {
            case "" or XmlNames.Tombstones:
                return false;
            case XmlNames.SyndicationModule when local is "updatePeriod":
                return (feed.UpdatePeriodName = PlainConstructs.Trimmed(ref xml, tag)) is not null;
            case XmlNames.SyndicationModule when local is "updateFrequency":
                var isRead = int.TryParse(PlainConstructs.Trimmed(ref xml, tag), NumberStyles.None, CultureInfo.InvariantCulture, out var frequency);
                feed.UpdateFrequency = frequency;
                return isRead;
            case XmlNames.FeedHistory:
                feed.IsComplete |= local is "complete";
                feed.IsArchive |= local is "archive";
                break;
        }

        return xml.TrySkipForeign(tag, scope.Root);
    }
}
