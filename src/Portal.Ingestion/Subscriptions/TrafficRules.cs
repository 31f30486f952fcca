namespace Portal.Ingestion.Subscriptions;

/// <summary>A poll that read a document, as far as the traffic goes.</summary>
/// <param name="Page">What the document says.</param>
/// <param name="NewEntries">How many entries were new to the portal.</param>
/// <param name="Elapsed">The time since the poll before that went well; null when there was none, or the clock was set back since.</param>
/// <param name="IsPushed">Whether entries come in through a hub too, so that few new ones say nothing.</param>
internal readonly record struct TrafficFacts(PageDates Page, int NewEntries, TimeSpan? Elapsed, bool IsPushed);

/// <summary>
/// Tells how much time the newest page holds. The publisher's dates are believed only as far as they agree with what the
/// portal saw itself: a feed that stamps everything anew would look as if it were overrun. Pure.
/// </summary>
internal static class TrafficRules
{
    /// <summary>A longer time is as good as this one.</summary>
    public static readonly TimeSpan MaxSpan = TimeSpan.FromDays(1000);

    // So many new entries at once are a rate, fewer may be chance.
    private const int Telling = 3;

    /// <summary>The traffic after a poll; null when nothing tells it, or when entries cannot fall out of reach.</summary>
    public static PageTraffic? After(PageTraffic? before, TrafficFacts facts, DateTimeOffset now)
    {
        if (facts.Page is { LosesNothing: true } or { Entries: 0 })
        {
            return null;
        }

        if (SpanOf(before, facts, now) is not { } span)
        {
            return null;
        }

        // One calm page after a busy one does not show that the rush is over.
        var bounded = Min(span, MaxSpan);
        return new PageTraffic(facts.Page.Entries, before is null ? bounded : Min(bounded, before.Span * 2));
    }

    /// <summary>The time that the page holds by now: while nothing new comes it holds more.</summary>
    public static TimeSpan? HeldBy(PageTraffic? traffic, DateTimeOffset? lastNewEntries, DateTimeOffset now) =>
        traffic is null ? null
        : lastNewEntries is { } last && last < now ? Min(traffic.Span + Min(now - last, MaxSpan), MaxSpan)
        : traffic.Span;

    private static TimeSpan? SpanOf(PageTraffic? before, TrafficFacts facts, DateTimeOffset now)
    {
        var (page, added) = (facts.Page, facts.NewEntries);
        if (facts.Elapsed is not { } elapsed)
        {
            // What came before the first poll is known by its dates alone.
            return before?.Span ?? page.Span + Quiet(page, now);
        }

        if (facts.IsPushed)
        {
            return page.Span;
        }

        if (added == 0)
        {
            return before is null || page.Entries < before.Entries ? page.Span + Quiet(page, now) : before.Span;
        }

        if (added >= page.Entries)
        {
            return page.Span is { } dated ? Min(dated, elapsed) : null;
        }

        // The page shows what was there the time before: it holds at least that long, whatever its dates say.
        var seen = elapsed.TotalSeconds * page.Entries / added is var seconds && seconds < MaxSpan.TotalSeconds ? TimeSpan.FromSeconds(seconds) : MaxSpan;
        return page.Span is not { } span || span < elapsed ? seen
            : added >= Telling ? Min(span, seen)
            : span;
    }

    private static TimeSpan Quiet(PageDates page, DateTimeOffset now) =>
        page.Newest is { } newest && newest < now ? Min(now - newest, MaxSpan) : TimeSpan.Zero;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
