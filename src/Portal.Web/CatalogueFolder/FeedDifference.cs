using Portal.Catalogue.Feeds;

namespace Portal.Web.CatalogueFolder;

/// <summary>In which fields a feed differs from its description. Pure.</summary>
internal static class FeedDifference
{
    public static IReadOnlyList<string> Of(Feed feed, DescribedFeed described)
    {
        var (draft, told, details) = (described.Draft, described.Draft.Details, feed.Details);
        (string Field, bool Same)[] fields =
        [
            ("title", feed.Title == draft.Title?.Trim()),
            ("summary", feed.Summary == (draft.Summary?.Trim() ?? "")),
            ("owner", feed.Owner == draft.Owner?.Trim()),
            ("domain", feed.Domain == draft.Domain?.Trim()),
            ("subdomain", (feed.Subdomain ?? "") == (draft.Subdomain?.Trim() ?? "")),
            ("tags", feed.Tags.SequenceEqual(draft.Tags.Select(tag => tag.Trim()).Distinct(StringComparer.OrdinalIgnoreCase))),
            ("visibility", feed.Visibility == draft.Visibility),
            ("channel", feed.Channel.Equals(feed.Channel.Described(draft.Channel))),
            ("state", feed.State == described.State),
            ("deprecation", Same(details.Deprecation, described)),
            ("documentation", FolderText.Same(details.Documentation, told.Documentation?.Trim() ?? "")),
            ("classification", details.Classification == (told.Classification ?? Classification.Internal)),
            ("contacts", details.Contacts.SequenceEqual(told.Contacts ?? [])),
            ("eventTypes", details.EventTypes.SequenceEqual(told.EventTypes ?? [])),
            ("links", details.Links.SequenceEqual(told.Links ?? [])),
            ("producers", details.Producers.SequenceEqual(told.Producers ?? [])),
            ("consumers", details.Consumers.SequenceEqual(told.Consumers ?? [])),
            ("derivedFrom", details.DerivedFrom.SequenceEqual(told.DerivedFrom ?? [])),
        ];
        return [.. fields.Where(field => !field.Same).Select(field => field.Field)];
    }

    // Since when it is deprecated is the catalogue's to know.
    private static bool Same(Deprecation? known, DescribedFeed described) => described.Deprecation is { } told
        ? known is not null && known.Successor == told.Successor && known.RetiresOn == told.RetiresOn && known.Reason == told.Reason
        : known is null or { Successor: null, RetiresOn: null, Reason: null };
}
