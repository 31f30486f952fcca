using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>
/// Reads the pages of Atom feeds that programs write: as slices of the document in place of the nodes of a reader. What it reads
/// is what <see cref="AtomFeedReader"/> makes of it; whatever it does not know, or finds wrong, is left to that.
/// </summary>
internal static class PlainFeedReader
{
    /// <summary>The rest of a document whose root was read.</summary>
    public static bool TryRead(PlainXml xml, FeedDraft feed, in PlainScope scope)
    {
        feed.Format = FeedFormat.Atom10;
        feed.Language = scope.Language;
        for (xml.SkipBetween(); !xml.IsBeforeEndTag; xml.SkipBetween())
        {
            if (!xml.TryStart(out var tag))
            {
                return false;
            }

            if (tag.Name is not "entry")
            {
                if (!TryRead(ref xml, tag, feed, scope))
                {
                    return false;
                }
            }
            else if (!feed.HasRoom())
            {
                return true;
            }
            else if (tag.IsEmpty || !tag.Attributes.IsEmpty || PlainEntryParts.TryRead(ref xml, scope) is not { } entry)
            {
                return false;
            }
            else
            {
                feed.Add(entry.ToEntry());
            }
        }

        if (!xml.TryEnd("feed"))
        {
            return false;
        }

        xml.SkipBetween();
        return xml.IsAtEnd;
    }

    private static bool TryRead(ref PlainXml xml, PlainTag tag, FeedDraft feed, in PlainScope scope)
    {
        switch (tag.Name)
        {
            case "id" when feed.Id is null:
                return (feed.Id = PlainConstructs.Trimmed(ref xml, tag)) is { Length: > 0 };
            case "title" when feed.Title is null:
                return (feed.Title = PlainConstructs.Text(ref xml, tag, scope)) is not null;
            case "subtitle" when feed.Subtitle is null:
                return (feed.Subtitle = PlainConstructs.Text(ref xml, tag, scope)) is not null;
            case "updated" when feed.Updated is null:
                return (feed.Updated = PlainConstructs.Date(ref xml, tag)) is not null;
            case "author":
                return PlainConstructs.TryAdd(feed.Authors, PlainConstructs.Person(ref xml, tag, scope));
            case "link":
                return PlainConstructs.TryAdd(feed.Links, PlainConstructs.Link(ref xml, tag, scope));
            case "generator" or "icon" or "logo" or "rights" or "category":
                return xml.TrySkipOwn(tag);
            default:
                return scope.Root.NamespaceOf(PlainTag.PrefixOf(tag.Name)) is not (XmlNames.Atom or XmlNames.Atom03) && PlainExtensions.TryRead(ref xml, tag, feed, scope);
        }
    }
}
