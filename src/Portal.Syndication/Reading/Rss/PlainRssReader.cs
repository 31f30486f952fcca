using System.Globalization;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading.Rss;

/// <summary>
/// Reads the RSS 2.0 documents that programs write: as slices of the document in place of the nodes of a reader. What it reads
/// is what <see cref="RssFeedReader"/> makes of it; whatever it does not know, or finds wrong, is left to that.
/// </summary>
internal static class PlainRssReader
{
    /// <summary>The rest of a document whose root was read.</summary>
    public static bool TryRead(PlainXml xml, FeedDraft feed, in PlainScope scope)
    {
        feed.Format = FeedFormat.Rss20;
        feed.Language = scope.Language;
        xml.SkipBetween();
        if (!xml.TrySkip("<channel>") || !TryReadChannel(ref xml, feed, scope, out var isCut))
        {
            return false;
        }

        if (isCut)
        {
            return true;
        }

        xml.SkipBetween();
        if (!xml.TryEnd(scope.Root.Name))
        {
            return false;
        }

        xml.SkipBetween();
        return xml.IsAtEnd;
    }

    private static bool TryReadChannel(ref PlainXml xml, FeedDraft feed, in PlainScope scope, out bool isCut)
    {
        isCut = false;
        DateTimeOffset? published = null;
        for (xml.SkipBetween(); !xml.IsBeforeEndTag; xml.SkipBetween())
        {
            if (!xml.TryStart(out var tag))
            {
                return false;
            }

            if (tag.Name is "pubDate")
            {
                if (published is not null || PlainConstructs.Trimmed(ref xml, tag) is not { } text || (published = FeedDates.Parse(text)) is null)
                {
                    return false;
                }
            }
            else if (tag.Name is not "item")
            {
                if (!TryRead(ref xml, tag, feed, scope))
                {
                    return false;
                }
            }
            else if (!feed.HasRoom())
            {
                isCut = true;
                break;
            }
            else if (tag.IsEmpty || !tag.Attributes.IsEmpty || PlainRssItem.TryRead(ref xml, scope) is not { } item)
            {
                return false;
            }
            else
            {
                feed.Add(item);
            }
        }

        feed.Updated ??= published;
        return isCut || xml.TryEnd("channel");
    }

    private static bool TryRead(ref PlainXml xml, PlainTag tag, FeedDraft feed, in PlainScope scope)
    {
        switch (tag.Name)
        {
            case "title" when feed.Title is null && tag.Attributes.IsEmpty && xml.TryValue(tag, out var title):
                feed.Title = LooseText.Title(title);
                return true;
            case "description" when feed.Subtitle is null && tag.Attributes.IsEmpty && xml.TryValue(tag, out var text):
                feed.Subtitle = new EntryText(TextKind.Html, text);
                return true;
            case "link":
                return PlainConstructs.Trimmed(ref xml, tag) is { Length: > 0 } href
                    && PlainConstructs.TryAdd(feed.Links, new EntryLink(References.Resolve(scope.Address, href)));
            case "language":
                return (feed.Language = PlainConstructs.Trimmed(ref xml, tag)) is { Length: > 0 };
            case "lastBuildDate" when feed.Updated is null:
                return PlainConstructs.Trimmed(ref xml, tag) is { } date && (feed.Updated = FeedDates.Parse(date)) is not null;
            case "ttl" when int.TryParse(PlainConstructs.Trimmed(ref xml, tag), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 1_000_000:
                feed.Ttl = TimeSpan.FromMinutes(minutes);
                return true;
            case "generator" or "docs" or "copyright" or "category" or "webMaster" or "cloud" or "image" or "rating" or "textInput":
                return xml.TrySkipOwn(tag);
            default:
                return TryReadForeign(ref xml, tag, feed, scope);
        }
    }

    private static bool TryReadForeign(ref PlainXml xml, PlainTag tag, FeedDraft feed, in PlainScope scope) =>
        scope.Root.NamespaceOf(PlainTag.PrefixOf(tag.Name)) switch
        {
            XmlNames.Atom => PlainTag.LocalName(tag.Name) is "link" && PlainConstructs.TryAdd(feed.Links, PlainConstructs.Link(ref xml, tag, scope)),
            XmlNames.Atom03 or XmlNames.DublinCore or XmlNames.DublinCore10 or XmlNames.DublinCoreTerms => false,
            _ => PlainExtensions.TryRead(ref xml, tag, feed, scope),
        };
}
