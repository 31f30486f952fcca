using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Rss;

/// <summary>
/// Reads the Channel Definition Format, whose names come in any case: <c>&lt;ITEM HREF="http://a/" LASTMOD="2002-12-31"&gt;&lt;TITLE&gt;T&lt;/TITLE&gt;&lt;ABSTRACT&gt;…</c>.
/// A <c>channel</c> that holds RSS items without RSS around it is read as RSS.
/// </summary>
internal sealed class CdfFeedReader(XmlCursor xml, FeedDraft feed, Uri? address)
{
    /// <summary>The root element that the cursor stands on.</summary>
    public void Read()
    {
        if (xml.LocalName == "channel" && Attribute("HREF") is null)
        {
            new RssFeedReader(xml, feed, address).ReadBareChannel();
            return;
        }

        feed.Format = FeedFormat.Cdf;
        feed.Language = xml.Language;
        feed.Updated = FeedDates.Parse(Attribute("LASTMOD"));
        ReadChannel(address);
    }

    private void ReadChannel(Uri? outerBase)
    {
        var baseUri = BaseWithin(outerBase);
        if (Attribute("HREF") is { Length: > 0 } href && feed.Links.Count == 0)
        {
            feed.Links.Add(new EntryLink(References.Resolve(baseUri, href)));
        }

        if (!xml.Enter())
        {
            return;
        }

        while (xml.NextElement())
        {
            switch (xml.LocalName.ToUpperInvariant())
            {
                case "TITLE" when feed.Title is null:
                    feed.Title = LooseText.Title(xml.ReadTrimmed());
                    break;
                case "ABSTRACT" when feed.Subtitle is null:
                    feed.Subtitle = new EntryText(TextKind.Html, xml.ReadTrimmed());
                    break;
                case "A" when feed.Links.Count == 0 && Attribute("HREF") is { Length: > 0 } page:
                    feed.Links.Add(new EntryLink(References.Resolve(baseUri, page)));
                    xml.Skip();
                    break;
                case "ITEM" when feed.HasRoom():
                    feed.Add(ReadItem(baseUri));
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }
    }

    private Entry ReadItem(Uri? outerBase)
    {
        var baseUri = BaseWithin(outerBase);
        var draft = new EntryDraft { Language = xml.Language, Updated = FeedDates.Parse(Attribute("LASTMOD")) };
        AddLink(draft, baseUri, Attribute("HREF"));
        if (xml.Enter())
        {
            while (xml.NextElement())
            {
                switch (xml.LocalName.ToUpperInvariant())
                {
                    case "TITLE":
                        draft.Title = LooseText.Title(xml.ReadText(out _, baseUri));
                        break;
                    case "ABSTRACT":
                        var inner = BaseWithin(baseUri);
                        var text = xml.ReadText(out var hasMarkup, inner);
                        draft.Summary = new EntryText(TextKind.Html, hasMarkup ? text : HtmlReferences.Resolve(text, inner));
                        break;
                    case "A":
                        AddLink(draft, baseUri, Attribute("HREF"));
                        xml.Skip();
                        break;
                    default:
                        draft.Extensions.Add(xml.ReadOuterXml());
                        break;
                }
            }
        }

        return draft.ToEntry();
    }

    private static void AddLink(EntryDraft draft, Uri? baseUri, string? href)
    {
        if (!string.IsNullOrWhiteSpace(href))
        {
            draft.AddLinkOnce(new EntryLink(References.Resolve(baseUri, href)));
        }
    }

    // BASE is CDF's own; xml:base came later.
    private Uri? BaseWithin(Uri? outer) => xml.BaseWithin(References.Rebase(outer, Attribute("BASE")));

    private string? Attribute(string name) => xml.Attribute(name) ?? xml.Attribute(name.ToLowerInvariant()) ?? xml.Attribute(name[0] + name[1..].ToLowerInvariant());
}
