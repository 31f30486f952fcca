using System.Globalization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What one poll showed, as far as continuity goes.</summary>
/// <param name="PolledAt">When.</param>
/// <param name="LastSuccess">When a poll last went well; null when never.</param>
/// <param name="Dates">The dates of the entries that were read, those without one left out.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="OlderPage">The address of the first older page that was not read; null when there is none.</param>
internal sealed record PageFacts(
    DateTimeOffset PolledAt, DateTimeOffset? LastSuccess, IReadOnlyList<DateTimeOffset> Dates, int Entries, string? OlderPage);

/// <summary>Keeps the account of what is complete and what is missing. Pure.</summary>
public static class ContinuityRules
{
    /// <summary>The most gaps of one subscription; when there are more, the oldest back-filled one is forgotten, or the two oldest become one.</summary>
    public const int MaxGaps = 100;

    /// <summary>After a poll that reached known entries, or that was the first.</summary>
    internal static Continuity Unbroken(Continuity before, DateTimeOffset polledAt) =>
        before.CompleteSince is null ? new Continuity(polledAt, before.Gaps) : before;

    /// <summary>After a poll that showed only unknown entries and no way back to the known ones.</summary>
    internal static Continuity Broken(Continuity before, PageFacts page)
    {
        var from = page.LastSuccess ?? before.CompleteSince ?? page.PolledAt;

        // The publisher's dates are taken only where they fit between the two polls: clocks differ.
        var inside = page.Dates.Where(date => date > from && date <= page.PolledAt).ToList();
        var to = inside.Count == 0 ? page.PolledAt : inside.Min();
        TimeSpan? span = page.Dates.Count < 2 ? null : page.Dates.Max() - page.Dates.Min();
        if (before.Gaps is [.., var last] && IsSameBlindSpot(last, page))
        {
            // One finding for as long as it lasts, not another alarm with each change.
            return before with { CompleteSince = to, Gaps = [.. before.Gaps.SkipLast(1), last with { To = to, FoundAt = page.PolledAt }] };
        }

        var gap = new Gap(
            "gap-" + from.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fff'Z'", CultureInfo.InvariantCulture),
            from, to, Estimate(to - from, span, page.Dates.Count), GapStatus.Open, page.OlderPage, page.Entries, span)
        {
            FoundAt = page.PolledAt,
        };
        return new Continuity(to, Bounded([.. before.Gaps.Where(known => known.Id != gap.Id), gap]))
        {
            FollowedSince = before.FollowedSince ?? from,
        };
    }

    /// <summary>After back-filling: what it came to is in the gap.</summary>
    internal static Continuity With(Continuity before, Gap changed)
    {
        List<Gap> gaps = [.. before.Gaps.Select(gap => gap.Id == changed.Id ? changed : gap)];

        // An accepted gap is still one: what it hides stays missing.
        return before with { Gaps = gaps, CompleteSince = gaps.LastOrDefault(gap => gap.Status != GapStatus.BackFilled)?.To ?? before.FollowedSince };
    }

    // A page of one entry never shows the entry before it: no poll of it can tell that nothing was missed.
    private static bool IsSameBlindSpot(Gap last, PageFacts page) =>
        last is { Status: GapStatus.Open, PageEntries: 1, OlderPage: null } && page is { Entries: 1, OlderPage: null };

    private static int? Estimate(TimeSpan missing, TimeSpan? span, int dated)
    {
        if (span is not { } seen || seen <= TimeSpan.Zero)
        {
            return null;
        }

        // n dates have n - 1 distances between them.
        return (int)Math.Clamp(Math.Ceiling(missing / (seen / (dated - 1))), 1, int.MaxValue);
    }

    private static IReadOnlyList<Gap> Bounded(IReadOnlyList<Gap> gaps)
    {
        if (gaps.Count <= MaxGaps)
        {
            return gaps;
        }

        if (gaps.FirstOrDefault(gap => gap.Status == GapStatus.BackFilled) is { } whole)
        {
            return [.. gaps.Where(gap => gap != whole)];
        }

        var (first, second) = (gaps[0], gaps[1]);
        var merged = first with
        {
            To = second.To,
            FoundAt = second.FoundAt,
            EstimatedEntries = first.EstimatedEntries + second.EstimatedEntries,
            Status = second.Status == GapStatus.Open ? GapStatus.Open : first.Status,
            End = second.Status == GapStatus.Open || first.Status == GapStatus.Open ? null : second.End,
            OlderPage = second.OlderPage,
        };
        return [merged, .. gaps.Skip(2)];
    }
}
