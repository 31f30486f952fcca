using System.Text.Json.Serialization;
namespace Portal.Monitoring.Rules;

/// <summary>When a business is open. Pure.</summary>
/// <param name="Days">The days of the week.</param>
/// <param name="From">From when on each day.</param>
/// <param name="To">Until when; midnight for the whole rest of the day.</param>
/// <param name="TimeZone">The time zone, by its IANA name.</param>
/// <param name="Holidays">Days on which it is closed.</param>
public sealed record BusinessHours(
    IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To, string TimeZone, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>The most holidays.</summary>
    public const int MaxHolidays = 400;

    // However the hours are, they come round within this: further on nothing is looked for.
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(800);

    private TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    [JsonIgnore]
    public string? Problem =>
        Days.Count == 0 ? "Business hours have at least one day."
        : To != TimeOnly.MinValue && To <= From ? "Business hours end after they begin."
        : Holidays.Count > MaxHolidays ? $"At most {MaxHolidays} holidays."
        : TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? null : $"'{TimeZone}' is not a time zone: use a name like Europe/Amsterdam.";

    /// <summary>Whether it is open at a moment.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return IsOpenDay(DateOnly.FromDateTime(local.Date)) && TimeOnly.FromTimeSpan(local.TimeOfDay) >= From
            && (To == TimeOnly.MinValue || TimeOnly.FromTimeSpan(local.TimeOfDay) < To);
    }

    /// <summary>The moment at which it has been open for so long since another one.</summary>
    public DateTimeOffset After(DateTimeOffset since, TimeSpan open)
    {
        var (left, at) = (open, since);
        while (at - since < Horizon)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).Date);
            var (begins, ends) = (Moment(day, From), To == TimeOnly.MinValue ? Moment(day.AddDays(1), TimeOnly.MinValue) : Moment(day, To));
            if (IsOpenDay(day) && at < ends)
            {
                var from = at > begins ? at : begins;
                if (ends - from >= left)
                {
                    return from + left;
                }

                left -= ends - from;
            }

            at = Moment(day.AddDays(1), TimeOnly.MinValue);
        }

        return since + Horizon;
    }

    private bool IsOpenDay(DateOnly day) => Days.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    private DateTimeOffset Moment(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);

        // A time that summer time leaves out comes an hour later.
        local = Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
