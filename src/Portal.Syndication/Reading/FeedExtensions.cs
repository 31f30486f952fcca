using System.Globalization;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading;

/// <summary>Reads the extensions that tell how a feed is to be followed, whatever its format.</summary>
internal static class FeedExtensions
{
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
            default:
                return false;
        }
    }
}
