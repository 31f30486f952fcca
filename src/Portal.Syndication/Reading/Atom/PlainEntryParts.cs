using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>Reads the elements of an entry of the plain form, as <see cref="AtomEntryParts"/> does.</summary>
internal static class PlainEntryParts
{
    /// <summary>What comes after the start tag of an entry, with its end tag; null when it is not plain.</summary>
    public static EntryDraft? TryRead(ref PlainXml xml, in PlainScope scope)
    {
        var draft = new EntryDraft { Language = scope.Language };
        for (xml.SkipBetween(); !xml.IsBeforeEndTag; xml.SkipBetween())
        {
            if (!xml.TryStart(out var tag) || !TryRead(ref xml, tag, draft, scope))
            {
                return null;
            }
        }

        return xml.TryEnd("entry") ? draft : null;
    }

    private static bool TryRead(ref PlainXml xml, PlainTag tag, EntryDraft draft, in PlainScope scope)
    {
        switch (tag.Name)
        {
            case "id" when draft.Id is null:
                return (draft.Id = PlainConstructs.Trimmed(ref xml, tag)) is { Length: > 0 } id && !id.AsSpan().ContainsAny(" \t\n");
            case "title" when draft.Title is null:
                return (draft.Title = PlainConstructs.Text(ref xml, tag, scope)) is not null;
            case "summary" when draft.Summary is null:
                return (draft.Summary = PlainConstructs.Text(ref xml, tag, scope)) is not null;
            case "rights" when draft.Rights is null:
                return (draft.Rights = PlainConstructs.Text(ref xml, tag, scope)) is not null;
            case "updated" when draft.Updated is null:
                return (draft.Updated = PlainConstructs.Date(ref xml, tag)) is not null;
            case "published" when draft.Published is null:
                return (draft.Published = PlainConstructs.Date(ref xml, tag)) is not null;
            case "author":
                return PlainConstructs.TryAdd(draft.Authors, PlainConstructs.Person(ref xml, tag, scope));
            case "contributor":
                return PlainConstructs.TryAdd(draft.Contributors, PlainConstructs.Person(ref xml, tag, scope));
            case "category":
                return PlainConstructs.TryAdd(draft.Categories, PlainConstructs.Category(ref xml, tag, scope));
            case "link":
                return PlainConstructs.TryAdd(draft.Links, PlainConstructs.Link(ref xml, tag, scope));
            case "content" when draft.Content is null:
                return (draft.Content = Content(ref xml, tag, scope)) is not null;
            default:
                return PlainConstructs.TryAdd(draft.Extensions, Foreign(ref xml, tag, scope));
        }
    }

    private static string? Foreign(ref PlainXml xml, PlainTag tag, in PlainScope scope)
    {
        var prefix = PlainTag.PrefixOf(tag.Name);
        return PlainExtensions.IsOnlyKept(scope.Root.NamespaceOf(prefix)) && xml.TryForeign(tag, scope.Root, out var element) && !scope.MayUsePrefix(element, prefix)
            ? element
            : null;
    }

    private static EntryContent? Content(ref PlainXml xml, PlainTag tag, in PlainScope scope)
    {
        if (PlainConstructs.TypeOf(tag) is not { } type)
        {
            return null;
        }

        if (type is "html" or "xhtml")
        {
            return PlainConstructs.Markup(ref xml, tag, type, scope) is { } markup ? new EntryContent(type, markup) : null;
        }

        var content = new EntryContent(type, null);
        if (type == "text" || (content.IsJson && AtomValues.IsContentType(type)))
        {
            return xml.TryValue(tag, out var text) ? content with { Value = text } : null;
        }

        if (tag.IsEmpty || !content.IsXml || !AtomValues.IsContentType(type))
        {
            return null;
        }

        xml.SkipSpace();
        if (!xml.TryElement(out var element) || scope.MayUsePrefix(element, ""))
        {
            return null;
        }

        xml.SkipSpace();
        return xml.TryEnd(tag.Name) ? content with { Value = element } : null;
    }
}
