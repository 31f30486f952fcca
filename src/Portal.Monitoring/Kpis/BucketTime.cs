using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Kpis;

/// <summary>Times of buckets as whole minutes since the year 1, in UTC, and how long buckets are kept.</summary>
public static class BucketTime
{
    /// <summary>The minute of a time.</summary>
    public static long Minute(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>The begin of a minute.</summary>
    public static DateTimeOffset Time(long minute) => new(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>The begin of the bucket that a minute falls into.</summary>
    public static long Floor(Resolution resolution, long minute) => minute - (minute % Minutes(resolution));

    /// <summary>How many minutes a bucket has.</summary>
    public static long Minutes(Resolution resolution) => resolution switch
    {
        Resolution.Minute => 1,
        Resolution.Hour => 60,
        _ => 24 * 60,
    };

    /// <summary>How far back buckets are kept: minutes three days, hours three months, days five years.</summary>
    public static TimeSpan Kept(Resolution resolution) => resolution switch
    {
        Resolution.Minute => TimeSpan.FromDays(3),
        Resolution.Hour => TimeSpan.FromDays(92),
        _ => TimeSpan.FromDays(5 * 366),
    };

    /// <summary>The first minute that is still kept.</summary>
    public static long OldestKept(Resolution resolution, DateTimeOffset now) => Floor(resolution, Minute(now - Kept(resolution)));
}
