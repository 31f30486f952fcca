using System.Globalization;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Rss;

/// <summary>
/// Reads RSS 0.90 to 2.0 and RSS 1.0. Items are taken wherever they stand: inside the channel (0.91 to 2.0) or
/// beside it (0.90 and 1.0).
/// </summary>
internal sealed class RssFeedReader(XmlCursor xml, FeedDraft feed, Uri? address)
{
    private readonly RssItemReader _items = new(xml);
    private readonly AtomConstructs _atom = new(xml);
    private DateTimeOffset? _published;

    /// <summary>The root element that the cursor stands on.</summary>
    public void Read()
    {
        feed.Format = FormatOf();
        feed.Language = xml.Language;
        var baseUri = xml.BaseWithin(address);
        if (xml.Enter())
        {
            while (xml.NextElement() && ReadChild(baseUri, isRoot: true))
            {
            }
        }

        feed.Updated ??= _published;
    }

    /// <summary>A channel that the cursor stands on, without RSS around it.</summary>
    public void ReadBareChannel()
    {
        feed.Format = FeedFormat.Rss20;
        ReadChannel(address);
        feed.Updated ??= _published;
    }

    private FeedFormat FormatOf()
    {
        if (xml.LocalName.Equals("RDF", StringComparison.OrdinalIgnoreCase))
        {
            var resolver = (System.Xml.IXmlNamespaceResolver)xml.Reader;
            return resolver.LookupNamespace("") is XmlNames.Rss090 or XmlNames.Rss090Channel ? FeedFormat.Rss09x : FeedFormat.Rss10;
        }

        return xml.Attribute("version")?.Trim().StartsWith("0.", StringComparison.Ordinal) ?? false ? FeedFormat.Rss09x : FeedFormat.Rss20;
    }

    // False when there is no room for more items.
    private bool ReadChild(Uri? baseUri, bool isRoot)
    {
        if (!XmlNames.IsRss(xml.Namespace))
        {
            ReadForeign(baseUri);
            return true;
        }

        switch (xml.LocalName)
        {
            case "item":
                return ReadItem(baseUri);
            case "channel" when isRoot:
                return ReadChannel(baseUri);
            case "items" when xml.Namespace == XmlNames.Rss11:
                return ReadChannel(baseUri);
            default:
                ReadText(baseUri);
                return true;
        }
    }

    private bool ReadItem(Uri? baseUri)
    {
        if (!feed.HasRoom())
        {
            return false;
        }

        feed.Add(_items.Read(baseUri));
        return true;
    }

    private bool ReadChannel(Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        feed.Language ??= xml.Language;
        if (!xml.Enter())
        {
            return true;
        }

        while (xml.NextElement())
        {
            if (!ReadChild(baseUri, isRoot: false))
            {
                return false;
            }
        }

        return true;
    }

    private void ReadText(Uri? baseUri)
    {
        switch (xml.LocalName)
        {
            case "title":
                feed.Title = LooseText.Title(xml.ReadText(out _, baseUri));
                break;
            case "description":
                feed.Subtitle = new EntryText(TextKind.Html, xml.ReadText(out _, baseUri));
                break;
            case "link":
                ReadLink(baseUri);
                break;
            case "language":
                feed.Language = xml.ReadTrimmed() is { Length: > 0 } language ? language : feed.Language;
                break;
            case "lastBuildDate":
                feed.Updated = FeedDates.Parse(xml.ReadTrimmed()) ?? feed.Updated;
                break;
            case "pubDate":
                _published = FeedDates.Parse(xml.ReadTrimmed());
                break;
            case "managingEditor" when PersonText.Parse(xml.ReadTrimmed()) is var editor:
                if (editor is not null)
                {
                    feed.Authors.Add(editor);
                }

                break;
            default:
                ReadSchedule();
                break;
        }
    }

    private void ReadLink(Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var href = xml.Attribute("href");
        var text = xml.ReadTrimmed();
        href = text.Length > 0 ? text : href;
        if (!string.IsNullOrWhiteSpace(href))
        {
            feed.Links.Add(new EntryLink(References.Resolve(baseUri, href)));
        }
    }

    private void ReadSchedule()
    {
        switch (xml.LocalName)
        {
            case "ttl":
                if (Number(xml.ReadTrimmed()) is > 0 and var minutes)
                {
                    feed.Ttl = TimeSpan.FromMinutes(minutes);
                }

                break;
            case "skipHours":
                ReadList("hour", text =>
                {
                    // RSS 0.91 counts from 1 to 24, 2.0 from 0 to 23.
                    if (Number(text) is >= 0 and <= 24 and var hour && !feed.SkipHours.Contains(hour % 24))
                    {
                        feed.SkipHours.Add(hour % 24);
                    }
                });
                break;
            case "skipDays":
                ReadList("day", text =>
                {
                    if (!text.All(char.IsAsciiDigit) && Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var day)
                        && Enum.IsDefined(day) && !feed.SkipDays.Contains(day))
                    {
                        feed.SkipDays.Add(day);
                    }
                });
                break;
            default:
                xml.Skip();
                break;
        }
    }

    private void ReadList(string name, Action<string> take)
    {
        if (!xml.Enter())
        {
            return;
        }

        while (xml.NextElement())
        {
            if (xml.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                take(xml.ReadTrimmed());
            }
            else
            {
                xml.Skip();
            }
        }
    }

    private void ReadForeign(Uri? baseUri)
    {
        if (XmlNames.IsAtom(xml.Namespace))
        {
            ReadAtom(baseUri);
        }
        else if (XmlNames.IsDublinCore(xml.Namespace))
        {
            ReadDublinCore();
        }
        else if (!FeedExtensions.TryRead(xml, feed))
        {
            xml.Skip();
        }
    }

    private void ReadAtom(Uri? baseUri)
    {
        switch (xml.LocalName)
        {
            case "link" when _atom.ReadLink(baseUri) is var link:
                if (link is not null)
                {
                    feed.Links.Add(link);
                }

                break;
            case "id":
                feed.Id = xml.ReadTrimmed();
                break;
            case "updated":
                feed.Updated = Keep.First(feed.Updated, FeedDates.Parse(xml.ReadTrimmed()));
                break;
            default:
                xml.Skip();
                break;
        }
    }

    private void ReadDublinCore()
    {
        switch (xml.LocalName)
        {
            case "title" when feed.Title is null:
                feed.Title = LooseText.Title(xml.ReadTrimmed());
                break;
            case "description" when feed.Subtitle is null:
                feed.Subtitle = new EntryText(TextKind.Html, xml.ReadTrimmed());
                break;
            case "date":
                feed.Updated = Keep.First(feed.Updated, FeedDates.Parse(xml.ReadTrimmed()));
                break;
            case "language":
                var language = xml.ReadTrimmed();
                feed.Language ??= language.Length > 0 ? language : null;
                break;
            case "creator" when feed.Authors.Count == 0 && PersonText.Parse(xml.ReadTrimmed()) is var author:
                if (author is not null)
                {
                    feed.Authors.Add(author);
                }

                break;
            default:
                xml.Skip();
                break;
        }
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 10_000_000) : null;
}
