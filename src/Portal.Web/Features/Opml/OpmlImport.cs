using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Syndication.Opml;
using Portal.Web.Shared.FeedParts;

namespace Portal.Web.Features.Opml;

/// <summary>What becomes of a feed of a list.</summary>
public enum ImportVerdict
{
    /// <summary>It can be followed.</summary>
    New,

    /// <summary>It is followed already, or named twice in the list.</summary>
    Known,

    /// <summary>It cannot be followed.</summary>
    Invalid,

    /// <summary>It is followed from now on.</summary>
    Followed,
}

/// <summary>A feed of a list, and what becomes of it.</summary>
/// <param name="Source">The feed as the list has it.</param>
/// <param name="Verdict">What becomes of it.</param>
/// <param name="Reason">Why; null when there is nothing to say.</param>
/// <param name="Feed">The feed's id in the portal; null when it cannot be followed.</param>
/// <param name="Draft">The feed that it would be; null unless it can be followed.</param>
internal sealed record ImportRow(OpmlFeed Source, ImportVerdict Verdict, string? Reason, string? Feed, FeedDraft? Draft);

/// <summary>What is said for all feeds of a list that it says nothing about.</summary>
/// <param name="Owner">The owning team.</param>
/// <param name="Domain">The domain of feeds in no folder.</param>
/// <param name="PollInterval">How often they are polled.</param>
internal sealed record ImportDefaults(string? Owner, string? Domain, TimeSpan PollInterval);

/// <summary>
/// Says what becomes of each feed of a list. The outermost folder is the domain, those within it and the categories are tags. Pure:
/// what is in the catalogue is handed in.
/// </summary>
internal static class OpmlImport
{
    // What the catalogue takes; a list of other people's feeds is cut to it rather than refused.
    private const int MaxTitle = 200;
    private const int MaxSummary = 2000;
    private const int MaxName = 100;
    private const int MaxTag = 50;
    private const int MaxTags = 20;

    public static IReadOnlyList<ImportRow> Plan(OpmlReading list, IReadOnlyList<Feed> catalogue, ImportDefaults defaults)
    {
        Dictionary<string, string> followed = [];
        foreach (var feed in catalogue.Where(feed => feed.TakesEntries))
        {
            if (feed.Channel is FeedChannel.Http http && FollowedAddress.Of(http.Url) is { } address)
            {
                followed.TryAdd(address, feed.Id.Value);
            }
        }

        HashSet<string> ids = [.. catalogue.Select(feed => feed.Id.Value)];
        HashSet<string> planned = [];
        return [.. list.Feeds.Select(source => Judge(source, followed, ids, planned, defaults))];
    }

    private static ImportRow Judge(
        OpmlFeed source, Dictionary<string, string> followed, HashSet<string> ids, HashSet<string> planned, ImportDefaults defaults)
    {
        if (source.Address is null)
        {
            return Invalid(source, "It names no address (xmlUrl).");
        }

        if (FollowedAddress.Of(source.Address) is not { } address)
        {
            return Invalid(source, "Its address is not an absolute http or https address.");
        }

        if (followed.TryGetValue(address, out var known))
        {
            return new ImportRow(source, ImportVerdict.Known, planned.Contains(known) ? "It is in the list twice." : "It is followed already.", known, null);
        }

        var draft = DraftOf(source, address, ids, defaults);
        if (draft.Judge() is { } refusal)
        {
            return Invalid(source, refusal.Detail);
        }

        ids.Add(draft.Id!);
        planned.Add(draft.Id!);
        followed[address] = draft.Id!;
        return new ImportRow(source, ImportVerdict.New, null, draft.Id, draft);
    }

    private static FeedDraft DraftOf(OpmlFeed source, string address, HashSet<string> ids, ImportDefaults defaults)
    {
        var title = source.Title.Length > 0 ? source.Title : new Uri(address).Host;
        return new FeedDraft
        {
            Id = FreeId(source.Id, title, ids),
            Title = ShortText.Cut(title, MaxTitle),
            Summary = ShortText.Cut(source.Description ?? "", MaxSummary),
            Owner = source.Owner ?? defaults.Owner,
            Domain = ShortText.Cut(source.Folders is [var outermost, ..] ? outermost : defaults.Domain ?? "", MaxName),
            Tags = [.. source.Folders.Skip(1).Concat(source.Categories).Select(tag => ShortText.Cut(tag, MaxTag)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxTags)],
            Channel = new FeedChannel.Http { Url = address, PollInterval = source.Interval ?? defaults.PollInterval },
        };
    }

    private static string FreeId(string? asked, string title, HashSet<string> ids)
    {
        if (asked is not null && FeedId.TryParse(asked, out _) && !ids.Contains(asked))
        {
            return asked;
        }

        var stem = FeedIdSuggestion.From(title) is { Length: > 0 } suggested ? suggested : "feed";
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? stem : $"{stem}-{number}";
            if (!ids.Contains(id))
            {
                return id;
            }
        }
    }

    private static ImportRow Invalid(OpmlFeed source, string reason) => new(source, ImportVerdict.Invalid, reason, null, null);
}
