using System.Globalization;
using System.Xml;
using Portal.Events.Log;

namespace Portal.Catalogue.Feeds;

/// <summary>The fields of a feed as texts, for before and after in the audit trail.</summary>
public static class FeedFields
{
    /// <summary>Every field that an operator can change. Addresses are without credentials and query, which may hold secrets.</summary>
    public static IReadOnlyDictionary<string, string?> Of(Feed feed)
    {
        Dictionary<string, string?> fields = new()
        {
            ["title"] = feed.Title,
            ["summary"] = feed.Summary.Length == 0 ? null : feed.Summary,
            ["owner"] = feed.Owner,
            ["domain"] = feed.Domain,
            ["subdomain"] = feed.Subdomain,
            ["tags"] = feed.Tags.Count == 0 ? null : string.Join(", ", feed.Tags),
            ["visibility"] = feed.Visibility.ToString().ToLowerInvariant(),
            ["grants"] = feed.Grants is { Count: > 0 } grants ? string.Join(", ", grants.Select(Describe)) : null,
            ["retention"] = Describe(feed.Retention),
            ["state"] = feed.State.ToString().ToLowerInvariant(),
        };
        AddDetails(fields, feed.Details);
        AddChannel(fields, feed.Channel);
        return fields;
    }

    private static void AddDetails(Dictionary<string, string?> fields, FeedDetails details)
    {
        fields["documentation"] = details.Documentation.Length == 0 ? null : details.Documentation;
        fields["classification"] = details.Classification.ToString();
        fields["contacts"] = List(details.Contacts, contact => contact.Address is null ? contact.Name : $"{contact.Name} ({contact.Address})");
        fields["eventTypes"] = List(details.EventTypes, type => type.Name);
        fields["links"] = List(details.Links, link => link.Href);
        fields["producers"] = List(details.Producers, party => party.Name);
        fields["consumers"] = List(details.Consumers, party => party.Name);
        fields["derivedFrom"] = List(details.DerivedFrom, feed => feed.Value);
        fields["deprecation"] = details.Deprecation is not { } told ? null : string.Join(
            ", ",
            new[]
            {
                told.Reason,
                told.Successor is { } successor ? $"successor {successor}" : null,
                told.RetiresOn is { } on ? string.Create(CultureInfo.InvariantCulture, $"retires on {on:yyyy-MM-dd}") : null,
            }.OfType<string>());
    }

    private static string? List<T>(IReadOnlyList<T> items, Func<T, string> word) => items.Count == 0 ? null : string.Join(", ", items.Select(word));

    private static void AddChannel(Dictionary<string, string?> fields, FeedChannel channel)
    {
        switch (channel)
        {
            case FeedChannel.Hosted hosted:
                fields["channel"] = "hosted";
                fields["allowClientIds"] = Word(hosted.AllowClientIds);
                fields["allowClientDates"] = Word(hosted.AllowClientDates);
                fields["allowEdits"] = Word(hosted.AllowEdits);
                fields["maxEntryBytes"] = hosted.MaxEntryBytes.ToString(CultureInfo.InvariantCulture);
                fields["maxEntriesPerMinute"] = hosted.MaxEntriesPerMinute?.ToString(CultureInfo.InvariantCulture);
                break;
            case FeedChannel.Http http:
                fields["channel"] = "http";
                fields["url"] = Plain(http.Url);
                fields["pollInterval"] = XmlConvert.ToString(http.PollInterval);
                fields["paused"] = Word(http.Paused);
                break;
            default:
                fields["channel"] = channel.GetType().Name;
                break;
        }
    }

    private static string Word(bool value) => value ? "yes" : "no";

    private static string Describe(FeedGrant grant) => string.Create(
        CultureInfo.InvariantCulture, $"{grant.Kind.ToString().ToLowerInvariant()} {grant.Grantee}{(grant.Until is { } until ? $" until {until.UtcDateTime:u}" : "")}");

    private static string? Describe(RetentionLimits? limits) => limits is null
        ? null
        : string.Join(", ", new[]
        {
            limits.MaxAge is { } age ? $"maxAge {XmlConvert.ToString(age)}" : null,
            limits.MaxEntries is { } entries ? $"maxEntries {entries.ToString(CultureInfo.InvariantCulture)}" : null,
            limits.MaxBytes is { } bytes ? $"maxBytes {bytes.ToString(CultureInfo.InvariantCulture)}" : null,
        }.OfType<string>());

    private static string Plain(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            ? address.GetLeftPart(UriPartial.Path).Replace(address.UserInfo.Length == 0 ? "\n" : address.UserInfo + "@", "", StringComparison.Ordinal)
            : "";
}
