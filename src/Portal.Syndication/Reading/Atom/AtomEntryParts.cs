using System.Buffers.Text;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>Reads the elements of <c>atom:entry</c> (RFC 4287 section 4.1.2, Atom 0.3 beside it) into a draft.</summary>
internal sealed class AtomEntryParts(XmlCursor xml, AtomIssues? issues = null)
{
    private readonly AtomConstructs _constructs = new(xml);

    // An entry of no namespace is taken for Atom's all the same; in one of Atom's, elements of none are the publisher's own.
    private bool _isBare;

    /// <summary>The entry that the cursor stands on; it is consumed.</summary>
    public EntryDraft Read(Uri? outerBase)
    {
        var draft = new EntryDraft { Language = xml.Language };
        _isBare = issues is null && xml.Namespace.Length == 0;
        var baseUri = xml.BaseWithin(outerBase);
        if (!xml.Enter())
        {
            return draft;
        }

        while (xml.NextElement())
        {
            if (!IsOwn(xml.Namespace) || !TryRead(draft, baseUri))
            {
                ReadForeign(draft);
            }
        }

        // Atom 0.3 asks for modified or issued only.
        draft.Published ??= _created;
        _created = null;
        return draft;
    }

    /// <summary>One child of an entry; false when it is none that Atom knows, and then it is not consumed.</summary>
    public bool TryRead(EntryDraft draft, Uri? baseUri)
    {
        var isAtom03 = xml.Namespace == XmlNames.Atom03;
        switch (xml.LocalName)
        {
            case "id":
                ReadId(draft, baseUri);
                return true;
            case "title":
                Once(draft.Title, "title");
                draft.Title = _constructs.ReadText(baseUri, isAtom03);
                return true;
            case "summary":
                Once(draft.Summary, "summary");
                draft.Summary = _constructs.ReadText(baseUri, isAtom03);
                return true;
            case "content":
                Once(draft.Content, "content");
                draft.Content = PreferRicher(draft.Content, ReadContent(baseUri, isAtom03));
                return true;
            case "rights" or "copyright":
                Once(draft.Rights, "rights");
                draft.Rights = _constructs.ReadText(baseUri, isAtom03);
                return true;
            case "source":
                Once(_hasSource ? draft : null, "source");
                _hasSource = true;
                draft.Extensions.Add(xml.ReadOuterXml());
                return true;
            default:
                return TryReadDate(draft) || TryReadList(draft, baseUri);
        }
    }

    private bool _hasSource;
    private DateTimeOffset? _created;

    private bool TryReadDate(EntryDraft draft)
    {
        switch (xml.LocalName)
        {
            case "published" or "issued":
                Once(draft.Published, "published");
                draft.Published = ReadDate("published") ?? draft.Published;
                return true;
            case "updated" or "modified":
                Once(draft.Updated, "updated");
                draft.Updated = ReadDate("updated") ?? draft.Updated;
                return true;
            case "created":
                _created = ReadDate("created");
                return true;
            default:
                return false;
        }
    }

    private bool TryReadList(EntryDraft draft, Uri? baseUri)
    {
        switch (xml.LocalName)
        {
            case "author":
                Add(draft.Authors, ReadPerson("author", baseUri));
                return true;
            case "contributor":
                Add(draft.Contributors, ReadPerson("contributor", baseUri));
                return true;
            case "category":
                if (string.IsNullOrEmpty(xml.Attribute("term")))
                {
                    issues?.Note("An atom:category has no term attribute");
                }

                Add(draft.Categories, _constructs.ReadCategory());
                return true;
            case "link":
                CheckLink();
                Add(draft.Links, _constructs.ReadLink(baseUri));
                return true;
            default:
                return false;
        }
    }

    private Person? ReadPerson(string what, Uri? baseUri)
    {
        var (line, column) = (xml.Line, xml.Column);
        var person = _constructs.ReadPerson(baseUri);
        if (person?.Email is { } email && !AtomValues.IsEmail(email))
        {
            issues?.Note($"The atom:{what} has the email '{Shorten(email)}', which is no address (RFC 4287 section 3.2.3)", line, column);
        }

        return person;
    }

    private void CheckLink()
    {
        if (xml.Attribute("href") is null)
        {
            issues?.Note("An atom:link has no href attribute");
        }
        else if (xml.Attribute("type") is { Length: > 0 } type && !AtomValues.IsMediaType(type))
        {
            issues?.Note($"An atom:link has the type '{Shorten(type)}', which is no media type (RFC 4287 section 4.2.7.3)");
        }
        else if (xml.Attribute("hreflang") is { Length: > 0 } language && !AtomValues.IsLanguage(language))
        {
            issues?.Note($"An atom:link has the hreflang '{Shorten(language)}', which is no language (RFC 4287 section 4.2.7.4)");
        }
    }

