using System.Buffers;
using System.Text.Unicode;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>
/// Reads the entry documents that programs publish: the common elements of RFC 4287, written plainly, without prefixes of Atom's
/// own. What it reads is what <see cref="AtomEntryParts"/> makes of it; whatever it does not know, or finds wrong, is left to that.
/// </summary>
internal static class PlainEntryReader
{
    private const int MaxBytes = 256 * 1024;
    private const string Root = " xmlns=\"" + XmlNames.Atom + "\"";

    /// <summary>The entry; null when it is not of the plain form, or there may be something wrong with it.</summary>
    public static EntryDraft? TryRead(ReadOnlySpan<byte> document, FeedReadOptions options)
    {
        if (document.Length > Math.Min(MaxBytes, options.MaxCharacters) || options is not { BaseAddress: null, MaxDepth: > PlainXml.MaxDepth + 2 })
        {
            return null;
        }

        var text = ArrayPool<char>.Shared.Rent(document.Length);
        try
        {
            return Utf8.ToUtf16(document, text, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
                ? TryRead(new PlainXml(text.AsSpan(0, length)))
                : null;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(text);
        }
    }

    private static EntryDraft? TryRead(PlainXml xml)
    {
        _ = xml.TrySkip("<?xml version=\"1.0\"?>") || xml.TrySkip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") || xml.TrySkip("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
        xml.SkipSpace();
        if (!xml.TryStart(out var root) || root.IsEmpty || root.Name is not "entry" || root.Attributes is not Root)
        {
            return null;
        }

        var draft = new EntryDraft();
        for (xml.SkipSpace(); !xml.IsBeforeEndTag; xml.SkipSpace())
        {
            if (!xml.TryStart(out var tag) || !TryRead(ref xml, tag, draft))
            {
                return null;
            }
        }

        if (!xml.TryEnd("entry"))
        {
            return null;
        }

        xml.SkipSpace();
        return xml.IsAtEnd ? draft : null;
    }

    private static bool TryRead(ref PlainXml xml, PlainTag tag, EntryDraft draft)
    {
        switch (tag.Name)
        {
            case "id" when draft.Id is null:
                return (draft.Id = Trimmed(ref xml, tag)) is { Length: > 0 } id && !id.AsSpan().ContainsAny(" \t\n");
            case "title" when draft.Title is null:
                return (draft.Title = Text(ref xml, tag)) is not null;
            case "summary" when draft.Summary is null:
                return (draft.Summary = Text(ref xml, tag)) is not null;
            case "rights" when draft.Rights is null:
                return (draft.Rights = Text(ref xml, tag)) is not null;
            case "updated" when draft.Updated is null:
                return (draft.Updated = Date(ref xml, tag)) is not null;
            case "published" when draft.Published is null:
                return (draft.Published = Date(ref xml, tag)) is not null;
            case "author":
                return TryAdd(draft.Authors, Person(ref xml, tag));
            case "contributor":
                return TryAdd(draft.Contributors, Person(ref xml, tag));
            case "category":
                return TryAdd(draft.Categories, Category(ref xml, tag));
            case "link":
                return TryAdd(draft.Links, Link(ref xml, tag));
            case "content" when draft.Content is null:
                return (draft.Content = Content(ref xml, tag)) is not null;
            default:
                return false;
        }
    }

    private static bool TryAdd<T>(List<T> list, T? item)
        where T : class
    {
        if (item is null)
        {
            return false;
        }

        list.Add(item);
        return true;
    }

    // Null for what is not just text.
    private static string? Value(ref PlainXml xml, PlainTag tag) =>
        tag.IsEmpty ? "" : xml.TryText(out var text) && xml.TryEnd(tag.Name) ? PlainXml.Unescape(text) : null;

    private static string? Trimmed(ref PlainXml xml, PlainTag tag) => tag.Attributes.IsEmpty ? Value(ref xml, tag)?.Trim() : null;

    private static EntryText? Text(ref PlainXml xml, PlainTag tag) =>
        tag.Attributes is "" or " type=\"text\"" && Value(ref xml, tag) is { } text ? EntryText.Plain(text) : null;

    private static DateTimeOffset? Date(ref PlainXml xml, PlainTag tag) =>
        Trimmed(ref xml, tag) is { } text && FeedDates.TryParseStrict(text, out var date) ? date : null;

    private static Person? Person(ref PlainXml xml, PlainTag tag)
    {
        if (tag.IsEmpty || !tag.Attributes.IsEmpty)
        {
            return null;
        }

        string? name = null, email = null, uri = null;
        for (xml.SkipSpace(); !xml.IsBeforeEndTag; xml.SkipSpace())
        {
            if (!xml.TryStart(out var part) || Trimmed(ref xml, part) is not { Length: > 0 } value)
            {
                return null;
            }

            switch (part.Name)
            {
                case "name" when name is null:
                    name = value;
                    break;
                case "email" when email is null && AtomValues.IsEmail(value):
                    email = value;
                    break;
                case "uri" when uri is null:
                    uri = value;
                    break;
                default:
                    return null;
            }
        }

        return xml.TryEnd(tag.Name) && (name ?? email ?? uri) is not null ? new Person(name, email, uri) : null;
    }

    private static Category? Category(ref PlainXml xml, PlainTag tag)
    {
        string? term = null, scheme = null, label = null;
        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            switch (name)
            {
                case "term":
                    term = PlainXml.Unescape(value).Trim();
                    break;
                case "scheme" when !value.IsEmpty:
                    scheme = PlainXml.Unescape(value);
                    break;
                case "label" when !value.IsEmpty:
                    label = PlainXml.Unescape(value);
                    break;
                default:
                    return null;
            }
        }

        return term is { Length: > 0 } && Value(ref xml, tag) is "" ? new Category(term, scheme, label) : null;
    }

    private static EntryLink? Link(ref PlainXml xml, PlainTag tag)
    {
        string? href = null, type = null, title = null;
        var rel = "alternate";
        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            switch (name)
            {
                case "href":
                    href = PlainXml.Unescape(value).Trim();
                    break;
                case "rel" when !value.IsEmpty && !value.ContainsAny(" /&"):
                    rel = value.ToString();
                    break;
                case "type" when !value.Contains('&') && AtomValues.IsMediaType(value.ToString()):
                    type = value.ToString();
                    break;
                case "title" when !value.IsEmpty:
                    title = PlainXml.Unescape(value);
                    break;
                default:
                    return null;
            }
        }

        return href is not null && Value(ref xml, tag) is "" ? new EntryLink(href, rel, type, title) : null;
    }

    private static EntryContent? Content(ref PlainXml xml, PlainTag tag)
    {
        var attributes = tag.Attributes;
        var type = "text";
        if (PlainTag.TryNext(ref attributes, out var name, out var given))
        {
            if (name is not "type" || given.Contains('&') || !attributes.IsEmpty)
            {
                return null;
            }

            type = given.ToString();
        }

        var content = new EntryContent(type, null);
        if (type == "text" || (content.IsJson && AtomValues.IsContentType(type)))
        {
            return Value(ref xml, tag) is { } text ? content with { Value = text } : null;
        }

        if (tag.IsEmpty || !content.IsXml || !AtomValues.IsContentType(type))
        {
            return null;
        }

        xml.SkipSpace();
        if (!xml.TryElement(out var element))
        {
            return null;
        }

        xml.SkipSpace();
        return xml.TryEnd(tag.Name) ? content with { Value = element } : null;
    }
}
