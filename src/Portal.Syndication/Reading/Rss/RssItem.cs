using Portal.Events.Entries;

namespace Portal.Syndication.Reading.Rss;

/// <summary>An RSS item while it is being read: what several elements say of the same thing, best first at the end.</summary>
internal sealed class RssItem
{
    public EntryDraft Draft { get; } = new();

    /// <summary><c>rdf:about</c>, the identity of RSS 1.0 items.</summary>
    public string? About { get; set; }

    public string? PermaLink { get; set; }

    /// <summary><c>description</c>.</summary>
    public string? Description { get; set; }

    /// <summary><c>summary</c>, which no RSS version knows and some publishers write.</summary>
    public string? ItemSummary { get; set; }

    /// <summary><c>content:encoded</c>, <c>xhtml:body</c> and their like.</summary>
    public string? Body { get; set; }

    public bool BodyIsXhtml { get; set; }

    public string? OtherTitle { get; set; }

    public string? OtherSummary { get; set; }

    public Person? OtherAuthor { get; set; }

    public string? Keywords { get; set; }

    public DateTimeOffset? Date { get; set; }

    public DateTimeOffset? Issued { get; set; }

    /// <summary>Takes a <c>guid</c>, which is an address too when it looks like one.</summary>
    public void Take(string guid, bool isPermaLink, Uri? baseUri)
    {
        Draft.Id = guid;
        PermaLink = isPermaLink && (guid.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || guid.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || guid[0] == '/')
            ? Markup.References.Resolve(baseUri, guid)
            : null;
    }

    /// <summary>The entry.</summary>
    public Entry Complete()
    {
        Draft.Title ??= OtherTitle is { } title ? Markup.LooseText.Title(title) : null;
        CompleteTexts();
        CompleteDates();
        if (!Draft.HasAuthors && OtherAuthor is not null)
        {
            Draft.Authors.Add(OtherAuthor);
        }

        foreach (var keyword in (Keywords ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Draft.AddCategoryOnce(keyword);
        }

        if (Draft.Address is null && PermaLink is not null)
        {
            Draft.Links.Add(new EntryLink(PermaLink));
        }

        Draft.Id ??= About is { Length: > 0 } ? About.Trim() : null;
        return Draft.ToEntry();
    }

    private void CompleteTexts()
    {
        if (Body is not null)
        {
            Draft.Content ??= new EntryContent(BodyIsXhtml ? "xhtml" : "html", Body);
        }

        // Beside a summary, the description is the longer text.
        if (ItemSummary is not null && Description is not null)
        {
            Draft.Content ??= new EntryContent("html", Description);
            Description = null;
        }

        var summary = ItemSummary ?? Description ?? OtherSummary;
        Draft.Summary ??= summary is null ? null : new EntryText(TextKind.Html, summary);
    }

    // Dublin Core's date is "a point in time in the lifecycle": it stands for whichever is missing.
    private void CompleteDates()
    {
        Draft.Published ??= Issued ?? Date;
        Draft.Updated ??= Date;
    }
}
