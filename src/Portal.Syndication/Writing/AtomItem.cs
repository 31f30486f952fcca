using System.ServiceModel.Syndication;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>Turns entries into the items that System.ServiceModel.Syndication writes.</summary>
internal static class AtomItem
{
    private static readonly XmlQualifiedName Language = new("lang", "http://www.w3.org/XML/1998/namespace");

    private static readonly XmlQualifiedName Href = new("href");

    public static SyndicationItem Of(Entry entry, IReadOnlyList<EntryLink> more)
    {
        var item = new SyndicationItem
        {
            Id = XmlText.Clean(entry.Id),
            Title = Text(entry.Title),
            LastUpdatedTime = entry.Updated ?? entry.Published ?? DateTimeOffset.UnixEpoch,
        };
        if (entry.Published is { } published)
        {
            item.PublishDate = published;
        }

        if (entry.Language is { } language)
        {
            item.AttributeExtensions[Language] = XmlText.Clean(language);
        }

        item.Summary = entry.Summary is { } summary ? Text(summary) : null;
        item.Copyright = entry.Rights is { } rights ? Text(rights) : null;
        item.Content = entry.Content is { } content ? new EntrySyndicationContent(content) : null;
        AddPeople(entry, item);
        foreach (var category in entry.Categories)
        {
            item.Categories.Add(new SyndicationCategory(XmlText.Clean(category.Term), XmlText.Clean(category.Scheme), XmlText.Clean(category.Label)));
        }

        // What the portal says of itself replaces what the publisher said: an entry has one self.
        foreach (var link in entry.Links.Where(l => more.All(m => m.Rel != l.Rel || m.Rel != "self")).Concat(more))
        {
            item.Links.Add(Link(link));
        }

        foreach (var extension in entry.Extensions)
        {
            using var reader = XmlReader.Create(new StringReader(extension), XmlText.Fragment);
            item.ElementExtensions.Add(reader);
        }

        return item;
    }

    public static TextSyndicationContent Text(EntryText text) => text.Kind switch
    {
        TextKind.Html => new TextSyndicationContent(XmlText.Clean(text.Value), TextSyndicationContentKind.Html),
        TextKind.Xhtml => new TextSyndicationContent(XmlText.Div(text.Value), TextSyndicationContentKind.XHtml),
        _ => new TextSyndicationContent(XmlText.Clean(text.Value), TextSyndicationContentKind.Plaintext),
    };

    public static SyndicationLink Link(EntryLink link)
    {
        var written = new SyndicationLink
        {
            RelationshipType = XmlText.Clean(link.Rel),
            MediaType = XmlText.Clean(link.Type),
            Title = XmlText.Clean(link.Title),
            Length = Math.Max(0, link.Length ?? 0),
        };

        // As an attribute it stays as the publisher wrote it: a Uri would normalise it, and throws where it is none.
        written.AttributeExtensions[Href] = XmlText.Clean(link.Href);
        if (link.HrefLang is { } language)
        {
            written.AttributeExtensions[new XmlQualifiedName("hreflang")] = XmlText.Clean(language);
        }

        return written;
    }

    private static void AddPeople(Entry entry, SyndicationItem item)
    {
        foreach (var author in entry.Authors)
        {
            item.Authors.Add(Person(author));
        }

        foreach (var contributor in entry.Contributors)
        {
            item.Contributors.Add(Person(contributor));
        }
    }

    // A person has a name (RFC 4287 section 3.2.1); the address stands in where the publisher gave none.
    private static SyndicationPerson Person(Person person) => new()
    {
        Name = XmlText.Clean(person.Name ?? person.Email ?? person.Uri ?? ""),
        Email = XmlText.Clean(person.Email),
        Uri = XmlText.Clean(person.Uri),
    };
}
