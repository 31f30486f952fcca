using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Rss;

/// <summary>Reads the items of the plain form, as <see cref="RssItemReader"/> does.</summary>
internal static class PlainRssItem
{
    /// <summary>What comes after the start tag of an item, with its end tag; null when it is not plain.</summary>
    public static Entry? TryRead(ref PlainXml xml, in PlainScope scope)
    {
        var item = new RssItem();
        item.Draft.Language = scope.Language;
        for (xml.SkipBetween(); !xml.IsBeforeEndTag; xml.SkipBetween())
        {
            if (!xml.TryStart(out var tag) || !(tag.Name.Contains(':') ? TryReadModule(ref xml, tag, item, scope) : TryReadOwn(ref xml, tag, item, scope)))
            {
                return null;
            }
        }

        return xml.TryEnd("item") ? item.Complete() : null;
    }

    private static bool TryReadOwn(ref PlainXml xml, PlainTag tag, RssItem item, in PlainScope scope)
    {
        var draft = item.Draft;
        switch (tag.Name)
        {
            case "guid" when draft.Id is null:
                return TryReadGuid(ref xml, tag, item, scope);
            case "enclosure":
                return TryReadEnclosure(ref xml, tag, draft, scope);
            case "category":
                return TryReadCategory(ref xml, tag, draft);
        }

        if (!tag.Attributes.IsEmpty || !xml.TryValue(tag, out var value))
        {
            return false;
        }

        switch (tag.Name)
        {
            case "title" when draft.Title is null:
                draft.Title = LooseText.Title(value);
                return true;
            case "description" when item.Description is null:
                item.Description = HtmlReferences.Resolve(value, scope.Address);
                return true;
            case "link":
                AddLink(draft, scope, value, "alternate");
                return true;
            case "comments":
                AddLink(draft, scope, value, "replies");
                return true;
            case "pubDate" when draft.Published is null:
                draft.Published = FeedDates.Parse(value);
                return true;
            case "author":
                return PlainConstructs.TryAdd(draft.Authors, PersonText.Parse(value));
            default:
                return false;
        }
    }

    private static bool TryReadModule(ref PlainXml xml, PlainTag tag, RssItem item, in PlainScope scope)
    {
        var prefix = PlainTag.PrefixOf(tag.Name);
        var uri = scope.Root.NamespaceOf(prefix);
        var isKnown = uri is XmlNames.ContentModule && PlainTag.LocalName(tag.Name) is "encoded"
            || (uri is XmlNames.DublinCore && PlainTag.LocalName(tag.Name) is "creator" or "subject" or "date");
        if (isKnown)
        {
            return tag.Attributes.IsEmpty && xml.TryValue(tag, out var value) && TryTake(PlainTag.LocalName(tag.Name), value, item, scope);
        }

        // What others make something of is left to them; the rest is kept.
        return PlainExtensions.IsOnlyKept(uri) && xml.TryForeign(tag, scope.Root, out var element) && !scope.MayUsePrefix(element, prefix)
            && PlainConstructs.TryAdd(item.Draft.Extensions, element);
    }

    private static bool TryTake(ReadOnlySpan<char> name, string value, RssItem item, in PlainScope scope)
    {
        switch (name)
        {
            case "encoded":
                item.Body = HtmlReferences.Resolve(value, scope.Address);
                return true;
            case "creator":
                return PlainConstructs.TryAdd(item.Draft.Authors, PersonText.Parse(value));
            case "subject":
                return value.Trim() is { Length: > 0 } term && PlainConstructs.TryAdd(item.Draft.Categories, new Category(term));
            default:
                item.Date = FeedDates.Parse(value) ?? item.Date;
                return true;
        }
    }

    private static bool TryReadGuid(ref PlainXml xml, PlainTag tag, RssItem item, in PlainScope scope)
    {
        var attributes = tag.Attributes;
        var isPermaLink = true;
        if (PlainTag.TryNext(ref attributes, out var name, out var value))
        {
            if (name is not "isPermaLink" || value is not ("true" or "false") || !attributes.IsEmpty)
            {
                return false;
            }

            isPermaLink = value is "true";
        }

        if (!xml.TryValue(tag, out var text) || text.Trim() is not { Length: > 0 } guid)
        {
            return false;
        }

        item.Take(guid, isPermaLink, scope.Address);
        return true;
    }

    private static bool TryReadCategory(ref PlainXml xml, PlainTag tag, EntryDraft draft)
    {
        string? scheme = null;
        var attributes = tag.Attributes;
        if (PlainTag.TryNext(ref attributes, out var name, out var value))
        {
            if (name is not "domain" || value.IsWhiteSpace() || !attributes.IsEmpty)
            {
                return false;
            }

            scheme = PlainText.Unescape(value).Trim();
        }

        return xml.TryValue(tag, out var text) && text.Trim() is { Length: > 0 } term && PlainConstructs.TryAdd(draft.Categories, new Category(term, scheme));
    }

    private static bool TryReadEnclosure(ref PlainXml xml, PlainTag tag, EntryDraft draft, in PlainScope scope)
    {
        string? url = null, type = null;
        long? length = null;
        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            switch (name)
            {
                case "url" when !value.IsWhiteSpace():
                    url = PlainText.Unescape(value);
                    break;
                case "type" when !value.IsWhiteSpace():
                    type = PlainText.Unescape(value).Trim();
                    break;
                case "length":
                    length = AtomConstructs.ParseLength(PlainText.Unescape(value));
                    break;
                default:
                    return false;
            }
        }

        if (url is null || !xml.TryValue(tag, out _))
        {
            return false;
        }

        draft.AddLinkOnce(new EntryLink(References.Resolve(scope.Address, url), "enclosure", type, Length: length));
        return true;
    }

    private static void AddLink(EntryDraft draft, in PlainScope scope, string value, string rel)
    {
        if (value.Trim() is { Length: > 0 } href)
        {
            draft.Links.Add(new EntryLink(References.Resolve(scope.Address, href), rel));
        }
    }
}
