using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>Reads the constructs that feeds and entries of the plain form share, as <see cref="AtomConstructs"/> does. Each is null when it is not plain.</summary>
internal static class PlainConstructs
{
    private const string Relations = "http://www.iana.org/assignments/relation/";

    /// <summary>A text without white space around it, of an element without attributes.</summary>
    public static string? Trimmed(ref PlainXml xml, PlainTag tag) => tag.Attributes.IsEmpty && xml.TryValue(tag, out var value) ? value.Trim() : null;

    /// <summary>A text construct (RFC 4287 section 3.1).</summary>
    public static EntryText? Text(ref PlainXml xml, PlainTag tag, in PlainScope scope) => TypeOf(tag) switch
    {
        "text" => xml.TryValue(tag, out var text) ? EntryText.Plain(text) : null,
        "html" => Markup(ref xml, tag, "html", scope) is { } html ? new EntryText(TextKind.Html, html) : null,
        "xhtml" => Markup(ref xml, tag, "xhtml", scope) is { } xhtml ? new EntryText(TextKind.Xhtml, xhtml) : null,
        _ => null,
    };

    /// <summary>The type of an element that has no other attribute; text when it says none.</summary>
    public static string? TypeOf(PlainTag tag)
    {
        var attributes = tag.Attributes;
        if (!PlainTag.TryNext(ref attributes, out var name, out var type))
        {
            return "text";
        }

        return name is not "type" || !attributes.IsEmpty || type.Contains('&') || type.Trim().Length < type.Length ? null : type switch
        {
            "html" => "html",
            "xhtml" => "xhtml",
            "text" => "text",
            _ => type.ToString(),
        };
    }

    /// <summary>HTML that is escaped, or the inside of the <c>div</c> that XHTML is in.</summary>
    public static string? Markup(ref PlainXml xml, PlainTag tag, string type, in PlainScope scope)
    {
        if (type == "html")
        {
            return xml.TryValue(tag, out var html) ? HtmlReferences.Resolve(html, scope.Address) : null;
        }

        xml.SkipSpace();
        if (tag.IsEmpty || !xml.TryStart(out var div) || div.Name is not "div" || !IsXhtml(div) || !xml.TryXhtml(div, scope.Address is null, out var inside))
        {
            return null;
        }

        xml.SkipSpace();
        return xml.TryEnd(tag.Name) ? inside : null;
    }

    /// <summary>A date (RFC 4287 section 3.3).</summary>
    public static DateTimeOffset? Date(ref PlainXml xml, PlainTag tag) =>
        Trimmed(ref xml, tag) is { } text && FeedDates.TryParseStrict(text, out var date) ? date : null;

    /// <summary>A person construct (RFC 4287 section 3.2).</summary>
    public static Person? Person(ref PlainXml xml, PlainTag tag, in PlainScope scope)
    {
        if (tag.IsEmpty || !tag.Attributes.IsEmpty)
        {
            return null;
        }

        var written = xml.Before(tag.Name is "author" ? "</author>" : "</contributor>");
        if (!written.IsEmpty && scope.Repeats.Find<Person>(written) is { } known)
        {
            return xml.TrySkip(written) && xml.TryEnd(tag.Name) ? known : null;
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
                    uri = References.Resolve(scope.Address, value);
                    break;
                default:
                    return null;
            }
        }

        return xml.TryEnd(tag.Name) && (name ?? email ?? uri) is not null ? scope.Repeats.Keep(written, new Person(name, email, uri)) : null;
    }

    /// <summary>A category (RFC 4287 section 4.2.2).</summary>
    public static Category? Category(ref PlainXml xml, PlainTag tag, in PlainScope scope)
    {
        if (scope.Repeats.Find<Category>(tag.Attributes) is { } known)
        {
            return IsEmpty(ref xml, tag) ? known : null;
        }

        string? term = null, scheme = null, label = null;
        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            switch (name)
            {
                case "term":
                    term = PlainText.Unescape(value).Trim();
                    break;
                case "scheme" when !value.IsWhiteSpace():
                    scheme = PlainText.Unescape(value);
                    break;
                case "label" when !value.IsWhiteSpace():
                    label = PlainText.Unescape(value);
                    break;
                default:
                    return null;
            }
        }

        return term is { Length: > 0 } && IsEmpty(ref xml, tag) ? scope.Repeats.Keep(tag.Attributes, new Category(term, scheme, label)) : null;
    }

    /// <summary>A link (RFC 4287 section 4.2.7).</summary>
    public static EntryLink? Link(ref PlainXml xml, PlainTag tag, in PlainScope scope)
    {
        string? href = null, type = null, title = null, language = null;
        long? length = null;
        var rel = "alternate";
        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            switch (name)
            {
                case "href":
                    href = References.Resolve(scope.Address, PlainText.Unescape(value));
                    break;
                case "rel" when !value.IsEmpty && !value.ContainsAny(" &") && !value.StartsWith(Relations):
                    rel = RelationOf(value);
                    break;
                case "type" when !value.Contains('&') && AtomValues.IsMediaType(value.ToString()):
                    type = value.ToString();
                    break;
                case "hreflang" when !value.IsEmpty && AtomValues.IsLanguage(value.ToString()):
                    language = value.ToString();
                    break;
                case "length" when AtomConstructs.ParseLength(value.ToString()) is { } bytes:
                    length = bytes;
                    break;
                case "title" when !value.IsWhiteSpace():
                    title = PlainText.Unescape(value);
                    break;
                default:
                    return null;
            }
        }

        return href is not null && IsEmpty(ref xml, tag) ? new EntryLink(href, rel, type, title, length, language) : null;
    }

    /// <summary>Adds what was read; false when it was not.</summary>
    public static bool TryAdd<T>(List<T> list, T? item)
        where T : class
    {
        if (item is null)
        {
            return false;
        }

        list.Add(item);
        return true;
    }

    private static bool IsEmpty(ref PlainXml xml, PlainTag tag) => xml.TryValue(tag, out var value) && value.Length == 0;

    // What a div says of itself is left out, but for the base and the language that it would set.
    private static bool IsXhtml(PlainTag div)
    {
        for (var rest = div.Attributes; PlainTag.TryNext(ref rest, out var name, out _);)
        {
            if (name.Contains(':'))
            {
                return false;
            }
        }

        return div.NamespaceOf("") is XmlNames.Xhtml;
    }

    private static string RelationOf(ReadOnlySpan<char> rel) => rel switch
    {
        "alternate" => "alternate",
        "self" => "self",
        "related" => "related",
        _ => rel.ToString(),
    };
}
