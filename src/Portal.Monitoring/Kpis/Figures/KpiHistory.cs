using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>What is asked of a KPI's history.</summary>
public sealed record KpiRange
{
    /// <summary>The begin; the bucket that it falls into is included.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end, not included.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>How wide the buckets are.</summary>
    public Resolution Resolution { get; init; }

    /// <summary>How wide the points are when that is a multiple of the buckets, counted from <see cref="From"/>; null for a point a bucket.</summary>
    public TimeSpan? Step { get; init; }

    /// <summary>How many groups are wanted, highest figure first; 0 for none.</summary>
    public int Groups { get; init; }

    /// <summary>For how many of them points are wanted too.</summary>
    public int Lines { get; init; }

    /// <summary>Only entries with these values, by the number of the dimension. What went into "other" is not in the answer then.</summary>
    public IReadOnlyDictionary<int, string> Only { get; init; } = new Dictionary<int, string>();

    /// <summary>The resolution that suits a range: minutes up to a day, hours up to two months, then days; never finer than what is kept.</summary>
    public static Resolution Suitable(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => (to - from, now - from) switch
    {
        ({ TotalDays: <= 1 }, var age) when age < BucketTime.Kept(Resolution.Minute) => Resolution.Minute,
        ({ TotalDays: <= 60 }, var age) when age < BucketTime.Kept(Resolution.Hour) => Resolution.Hour,
        _ => Resolution.Day,
    };

    internal bool Allows(string key)
    {
        if (Only.Count == 0)
        {
            return true;
        }

        var values = key.Split(KpiGroups.Separator);
        return Only.All(wanted => wanted.Key < values.Length && values[wanted.Key] == wanted.Value);
    }
}

/// <summary>A figure of a span of time.</summary>
/// <param name="Start">The span's begin.</param>
/// <param name="Value">The figure; null when there is none.</param>
/// <param name="Count">How many values went into it.</param>
public sealed record KpiPoint(DateTimeOffset Start, double? Value, long Count);

/// <summary>A figure of a group.</summary>
/// <param name="Values">The values of the dimensions, an empty one where an entry has none; none at all for all groups beyond the bound.</param>
/// <param name="Value">The figure.</param>
/// <param name="Count">How many values went into it.</param>
public sealed record KpiGroup(IReadOnlyList<string> Values, double? Value, long Count);

/// <summary>A group over time.</summary>
/// <param name="Values">The values of the dimensions.</param>
/// <param name="Points">Its figures, oldest first.</param>
public sealed record KpiLine(IReadOnlyList<string> Values, IReadOnlyList<KpiPoint> Points);

/// <summary>The figures of a KPI over a range.</summary>
/// <param name="Resolution">How wide the points are.</param>
/// <param name="Points">The buckets that have something in them, oldest first.</param>
/// <param name="Whole">The whole range as one figure.</param>
/// <param name="Groups">The groups, highest figure first, as many as were asked for.</param>
/// <param name="GroupCount">How many groups there are.</param>
/// <param name="Other">What did not have a cell of its own; null when everything has.</param>
/// <param name="Lines">The first groups over time.</param>
public sealed record KpiHistory(
    Resolution Resolution,
    IReadOnlyList<KpiPoint> Points,
    KpiPoint Whole,
    IReadOnlyList<KpiGroup> Groups,
    int GroupCount,
    KpiGroup? Other,
    IReadOnlyList<KpiLine> Lines);

/// <summary>The running window of a KPI.</summary>
/// <param name="Value">The figure; null when there is none.</param>
/// <param name="Count">How many values went into it.</param>
/// <param name="Before">The figure of the window before.</param>
/// <param name="From">The window's begin.</param>
/// <param name="To">Its end, not included.</param>
/// <param name="Points">The buckets in it, oldest first.</param>
public sealed record KpiCurrent(double? Value, long Count, double? Before, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<KpiPoint> Points);
