using System.Globalization;
using Portal.Events.Entries;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// Notices entries that come again under another id, by their links: kept is, for each entry of the newest page, a hash of its link
/// and of its id. Links that several entries share tell nothing. Pure.
/// </summary>
internal static class IdWatch
{
    /// <summary>The most entries of a page that are kept.</summary>
    public const int MaxEntries = 100;

    private const int HashLength = 8;

    /// <summary>What is kept of a page, 16 characters an entry; null when no entry has a link of its own.</summary>
    public static string? Of(IReadOnlyList<Entry> entries)
    {
        var links = entries.Take(MaxEntries)
            .Select(entry => (entry.Id, Link: entry.Links.FirstOrDefault(link => link.Rel == "alternate")?.Href))
            .Where(entry => entry.Link is not null)
            .GroupBy(entry => entry.Link!, StringComparer.Ordinal)
            .Where(group => group.Count() == 1)
            .Select(group => Hash(group.Key) + Hash(group.First().Id));
        var kept = string.Concat(links);
        return kept.Length == 0 ? null : kept;
    }

    /// <summary>How many links of the page before lead from another id now.</summary>
    public static int Renamed(string? before, string? after)
    {
        if (before is null || after is null)
        {
            return 0;
        }

        var known = Pairs(before).GroupBy(pair => pair.Link).ToDictionary(group => group.Key, group => group.First().Id);
        return Pairs(after).Count(pair => known.TryGetValue(pair.Link, out var id) && id != pair.Id);
    }

    private static IEnumerable<(string Link, string Id)> Pairs(string kept)
    {
        for (var at = 0; at + (2 * HashLength) <= kept.Length; at += 2 * HashLength)
        {
            yield return (kept.Substring(at, HashLength), kept.Substring(at + HashLength, HashLength));
        }
    }

    // FNV-1a: the same in every process, unlike that of strings.
    private static string Hash(string text)
    {
        var hash = 2166136261;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
