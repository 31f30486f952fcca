using Portal.Catalogue.Parties;

namespace Portal.Web.Features.Feeds.Description;

/// <summary>Somebody at an end of a feed, in words.</summary>
internal sealed record PartyRow(string Name, string? Team, string Does, string From, DateTimeOffset? Seen, string? Href)
{
    public static IReadOnlyList<PartyRow> Of(PartiesView view) =>
    [
        .. view.Sources.Select(feed => new PartyRow(feed.Title, null, "is what it is made of", "declared", null, $"catalogue/{feed.Id}")),
        .. view.Producers.Select(party => new PartyRow(party.Name, party.Team, party.Summary ?? "publishes", "declared", null, null)),
        .. (view.Publishing ?? []).Select(use => new PartyRow(use.Name, null, "publishes", $"API key, {use.Count} times, last", use.Last, null)),
        .. view.Consumers.Select(party => new PartyRow(party.Name, party.Team, party.Summary ?? "uses it", "declared", null, null)),
        .. (view.Using ?? []).Select(consumer => new PartyRow(
            consumer.Name, null, WordOf(consumer.Kind), consumer.Detail ?? "observed", consumer.LastSeen, consumer.Href)),
        .. view.Derived.Select(feed => new PartyRow(feed.Title, null, "is made of it", "declared", null, $"catalogue/{feed.Id}")),
    ];

    public static string WordOf(ConsumerKind kind) => kind switch
    {
        ConsumerKind.Key => "reads it with an API key",
        ConsumerKind.HubSubscriber => "has it pushed by the hub",
        ConsumerKind.DerivedFeed => "is made of it",
        ConsumerKind.Dashboard => "shows it",
        ConsumerKind.Kpi => "is computed from it",
        ConsumerKind.AlertRule => "watches it",
        ConsumerKind.Process => "joins it with others",
        _ => "exports it",
    };
}
