using System.Globalization;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading;

/// <summary>Reads the extensions that tell how a feed is to be followed, whatever its format.</summary>
internal static class FeedExtensions
{
    private const int MaxTombstones = 10_000;

    /// <summary>One child of the feed; false when it is none of these, and then it is not consumed.</summary>
    public static bool TryRead(XmlCursor xml, FeedDraft feed)
    {
        switch (xml.Namespace, xml.LocalName)
        {
            case (XmlNames.SyndicationModule, "updatePeriod"):
                feed.UpdatePeriodName = xml.ReadTrimmed();
                return true;
            case (XmlNames.SyndicationModule, "updateFrequency"):
                feed.UpdateFrequency =
                    int.TryParse(xml.ReadTrimmed(), NumberStyles.None, CultureInfo.InvariantCulture, out var frequency) ? frequency : 1;
                return true;
            case (XmlNames.FeedHistory, "complete"):
                feed.IsComplete = true;
                xml.Skip();
                return true;
            case (XmlNames.FeedHistory, "archive"):
                feed.IsArchive = true;
                xml.Skip();
                return true;
            case (XmlNames.Tombstones, "deleted-entry"):
                ReadTombstone(xml, feed);
                return true;
            default:
                return false;
        }
    }

    // <at:deleted-entry ref="urn:id" when="2005-11-29T12:11:12Z"/> (RFC 6721 section 3)
    private static void ReadTombstone(XmlCursor xml, FeedDraft feed)
    {
        var id = xml.Attribute("ref")?.Trim();
        var when = xml.Attribute("when");
        xml.Skip();
        if (!string.IsNullOrEmpty(id) && feed.Tombstones.Count < MaxTombstones)
        {
            feed.Tombstones.Add(new Tombstone(id, FeedDates.Parse(when)));
        }
    }
}
