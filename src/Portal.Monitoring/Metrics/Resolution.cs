namespace Portal.Monitoring.Metrics;

/// <summary>How wide the buckets of throughput are.</summary>
public enum Resolution
{
    /// <summary>A minute.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day in UTC.</summary>
    Day,
}

/// <summary>What a resolution means.</summary>
public static class Resolutions
{
    /// <summary>All of them, narrow to wide.</summary>
    public static IReadOnlyList<Resolution> All { get; } = [Resolution.Minute, Resolution.Hour, Resolution.Day];

    /// <summary>The width of a bucket.</summary>
    public static TimeSpan Width(this Resolution resolution) => resolution switch
    {
        Resolution.Minute => TimeSpan.FromMinutes(1),
        Resolution.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>The begin of the bucket that a time falls into, in UTC.</summary>
    public static DateTimeOffset Floor(this Resolution resolution, DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % resolution.Width().Ticks), TimeSpan.Zero);
}
