namespace Portal.Catalogue.Dashboards.Reports;

/// <summary>How often a report is sent.</summary>
public enum ReportEvery
{
    /// <summary>Every day.</summary>
    Day,

    /// <summary>Every week.</summary>
    Week,

    /// <summary>Every month.</summary>
    Month,
}

/// <summary>When a report is sent: at a full hour of a time zone. Each one is about the time since the one before. Pure.</summary>
public sealed record ReportSchedule
{
    /// <summary>The last day of a month that every month has.</summary>
    public const int MaxDay = 28;

    /// <summary>How often.</summary>
    public ReportEvery Every { get; init; }

    /// <summary>The weekday, for every week.</summary>
    public DayOfWeek Weekday { get; init; } = DayOfWeek.Monday;

    /// <summary>The day, for every month.</summary>
    public int Day { get; init; } = 1;

    /// <summary>The hour, 0 to 23.</summary>
    public int Hour { get; init; } = 7;

    /// <summary>The time zone that the hour is meant in, by its IANA name.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check()
    {
        Dictionary<string, string[]> errors = [];
        if (Hour is < 0 or > 23)
        {
            errors["hour"] = ["0 to 23."];
        }

        if (!Enum.IsDefined(Every) || !Enum.IsDefined(Weekday))
        {
            errors["every"] = ["Every day, week or month."];
        }

        if (Day is < 1 or > MaxDay)
        {
            errors["day"] = [$"1 to {MaxDay}: the days that every month has."];
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            errors["zone"] = [$"There is no time zone '{Zone}': write one like Europe/Berlin."];
        }

        return errors;
    }

    /// <summary>The first time after a moment.</summary>
    public DateTimeOffset After(DateTimeOffset moment)
    {
        for (var day = LocalDay(moment).AddDays(-1); ; day = day.AddDays(1))
        {
            if (IsOn(day) && At(day) is var due && due > moment)
            {
                return due;
            }
        }
    }

    /// <summary>The last time before a moment.</summary>
    public DateTimeOffset Before(DateTimeOffset moment)
    {
        for (var day = LocalDay(moment).AddDays(1); ; day = day.AddDays(-1))
        {
            if (IsOn(day) && At(day) is var due && due < moment)
            {
                return due;
            }
        }
    }

    private TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    private bool IsOn(DateOnly day) => Every switch
    {
        ReportEvery.Day => true,
        ReportEvery.Week => day.DayOfWeek == Weekday,
        _ => day.Day == Day,
    };

    private DateOnly LocalDay(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, TimeZone).DateTime);

    // An hour that the clocks leave out is the next one; of one that they go through twice it is the second.
    private DateTimeOffset At(DateOnly day)
    {
        var zone = TimeZone;
        var local = day.ToDateTime(new TimeOnly(Hour, 0));
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
