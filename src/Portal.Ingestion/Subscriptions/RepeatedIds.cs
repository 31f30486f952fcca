using System.Security.Cryptography;
using System.Text;
using Portal.Events.Entries;

namespace Portal.Ingestion.Subscriptions;

/// <summary>An id that a source gives to several entries.</summary>
/// <param name="Id">The id.</param>
/// <param name="Owner">The mark of the entry that was stored under the id itself, before it came a second time; null when none was.</param>
/// <param name="ByDate">Whether the entries tell themselves apart by their dates only.</param>
internal sealed record RepeatedId(string Id, string? Owner, bool ByDate);

/// <summary>
/// Tells entries apart to which a source gives the same id, as where no item has an id and all link to the same page. Each gets
/// an id of its own, made of what it says: otherwise one would be taken for a new revision of another, and the others be lost. What
/// RFC 4287 section 4.1.1 means by the same id twice, versions of one entry, stays one entry. Pure.
/// </summary>
internal static class RepeatedIds
{
    /// <summary>The most ids that are remembered; of more, the newest.</summary>
    public const int MaxRemembered = 100;

    private const int MarkBytes = 8;

    /// <summary>The ids that a page repeats for different entries and that are not remembered yet.</summary>
    public static IReadOnlyList<string> Unknown(IReadOnlyList<Entry> page, IReadOnlyList<RepeatedId>? remembered)
    {
        var known = (remembered ?? []).Select(repeated => repeated.Id).ToHashSet(StringComparer.Ordinal);
        return [.. Groups(page).Where(group => !known.Contains(group[0].Id) && AreDifferent(group)).Select(group => group[0].Id)];
    }

    /// <summary>What is remembered after a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="remembered">What is remembered so far.</param>
    /// <param name="stored">Those of <see cref="Unknown"/> that the log has: the oldest entry of the page with that id is the one.</param>
    public static IReadOnlyList<RepeatedId>? Learn(IReadOnlyList<Entry> page, IReadOnlyList<RepeatedId>? remembered, IReadOnlySet<string> stored)
    {
        var unknown = Unknown(page, remembered).ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0)
        {
            return remembered;
        }

        var learned = Groups(page).Where(group => unknown.Contains(group[0].Id)).Select(group =>
        {
            var byDate = group.Select(entry => MarkOf(entry, byDate: false)).Distinct().Count() < group.Count;
            return new RepeatedId(group[0].Id, stored.Contains(group[0].Id) ? MarkOf(group[^1], byDate) : null, byDate);
        });
        return [.. (remembered ?? []).Concat(learned).TakeLast(MaxRemembered)];
    }

    /// <summary>The page with an id for each entry; of versions of one entry only the newest is left.</summary>
    public static IReadOnlyList<Entry> Apply(IReadOnlyList<Entry> page, IReadOnlyList<RepeatedId>? remembered)
    {
        if (remembered is null && page.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() == page.Count)
        {
            return page;
        }

        var known = (remembered ?? []).ToDictionary(repeated => repeated.Id, StringComparer.Ordinal);
        List<Entry> told = [.. page.Select(entry => known.TryGetValue(entry.Id, out var repeated) ? Told(entry, repeated) : entry)];
        var newest = told.GroupBy(entry => entry.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(entry => entry.Updated ?? DateTimeOffset.MinValue)!, StringComparer.Ordinal);
        return [.. told.DistinctBy(entry => entry.Id, StringComparer.Ordinal).Select(entry => newest[entry.Id])];
    }

    private static Entry Told(Entry entry, RepeatedId repeated) =>
        MarkOf(entry, repeated.ByDate) is var mark && mark == repeated.Owner ? entry : entry with { Id = $"{entry.Id}#{mark}" };

    private static IEnumerable<List<Entry>> Groups(IReadOnlyList<Entry> page) =>
        page.GroupBy(entry => entry.Id, StringComparer.Ordinal).Select(group => group.ToList()).Where(group => group.Count > 1);

    private static bool AreDifferent(List<Entry> group) => group.Skip(1).Any(entry => AreDifferent(group[0], entry));

    // Versions of one entry share the page that it is about, and the date on which it first appeared.
    private static bool AreDifferent(Entry left, Entry right) =>
        LinkOf(left) != LinkOf(right)
        || (left.Published is { } first && right.Published is { } second && first != second)
        || (left.Id == LinkOf(left) && left.Title != right.Title);

    private static string? LinkOf(Entry entry) => entry.Links.FirstOrDefault(link => link.Rel == "alternate")?.Href;

    // Dates stay out unless nothing else differs: a source that repeats ids may stamp them anew as well.
    private static string MarkOf(Entry entry, bool byDate)
    {
        var text = $"{LinkOf(entry)}\n{entry.Title.Value}\n{entry.Summary?.Value}\n{entry.Content?.Value}{entry.Content?.Src}\n{(byDate ? entry.Published?.UtcTicks : null)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, MarkBytes));
    }
}
