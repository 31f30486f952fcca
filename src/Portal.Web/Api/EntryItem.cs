using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Web.Api;

/// <summary>A stored entry in the API, the event log's lines and on the hub.</summary>
internal sealed record EntryItem(
    long Position,
    string Feed,
    string EntryId,
    string Title,
    string? Summary,
    EntryContentItem? Content,
    IReadOnlyList<EntryLinkItem> Links,
    IReadOnlyList<Person> Authors,
    IReadOnlyList<Category> Categories,
    DateTimeOffset? Published,
    DateTimeOffset? Updated,
    DateTimeOffset Received,
    int Revision,
    bool Deleted,
    Conformance Conformance,
    string? ContractVersion,
    IReadOnlyList<Violation> Violations)
{
    public static EntryItem Of(RecordedEntry recorded)
    {
        var entry = recorded.Entry;
        return new EntryItem(
            recorded.Position.Value,
            recorded.Feed.Value,
            entry.Id,
            entry.Title.Value,
            entry.Summary?.Value,
            entry.Content is { } content ? new EntryContentItem(content.Type, content.Value, content.Src) : null,
            [.. entry.Links.Select(link => new EntryLinkItem(link.Rel, link.Href, link.Type, link.Title, link.Length))],
            entry.Authors,
            entry.Categories,
            entry.Published,
            entry.Updated,
            recorded.Received,
            recorded.Revision,
            entry.IsTombstone,
            recorded.Verdict.Conformance,
            recorded.Verdict.ContractVersion,
            recorded.Verdict.Violations);
    }
}

/// <summary>The content of an entry.</summary>
internal sealed record EntryContentItem(string Type, string? Value, string? Src);

/// <summary>A link of an entry.</summary>
internal sealed record EntryLinkItem(string Rel, string Href, string? Type, string? Title, long? Length);
