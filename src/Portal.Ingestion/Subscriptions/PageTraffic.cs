namespace Portal.Ingestion.Subscriptions;

/// <summary>How much time the source's newest page holds, as the last polls found it.</summary>
/// <param name="Entries">How many entries it holds.</param>
/// <param name="Span">The time in which so many entries come in.</param>
public sealed record PageTraffic(int Entries, TimeSpan Span);

/// <summary>What a document says of how much time it holds. Kept in the cursor.</summary>
/// <param name="Entries">How many entries it holds.</param>
/// <param name="Span">The time that its entries cover; null when their dates do not tell.</param>
/// <param name="Newest">The newest date among them; null when there is none.</param>
/// <param name="LosesNothing">Whether older entries stay within reach: on older pages, or because the document holds all there is.</param>
internal sealed record PageDates(int Entries, TimeSpan? Span, DateTimeOffset? Newest, bool LosesNothing)
{
    // Two dates are no rate.
    private const int MinDated = 3;

    public static PageDates Of(FeedPage page)
    {
        var losesNothing = page.IsComplete || page.Older is not null;
        List<DateTimeOffset> dates = [.. page.Entries.Select(entry => entry.Updated ?? entry.Published).OfType<DateTimeOffset>().Order()];
        return dates.Count == 0
            ? new PageDates(page.Entries.Count, null, null, losesNothing)
            : new PageDates(page.Entries.Count, SpanOf(dates), dates[^1], losesNothing);
    }

    /// <summary>
    /// At most twice what the newer half covers: an old entry that is pinned to the page, or a rate that has risen, would
    /// otherwise make it look longer than it is. Null when the dates are all the same, as after a bulk change.
    /// </summary>
    private static TimeSpan? SpanOf(List<DateTimeOffset> oldestFirst)
    {
        if (oldestFirst.Count < MinDated)
        {
            return null;
        }

        var (newest, count) = (oldestFirst[^1], oldestFirst.Count);
        var upper = newest - oldestFirst[count / 2];
        var lower = newest - oldestFirst[(count - 1) / 2];
        var whole = newest - oldestFirst[0];
        var span = upper + lower < whole ? upper + lower : whole;
        return span > TimeSpan.Zero ? span : null;
    }
}
