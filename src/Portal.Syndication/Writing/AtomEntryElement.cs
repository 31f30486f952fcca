using System.Globalization;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>Writes <c>atom:entry</c> (RFC 4287 section 4.1.2) so that reading it gives the same entry again.</summary>
internal static class AtomEntryElement
{
    private const string Alone = " xmlns=\"" + XmlNames.Atom + "\"";

    /// <summary>Writes the entry with links of the portal's own; the author stands in for one that the entry does not name.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="more">Links to add.</param>
    /// <param name="isAlone">Whether it is the document's root; else Atom's namespace is the default one already.</param>
    /// <param name="author">The author of an entry that names none; null to name none.</param>
    public static void Write(XmlBuilder xml, Entry entry, IReadOnlyList<EntryLink> more, bool isAlone, string? author = null)
    {
        xml.Raw("<entry").Raw(isAlone ? Alone : "");
        if (entry.Language is { } language && AtomValues.IsLanguage(language))
        {
            xml.Attribute("xml:lang", language);
        }

        xml.Raw(">").Element("id", entry.Id);
        WriteText(xml, "title", entry.Title);
        WriteText(xml, "summary", entry.Summary);
        WriteText(xml, "rights", entry.Rights);
        xml.Raw("<updated>").Date(entry.Updated ?? entry.Published ?? DateTimeOffset.UnixEpoch).Raw("</updated>");
        if (entry.Published is { } published)
        {
            xml.Raw("<published>").Date(published).Raw("</published>");
        }

        WritePeople(xml, "author", entry.Authors.Count == 0 && author is not null ? [new Person(author)] : entry.Authors);
        WritePeople(xml, "contributor", entry.Contributors);
        foreach (var category in entry.Categories)
        {
            xml.Raw("<category").Attribute("term", category.Term).Attribute("scheme", category.Scheme).Attribute("label", category.Label).Raw(" />");
        }

        WriteLinks(xml, entry.Links, more);
        AtomContentElement.Write(xml, entry.Content);
        foreach (var extension in entry.Extensions)
        {
            xml.Raw(XmlText.WithinAtom(extension));
        }

        xml.Raw("</entry>");
    }

    private static void WriteText(XmlBuilder xml, string name, EntryText? text)
    {
        if (text is null)
        {
            return;
        }

        xml.Raw("<").Raw(name).Attribute("type", text.Kind switch { TextKind.Html => "html", TextKind.Xhtml => "xhtml", _ => "text" }).Raw(">");
        if (text.Kind == TextKind.Xhtml)
        {
            xml.Raw(XmlText.Div(text.Value));
        }
        else
        {
            xml.Text(text.Value);
        }

        xml.Raw("</").Raw(name).Raw(">");
    }

    private static void WritePeople(XmlBuilder xml, string element, IReadOnlyList<Person> people)
    {
        foreach (var person in people)
        {
            // A person has a name (RFC 4287 section 3.2.1); the address stands in where the publisher gave none.
            xml.Raw("<").Raw(element).Raw(">").Element("name", person.Name ?? person.Email ?? person.Uri ?? "");
            if (person.Uri is { } uri)
            {
                xml.Element("uri", uri);
            }

            if (person.Email is { } email && AtomValues.IsEmail(email))
            {
                xml.Element("email", email);
            }

            xml.Raw("</").Raw(element).Raw(">");
        }
    }

    private static void WriteLinks(XmlBuilder xml, IReadOnlyList<EntryLink> links, IReadOnlyList<EntryLink> more)
    {
        // What the portal says of itself replaces what the publisher said: an entry has one self.
        var hasSelf = more.Any(link => link.Rel == "self");
        foreach (var link in links)
        {
            if (!hasSelf || link.Rel != "self")
            {
                WriteLink(xml, link);
            }
        }

        foreach (var link in more)
        {
            WriteLink(xml, link);
        }
    }

    private static void WriteLink(XmlBuilder xml, EntryLink link) => xml.Raw("<link")
        .Attribute("rel", link.Rel)
        .Attribute("type", link.Type is { } type && AtomValues.IsMediaType(type) ? type : null)
        .Attribute("title", link.Title)
        .Attribute("hreflang", link.HrefLang is { } language && AtomValues.IsLanguage(language) ? language : null)
        .Attribute("length", link.Length is >= 0 and var length ? length.ToString(CultureInfo.InvariantCulture) : null)
        .Attribute("href", link.Href)
        .Raw(" />");
}
