using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>Reads <c>atom:feed</c> (RFC 4287 section 4.1.1) and Atom 0.3's feed; an entry document is a feed of one.</summary>
internal sealed class AtomFeedReader(XmlCursor xml, FeedDraft feed, Uri? address)
{
    private readonly AtomConstructs _constructs = new(xml);
    private readonly AtomEntryParts _entries = new AtomEntryParts(xml).WithDocumentBase(address);

    /// <summary>The root element that the cursor stands on.</summary>
    public void Read()
    {
        feed.Format = xml.Namespace == XmlNames.Atom03 || (xml.Attribute("version")?.Trim().StartsWith("0.", StringComparison.Ordinal) ?? false)
            ? FeedFormat.Atom03
            : FeedFormat.Atom10;
        feed.Language = xml.Language;
        if (xml.LocalName == "entry")
        {
            feed.Add(_entries.Read(address).ToEntry());
            return;
        }

        var baseUri = xml.BaseWithin(address);
        if (!xml.Enter())
        {
            return;
        }

        while (xml.NextElement())
        {
            if (!XmlNames.IsAtom(xml.Namespace) && xml.Namespace.Length > 0)
            {
                ReadForeign();
            }
            else if (xml.LocalName == "entry")
            {
                if (!feed.HasRoom())
                {
                    return;
                }

                feed.Add(_entries.Read(baseUri).ToEntry());
            }
            else
            {
                ReadChild(baseUri);
            }
        }
    }

    private void ReadChild(Uri? baseUri)
    {
        var isAtom03 = feed.Format == FeedFormat.Atom03;
        switch (xml.LocalName)
        {
            case "id":
                feed.Id = xml.ReadTrimmed() is { Length: > 0 } id ? id : null;
                break;
            case "title":
                feed.Title = _constructs.ReadText(baseUri, isAtom03);
                break;
            case "subtitle" or "tagline":
                feed.Subtitle = _constructs.ReadText(baseUri, isAtom03);
                break;
            case "updated" or "modified":
                feed.Updated = FeedDates.Parse(xml.ReadTrimmed());
                break;
            case "author" when _constructs.ReadPerson(baseUri) is var author:
                if (author is not null)
                {
                    feed.Authors.Add(author);
                }

                break;
            case "link" when _constructs.ReadLink(baseUri) is var link:
                if (link is not null)
                {
                    feed.Links.Add(link);
                }

                break;
            default:
                xml.Skip();
                break;
        }
    }

    private void ReadForeign()
    {
        if (!FeedExtensions.TryRead(xml, feed))
        {
            xml.Skip();
        }
    }
}
