using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Rss;

/// <summary>Reads RSS items of all versions, with the modules that publishers use in them.</summary>
internal sealed class RssItemReader(XmlCursor xml)
{
    private readonly AtomEntryParts _atom = new(xml);
    private readonly RssItemModules _modules = new(xml);

    /// <summary>The item that the cursor stands on; it is consumed.</summary>
    public Entry Read(Uri? outerBase)
    {
        var item = new RssItem();
        var draft = item.Draft;
        draft.Language = xml.Language;
        item.About = xml.Reader.HasAttributes ? xml.Reader.GetAttribute("about", XmlNames.Rdf) : null;
        var baseUri = xml.BaseWithin(outerBase);
        if (xml.Enter())
        {
            while (xml.NextElement())
            {
                if (XmlNames.IsRss(xml.Namespace))
                {
                    ReadOwn(item, baseUri);
                }
                else if (!(XmlNames.IsAtom(xml.Namespace) && _atom.TryRead(draft, baseUri)) && !_modules.TryRead(item, baseUri))
                {
                    draft.Extensions.Add(xml.ReadOuterXml());
                }
            }
        }

        return item.Complete();
    }

    private void ReadOwn(RssItem item, Uri? baseUri)
    {
        var draft = item.Draft;
        switch (xml.LocalName)
        {
            case "title":
                draft.Title = LooseText.Title(xml.ReadText(out _, baseUri));
                break;
            case "description":
                item.Description = ReadHtml(baseUri);
                break;
            case "summary":
                item.ItemSummary = ReadHtml(baseUri);
                break;
            case "body" or "fullitem":
                item.Body = Keep.First(item.Body, ReadHtml(baseUri));
                break;
            case "link":
                ReadLink(item, baseUri);
                break;
            case "guid":
                ReadGuid(item, baseUri);
                break;
            case "pubDate":
                draft.Published = FeedDates.Parse(xml.ReadTrimmed()) ?? draft.Published;
                break;
            case "category":
                ReadCategory(draft);
                break;
            default:
                ReadRest(item, baseUri);
                break;
        }
    }

    private void ReadRest(RssItem item, Uri? baseUri)
    {
        var draft = item.Draft;
        switch (xml.LocalName)
        {
            case "author":
                if (PersonText.Parse(xml.ReadTrimmed()) is { } author)
                {
                    draft.Authors.Add(author);
                }

                break;
            case "enclosure":
                ReadEnclosure(draft, baseUri);
                break;
            case "comments":
                AddLink(draft, baseUri, xml.ReadTrimmed(), "replies");
                break;
            case "source":
                var url = xml.Attribute("url");
                var title = xml.ReadTrimmed();
                AddLink(draft, baseUri, url, "via", title.Length > 0 ? title : null);
                break;
            case "published" or "issued":
                draft.Published = Keep.First(draft.Published, FeedDates.Parse(xml.ReadTrimmed()));
                break;
            case "updated" or "modified" or "lastUpdated":
                draft.Updated = Keep.First(draft.Updated, FeedDates.Parse(xml.ReadTrimmed()));
                break;
            case "date":
                item.Date = Keep.First(item.Date, FeedDates.Parse(xml.ReadTrimmed()));
                break;
            case "tags":
                foreach (var tag in xml.ReadTrimmed().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    draft.Categories.Add(new Category(tag));
                }

                break;
            default:
                draft.Extensions.Add(xml.ReadOuterXml());
                break;
        }
    }

    private string ReadHtml(Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var value = xml.ReadText(out var hasMarkup, baseUri);
        return hasMarkup ? value : HtmlReferences.Resolve(value, baseUri);
    }

    // <link>http://a</link>, and in the wild <link href="http://a" />.
    private void ReadLink(RssItem item, Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var href = xml.Attribute("href");
        var rel = xml.Attribute("rel");
        var text = xml.ReadTrimmed();
        AddLink(item.Draft, baseUri, text.Length > 0 ? text : href, string.IsNullOrWhiteSpace(rel) ? "alternate" : rel);
    }

    private void ReadGuid(RssItem item, Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var isPermaLink = xml.Attribute("isPermaLink") is not { } text || !text.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
        var guid = xml.ReadTrimmed();
        if (guid.Length > 0)
        {
            item.Take(guid, isPermaLink, baseUri);
        }
    }

    private void ReadCategory(EntryDraft draft)
    {
        var scheme = xml.Attribute("domain");
        var term = xml.ReadTrimmed();
        if (term.Length > 0)
        {
            draft.Categories.Add(new Category(term, string.IsNullOrWhiteSpace(scheme) ? null : scheme.Trim()));
        }
    }

    private void ReadEnclosure(EntryDraft draft, Uri? outerBase)
    {
        var baseUri = xml.BaseWithin(outerBase);
        var url = xml.Attribute("url") ?? xml.Attribute("href");
        var type = xml.Attribute("type");
        var length = AtomConstructs.ParseLength(xml.Attribute("length"));
        xml.Skip();
        if (!string.IsNullOrWhiteSpace(url))
        {
            draft.AddLinkOnce(new EntryLink(
                References.Resolve(baseUri, url), "enclosure", string.IsNullOrWhiteSpace(type) ? null : type.Trim(), Length: length));
        }
    }

    private static void AddLink(EntryDraft draft, Uri? baseUri, string? href, string rel, string? title = null)
    {
        if (!string.IsNullOrWhiteSpace(href))
        {
            draft.Links.Add(new EntryLink(References.Resolve(baseUri, href), rel, Title: title));
        }
    }
}
