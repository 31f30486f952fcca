using System.Globalization;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>Writes <c>atom:entry</c> (RFC 4287 section 4.1.2) so that reading it gives the same entry again.</summary>
internal static class AtomEntryElement
{
    /// <summary>Writes the entry with links of the portal's own; the author stands in for one that the entry does not name.</summary>
    public static void Write(XmlWriter writer, Entry entry, IReadOnlyList<EntryLink> more, string? author = null)
    {
        writer.WriteStartElement("entry", XmlNames.Atom);
        if (entry.Language is { } language && AtomValues.IsLanguage(language))
        {
            writer.WriteAttributeString("xml", "lang", XmlNames.Xml, XmlText.Clean(language));
        }

        writer.WriteElementString("id", XmlNames.Atom, XmlText.Clean(entry.Id));
        WriteText(writer, "title", entry.Title);
        WriteText(writer, "summary", entry.Summary);
        WriteText(writer, "rights", entry.Rights);
        WriteDate(writer, "updated", entry.Updated ?? entry.Published ?? DateTimeOffset.UnixEpoch);
        WriteDate(writer, "published", entry.Published);
        WritePeople(writer, "author", entry.Authors.Count == 0 && author is not null ? [new Person(author)] : entry.Authors);
        WritePeople(writer, "contributor", entry.Contributors);
        WriteCategories(writer, entry.Categories);

        // What the portal says of itself replaces what the publisher said: an entry has one self.
        foreach (var link in entry.Links.Where(l => more.All(m => m.Rel != l.Rel || m.Rel != "self")).Concat(more))
        {
            WriteLink(writer, link);
        }

        AtomContentElement.Write(writer, entry.Content);
        foreach (var extension in entry.Extensions)
        {
            XmlText.Copy(extension, writer);
        }

        writer.WriteEndElement();
    }

    private static void WriteText(XmlWriter writer, string name, EntryText? text)
    {
        if (text is null)
        {
            return;
        }

        writer.WriteStartElement(name, XmlNames.Atom);
        writer.WriteAttributeString("type", text.Kind switch { TextKind.Html => "html", TextKind.Xhtml => "xhtml", _ => "text" });
        if (text.Kind == TextKind.Xhtml)
        {
            writer.WriteRaw(XmlText.Div(text.Value));
        }
        else
        {
            writer.WriteString(XmlText.Clean(text.Value));
        }

        writer.WriteEndElement();
    }

    // RFC 4287 section 3.3, in the offset and with the fraction that the publisher gave.
    private static void WriteDate(XmlWriter writer, string name, DateTimeOffset? date)
    {
        if (date is { } given)
        {
            var format = given.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
            writer.WriteElementString(name, XmlNames.Atom, given.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private static void WritePeople(XmlWriter writer, string element, IReadOnlyList<Person> people)
    {
        foreach (var person in people)
        {
            writer.WriteStartElement(element, XmlNames.Atom);

            // A person has a name (RFC 4287 section 3.2.1); the address stands in where the publisher gave none.
            writer.WriteElementString("name", XmlNames.Atom, XmlText.Clean(person.Name ?? person.Email ?? person.Uri ?? ""));
            if (person.Uri is { } uri)
            {
                writer.WriteElementString("uri", XmlNames.Atom, XmlText.Clean(uri));
            }

            if (person.Email is { } email && AtomValues.IsEmail(email))
            {
                writer.WriteElementString("email", XmlNames.Atom, XmlText.Clean(email));
            }

            writer.WriteEndElement();
        }
    }

    private static void WriteCategories(XmlWriter writer, IReadOnlyList<Category> categories)
    {
        foreach (var category in categories)
        {
            writer.WriteStartElement("category", XmlNames.Atom);
            WriteAttribute(writer, "term", category.Term);
            WriteAttribute(writer, "scheme", category.Scheme);
            WriteAttribute(writer, "label", category.Label);
            writer.WriteEndElement();
        }
    }

    private static void WriteLink(XmlWriter writer, EntryLink link)
    {
        writer.WriteStartElement("link", XmlNames.Atom);
        WriteAttribute(writer, "rel", link.Rel);
        WriteAttribute(writer, "type", link.Type is { } type && AtomValues.IsMediaType(type) ? type : null);
        WriteAttribute(writer, "title", link.Title);
        WriteAttribute(writer, "hreflang", link.HrefLang is { } language && AtomValues.IsLanguage(language) ? language : null);
        WriteAttribute(writer, "length", link.Length is >= 0 and var length ? length.ToString(CultureInfo.InvariantCulture) : null);
        WriteAttribute(writer, "href", link.Href);
        writer.WriteEndElement();
    }

    private static void WriteAttribute(XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteAttributeString(name, XmlText.Clean(value));
        }
    }
}