    private void ReadForeign(EntryDraft draft)
    {
        if (XmlNames.IsAtom(xml.Namespace))
        {
            issues?.Note($"An atom:entry has no atom:{Shorten(xml.LocalName)}");
        }

        // Strict: whatever it is, it is the publisher's own.
        if (issues is null && XmlNames.IsDublinCore(xml.Namespace) && TryReadDublinCore(draft))
        {
            return;
        }

        draft.Extensions.Add(xml.ReadOuterXml());
    }

    private bool TryReadDublinCore(EntryDraft draft)
    {
        switch (xml.LocalName)
        {
            case "creator" when !draft.HasAuthors:
                Add(draft.Authors, PersonText.Parse(xml.ReadTrimmed()));
                return true;
            case "date" when draft.Updated is null:
                draft.Updated = FeedDates.Parse(xml.ReadTrimmed());
                return true;
            case "subject":
                Add(draft.Categories, xml.ReadTrimmed() is { Length: > 0 } term ? new Category(term) : null);
                return true;
            default:
                return false;
        }
    }

    private void ReadId(EntryDraft draft, Uri? outerBase)
    {
        Once(draft.Id, "id");
        var (line, column) = (xml.Line, xml.Column);
        var hasBase = !ReferenceEquals(outerBase, _documentBase) || xml.Attribute("xml:base") is not null;
        var baseUri = hasBase ? xml.BaseWithin(outerBase) : null;
        var id = xml.ReadText(out var hasMarkup).Trim();
        if (hasMarkup)
        {
            issues?.Note("The atom:id has elements in it", line, column);
        }
        else if (id.Length == 0)
        {
            issues?.Note("The atom:id is empty; leave it out to have one assigned", line, column);
        }
        else if (id.AsSpan().IndexOfAny(" \t\r\n") >= 0)
        {
            issues?.Note($"The atom:id '{Shorten(id)}' has white space in it", line, column);
        }
        else if (hasBase && issues is null && !id.Contains(' ', StringComparison.Ordinal))
        {
            id = References.Resolve(baseUri, id);
        }

        draft.Id = id;
    }

    private Uri? _documentBase;

    /// <summary>Says which base is the document's address; a base that the document itself names also holds for ids.</summary>
    public AtomEntryParts WithDocumentBase(Uri? address)
    {
        _documentBase = address;
        return this;
    }

    private DateTimeOffset? ReadDate(string what)
    {
        var (line, column) = (xml.Line, xml.Column);
        var text = xml.ReadTrimmed();
        if (issues is null)
        {
            return FeedDates.Parse(text);
        }

        if (FeedDates.TryParseStrict(text, out var date))
        {
            return date;
        }

        if (issues.IgnoresBadDates)
        {
            return null;
        }

        issues.Note($"The atom:{what} '{Shorten(text)}' is not an RFC 3339 date such as 2004-01-31T18:30:02Z", line, column);
        return null;
    }

    private EntryContent ReadContent(Uri? baseUri, bool isAtom03)
    {
        var (line, column) = (xml.Line, xml.Column);
        var content = _constructs.ReadContent(baseUri, isAtom03);

        if (content is { Src: null, Type: var type } && !AtomValues.IsContentType(type))
        {
            issues?.Note($"The atom:content has the type '{Shorten(type)}'; it is text, html, xhtml or a media type (RFC 4287 section 4.1.3.1)", line, column);
        }

        // RFC 4287 section 4.1.3.3: what is neither text nor XML is base64. JSON is text to everybody but the RFC.
        if (issues is not null && content is { Src: null, Value: { } value, IsXml: false, IsJson: false } && content.Type.Contains('/')
            && !content.Type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !Base64.IsValid(value))
        {
            issues.Note($"The atom:content is '{content.Type}', which is base64, and this is not", line, column);
        }

        return content;
    }

    private void Once(object? earlier, string what)
    {
        if (issues is not null && earlier is not null)
        {
            issues.Note($"The entry has a second atom:{what}");
        }
    }

    // Atom 0.3 allows several contents, usually the same text in several forms.
    private static EntryContent PreferRicher(EntryContent? earlier, EntryContent content) =>
        earlier is { Value.Length: > 0 } && content.Type is "text" or "text/plain" ? earlier : content;

    private bool IsOwn(string uri) => XmlNames.IsAtom(uri) || (_isBare && uri.Length == 0);

    private static void Add<T>(List<T> list, T? item)
        where T : class
    {
        if (item is not null)
        {
            list.Add(item);
        }
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] + "…" : text;
}
