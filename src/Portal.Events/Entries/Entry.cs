namespace Portal.Events.Entries;

/// <summary>
/// One entry of a feed, in the terms of RFC 4287 section 4.1.2; RSS and JSON Feed items are read into it.
/// Text is kept as the publisher wrote it: HTML is not sanitised here, only where it is shown.
/// </summary>
public sealed record Entry
{
    /// <summary>The entry's identity within its feed (RFC 4287 section 4.2.6); compared character by character.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public EntryText Title { get; init; } = EntryText.Empty;

    /// <summary>A short text; null when there is none.</summary>
    public EntryText? Summary { get; init; }

    /// <summary>The payload; null when there is none.</summary>
    public EntryContent? Content { get; init; }

    /// <summary>The rights statement; null when there is none.</summary>
    public EntryText? Rights { get; init; }

    /// <summary>When the event happened or the entry first appeared, as the publisher says.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When the entry last changed in a way its publisher finds worth telling.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The authors.</summary>
    public IReadOnlyList<Person> Authors { get; init; } = [];

    /// <summary>The contributors.</summary>
    public IReadOnlyList<Person> Contributors { get; init; } = [];

    /// <summary>The links, enclosures among them.</summary>
    public IReadOnlyList<EntryLink> Links { get; init; } = [];

    /// <summary>The categories; the event type is one of them.</summary>
    public IReadOnlyList<Category> Categories { get; init; } = [];

    /// <summary>The language in force on the entry (<c>xml:lang</c>); null when not said.</summary>
    public string? Language { get; init; }

    /// <summary>Elements of other namespaces, each as XML text that stands alone (it declares its prefixes).</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>
    /// Whether this is all that is left of a deleted entry (RFC 6721): its id, its categories, and when it was
    /// deleted as <see cref="Updated"/>.
    /// </summary>
    public bool IsTombstone { get; init; }

    /// <summary>What is left of the entry when it is deleted. The categories stay, so that who searches by them learns of it.</summary>
    public Entry ToTombstone(DateTimeOffset deleted) => new() { Id = Id, Updated = deleted, Categories = Categories, IsTombstone = true };
}
