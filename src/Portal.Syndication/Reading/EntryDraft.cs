using System.Security.Cryptography;
using System.Text;
using Portal.Events.Entries;

namespace Portal.Syndication.Reading;

/// <summary>An entry while it is being read.</summary>
internal sealed class EntryDraft
{
    private List<Person>? _authors;
    private List<Person>? _contributors;
    private List<EntryLink>? _links;
    private List<Category>? _categories;
    private List<string>? _extensions;

    public string? Id { get; set; }

    public EntryText? Title { get; set; }

    public EntryText? Summary { get; set; }

    public EntryContent? Content { get; set; }

    public EntryText? Rights { get; set; }

    public DateTimeOffset? Published { get; set; }

    public DateTimeOffset? Updated { get; set; }

    public string? Language { get; set; }

    public bool HasAuthors => _authors is not null;

    public List<Person> Authors => _authors ??= new(1);

    public List<Person> Contributors => _contributors ??= [];

    public List<EntryLink> Links => _links ??= new(1);

    public List<Category> Categories => _categories ??= new(2);

    public List<string> Extensions => _extensions ??= [];

    /// <summary>The first alternate link; null when there is none.</summary>
    public string? Address => FirstLink("alternate");

    /// <summary>Adds a link unless the same relation leads there already.</summary>
    public void AddLinkOnce(EntryLink link)
    {
        if (!Links.Exists(l => l.Rel == link.Rel && l.Href == link.Href))
        {
            Links.Add(link);
        }
    }

    /// <summary>Adds a category unless one has this term already.</summary>
    public void AddCategoryOnce(string term)
    {
        if (!Categories.Exists(c => c.Term == term))
        {
            Categories.Add(new Category(term));
        }
    }

    /// <summary>The entry, with an id that stays the same from one reading to the next.</summary>
    public Entry ToEntry() => ToEntry(Id is { Length: > 0 } id ? id : Address ?? FirstLink("enclosure") ?? Digest());

    /// <summary>The entry with this id.</summary>
    public Entry ToEntry(string id) => new()
    {
        Id = id,
        Title = Title ?? EntryText.Empty,
        Summary = Summary,
        Content = Content,
        Rights = Rights,
        Published = Published,
        Updated = Updated,
        Authors = _authors ?? (IReadOnlyList<Person>)[],
        Contributors = _contributors ?? (IReadOnlyList<Person>)[],
        Links = _links ?? (IReadOnlyList<EntryLink>)[],
        Categories = _categories ?? (IReadOnlyList<Category>)[],
        Language = Language is { Length: > 0 } ? Language : null,
        Extensions = _extensions ?? (IReadOnlyList<string>)[],
    };

    private string? FirstLink(string relation)
    {
        foreach (var link in _links ?? [])
        {
            if (link.Rel == relation && link.Href.Length > 0)
            {
                return link.Href;
            }
        }

        return null;
    }

    // RFC 6920 names. Dates stay out: publishers without ids often stamp each reading anew.
    private string Digest()
    {
        var text = $"{Title?.Value}\n{Summary?.Value}\n{Content?.Value}{Content?.Src}\n{(_links is [var first, ..] ? first.Href : null)}";
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return "ni:///sha-256;" + hash.TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
