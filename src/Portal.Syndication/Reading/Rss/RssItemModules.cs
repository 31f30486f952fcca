using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Rss;

/// <summary>Reads the modules that items carry: content, Dublin Core, Media RSS, iTunes, XHTML bodies.</summary>
internal sealed class RssItemModules(XmlCursor xml)
{
    /// <summary>One child of an item; false when it is of none of these, and then it is not consumed.</summary>
    public bool TryRead(RssItem item, Uri? baseUri)
    {
        var uri = xml.Namespace;
        if (uri == XmlNames.ContentModule && xml.LocalName == "encoded")
        {
            var inner = xml.BaseWithin(baseUri);
            var value = xml.ReadText(out var hasMarkup, inner);
            item.Body = hasMarkup ? value : HtmlReferences.Resolve(value, inner);
            item.BodyIsXhtml = false;
            return true;
        }

        if (uri == XmlNames.Xhtml && xml.LocalName is "body" or "div" && uri == XmlNames.Xhtml && item.Body is null)
        {
            item.Body = xml.ReadXhtmlInside(xml.BaseWithin(baseUri));
            item.BodyIsXhtml = true;
            return true;
        }

        return XmlNames.IsDublinCore(uri) ? TryReadDublinCore(item)
            : XmlNames.IsMedia(uri) ? TryReadMedia(item, baseUri)
            : XmlNames.IsITunes(uri) && TryReadITunes(item);
    }

    private bool TryReadDublinCore(RssItem item)
    {
        var draft = item.Draft;
        switch (xml.LocalName)
        {
            case "creator" or "author":
                AddPerson(draft.Authors);
                return true;
            case "contributor":
                AddPerson(draft.Contributors);
                return true;
            case "subject":
                if (xml.ReadTrimmed() is { Length: > 0 } term)
                {
                    draft.Categories.Add(new Category(term));
                }

                return true;
            case "title" when draft.Title is null && item.OtherTitle is null:
                item.OtherTitle = xml.ReadTrimmed();
                return true;
            case "description" when item.Description is null && item.OtherSummary is null:
                item.OtherSummary = xml.ReadTrimmed();
                return true;
            default:
                return TryReadDublinCoreDate(item);
        }
    }

    private bool TryReadDublinCoreDate(RssItem item)
    {
        switch (xml.LocalName)
        {
            case "date":
                item.Date = FeedDates.Parse(xml.ReadTrimmed()) ?? item.Date;
                return true;
            case "issued" or "created" or "available":
                item.Issued = Keep.First(item.Issued, FeedDates.Parse(xml.ReadTrimmed()));
                return true;
            case "modified":
                item.Draft.Updated = FeedDates.Parse(xml.ReadTrimmed()) ?? item.Draft.Updated;
                return true;
            default:
                return false;
        }
    }

    // media:content says where the media is, and more in its children: the link is taken, the element kept.
    private bool TryReadMedia(RssItem item, Uri? baseUri)
    {
        if (xml.LocalName == "group")
        {
            if (xml.Enter())
            {
                while (xml.NextElement())
                {
                    if (!(XmlNames.IsMedia(xml.Namespace) && xml.LocalName == "content" && TryReadMedia(item, baseUri)))
                    {
                        item.Draft.Extensions.Add(xml.ReadOuterXml());
                    }
                }
            }

            return true;
        }

        if (xml.LocalName != "content" || xml.Attribute("url") is not { Length: > 0 } url)
        {
            return false;
        }

        item.Draft.AddLinkOnce(new EntryLink(
            References.Resolve(baseUri, url), "enclosure", xml.Attribute("type"), Length: AtomConstructs.ParseLength(xml.Attribute("fileSize"))));
        item.Draft.Extensions.Add(xml.ReadOuterXml());
        return true;
    }

    private bool TryReadITunes(RssItem item)
    {
        switch (xml.LocalName)
        {
            case "author":
                item.OtherAuthor = PersonText.Parse(xml.ReadTrimmed());
                return true;
            case "summary" when item.OtherSummary is null:
                item.OtherSummary = xml.ReadTrimmed();
                return true;
            case "keywords":
                item.Keywords = xml.ReadTrimmed();
                return true;
            default:
                return false;
        }
    }

    private void AddPerson(List<Person> people)
    {
        if (PersonText.Parse(xml.ReadTrimmed()) is { } person)
        {
            people.Add(person);
        }
    }
}
