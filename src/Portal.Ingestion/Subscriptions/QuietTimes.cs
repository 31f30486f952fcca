namespace Portal.Ingestion.Subscriptions;

/// <summary>When a source asks not to be polled (RSS <c>skipHours</c> and <c>skipDays</c>), in GMT.</summary>
/// <param name="Hours">A bit for each hour of the day, 0 to 23.</param>
/// <param name="Days">A bit for each day of the week, from Sunday.</param>
internal sealed record QuietTimes(int Hours, int Days)
{
    /// <summary>The longest that a poll is put off for it.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The times as a document names them; null when it names none.</summary>
    public static QuietTimes? Of(IEnumerable<int> hours, IEnumerable<DayOfWeek> days)
    {
        var times = new QuietTimes(hours.Aggregate(0, (bits, hour) => bits | (1 << hour)), days.Aggregate(0, (bits, day) => bits | (1 << (int)day)));
        return times is { Hours: 0, Days: 0 } ? null : times;
    }

    /// <summary>
    /// The end of the quiet time that a moment falls into, at most <see cref="MaxDelay"/> later; the moment itself when it falls into
    /// none, or when the end is later than <paramref name="latest"/>.
    /// </summary>
    public DateTimeOffset EndOf(DateTimeOffset moment, DateTimeOffset latest)
    {
        var (end, bound) = (moment, moment + MaxDelay);
        while (IsQuiet(end) && end < bound)
        {
            end = end - TimeSpan.FromTicks(end.UtcTicks % Hour.Ticks) + Hour;
        }

        end = end < bound ? end : bound;
        return end <= latest ? end : moment;
    }

    private bool IsQuiet(DateTimeOffset moment) =>
        (Hours & (1 << moment.UtcDateTime.Hour)) != 0 || (Days & (1 << (int)moment.UtcDateTime.DayOfWeek)) != 0;
}
