using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Search;
using Portal.Events.Log;
using Portal.Web.Frame;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Search;

/// <summary>Finds feeds, event types, fields and their values, owners, domains, tags and new entries, among what somebody may see.</summary>
internal sealed class CatalogueSearch(FeedRegistry feeds, SearchKeeper keeper, ShownEntries shown)
{
    private const int MaxNames = 4;
    private const int MaxEntries = 5;
    private const int EntriesLookedAt = 500;

    /// <summary>How many event types and fields of one feed stand in a list: one large contract must not push out the others.</summary>
    private const int MaxOfFeed = 4;

    /// <summary>The best hits, at most so many.</summary>
    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, int most, Actor actor, CancellationToken cancellationToken)
    {
        var readable = (await feeds.ListAsync(new FeedFilter(), actor, cancellationToken)).ToDictionary(feed => feed.Id);
        var matches = keeper.Index.Find(text, readable.ContainsKey, most * 4);
        var hits = matches
            .GroupBy(match => (match.Document.Feed, match.Document.Kind == SearchKind.Feed))
            .SelectMany(group => group.Take(MaxOfFeed))
            .OrderByDescending(match => match.Score)
            .Take(most)
            .Select(match => ToHit(match, readable[match.Document.Feed]))
            .ToList();
        SearchHit[] names =
        [
            .. Names("Owner", "owner", readable.Values.Select(feed => feed.Owner), text),
            .. Names("Domain", "domain", readable.Values.Select(feed => feed.Domain), text),
            .. Names("Tag", "tag", readable.Values.SelectMany(feed => feed.Tags), text),
        ];

        // Behind the feeds that are called so, before what only mentions it.
        hits.InsertRange(Math.Min(hits.Count, 6), names);
        if (hits.Count < most)
        {
            hits.AddRange(await EntriesAsync(text, readable, cancellationToken));
        }

        return [.. hits.Take(most)];
    }

    private static SearchHit ToHit(SearchMatch match, Feed feed)
    {
        var document = match.Document;
        var (kind, detail, href) = document.Kind switch
        {
            SearchKind.Feed => ("Feed", $"{(feed.Subdomain is null ? feed.Domain : $"{feed.Domain} › {feed.Subdomain}")} · {feed.Owner}", $"catalogue/{feed.Id}"),
            SearchKind.EventType => ("Event type", feed.Title, $"catalogue/{feed.Id}?tab=entries&q={Uri.EscapeDataString(document.Title)}"),
            _ => ("Field", $"{document.Detail} of {feed.Title}", $"catalogue/{feed.Id}?tab=contract"),
        };
        var because = match.Because is { } field ? $"{field.Name}: {Highlights.Excerpt(field.Text, match.Terms)}" : null;
        return new SearchHit(kind, document.Title, detail, href, because)
        {
            TitlePieces = Highlights.Mark(document.Title, match.Terms),
            BecausePieces = because is null ? [] : Highlights.Mark(because, match.Terms),
            Mark = feed.State == LifeCycle.Active ? null : feed.State.ToString().ToLowerInvariant(),
            Feed = feed.Id.Value,
        };
    }

    private static IEnumerable<SearchHit> Names(string kind, string filter, IEnumerable<string> names, string text) => names
        .Where(name => name.Contains(text, StringComparison.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(name => name.Length)
        .Take(MaxNames)
        .Select(name => new SearchHit(kind, name, null, $"catalogue?{filter}={Uri.EscapeDataString(name)}"));

    // The newest entries only: what is older is searched on the page of its feed.
    private async Task<IReadOnlyList<SearchHit>> EntriesAsync(
        string text, Dictionary<Portal.Events.FeedId, Feed> readable, CancellationToken cancellationToken)
    {
        var newest = await shown.Log.ReadAsync(new EventQuery { Direction = ReadDirection.Backward, Limit = EntriesLookedAt }, cancellationToken);
        var filter = new Shared.Entries.EntryFilter(text, InvalidOnly: false);
        return [.. newest
            .Where(recorded => !recorded.Entry.IsTombstone && readable.ContainsKey(recorded.Feed) && (recorded.Entry.Id == text || filter.Matches(recorded)))
            .Take(MaxEntries)
            .Select(recorded => new SearchHit(
                "Entry", recorded.Entry.Title.Value, readable[recorded.Feed].Title,
                $"catalogue/{recorded.Feed}?tab=entries&entry={recorded.Position}", "among the newest entries"))];
    }
}

/// <inheritdoc cref="IPortalSearch"/>
internal sealed class PortalSearch(CatalogueSearch search, ICurrentActor current) : IPortalSearch
{
    public async Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken) =>
        await search.FindAsync(text, IPortalSearch.MaxHits, await current.GetAsync(), cancellationToken);
}

internal static class SearchServices
{
    public static IServiceCollection AddPortalSearch(this IServiceCollection services) => services
        .AddSingleton<SearchKeeper>()
        .AddHostedService(provider => provider.GetRequiredService<SearchKeeper>())
        .AddSingleton<CatalogueSearch>()
        .AddScoped<IPortalSearch, PortalSearch>();
}
