using System.Globalization;

namespace Portal.Web.Shared.Figures;

/// <summary>Writes numbers, sizes and times for people, the same way on every page.</summary>
public static class Figure
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>A whole number with separators: "1,284".</summary>
    public static string Count(long value) => value.ToString("N0", Culture);

    /// <summary>A whole number with its noun: "1 feed", "1,284 feeds".</summary>
    public static string Counted(long value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>A number in four or five characters: "812", "48.2 k", "6.1 M".</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        double.NaN or double.PositiveInfinity => "–",
        < 10 => value.ToString("0.##", Culture),
        < 999.5 => value.ToString("0", Culture),
        < 999_950 => (value / 1_000).ToString("0.#", Culture) + " k",
        < 999_950_000 => (value / 1_000_000).ToString("0.#", Culture) + " M",
        _ => (value / 1_000_000_000).ToString("#,0.#", Culture) + " G",
    };

    /// <summary>A number with separators and at most so many decimals: "129.9".</summary>
    public static string Decimal(double value, int decimals = 1) =>
        double.IsFinite(value) ? value.ToString("#,0." + new string('#', decimals), Culture) : "–";

    /// <summary>A share as a percentage without its sign: 0.9962 is "99.62". It reads 100 only when nothing is missing.</summary>
    public static string Percent(double share, int decimals = 2)
    {
        if (!double.IsFinite(share))
        {
            return "–";
        }

        var unit = Math.Pow(10, decimals);
        var percent = Math.Round(share * 100 * unit) / unit;
        return (share < 1 && percent >= 100 ? 100 - (1 / unit) : percent).ToString("0." + new string('#', decimals), Culture);
    }

    /// <summary>A size in bytes, of 1,024: "312 bytes", "1.4 KB".</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        1 => "1 byte",
        < 1024 => $"{bytes} bytes",
        < 1024 * 1024 => (bytes / 1024d).ToString("0.#", Culture) + " KB",
        < 1024L * 1024 * 1024 => (bytes / (1024d * 1024)).ToString("0.#", Culture) + " MB",
        _ => (bytes / (1024d * 1024 * 1024)).ToString("#,0.#", Culture) + " GB",
    };

    /// <summary>A length of time in its two largest units: "120 ms", "0.8 s", "42 s", "3 h 42 min", "2 d 4 h".</summary>
    public static string Duration(TimeSpan span) => span.Duration() switch
    {
        { TotalMilliseconds: < 999.5 } s => s.TotalMilliseconds.ToString(s.TotalMilliseconds < 10 ? "0.#" : "0", Culture) + " ms",
        { TotalSeconds: < 9.95 } s => s.TotalSeconds.ToString("0.#", Culture) + " s",
        { TotalSeconds: < 60 } s => $"{(int)s.TotalSeconds} s",
        { TotalMinutes: < 60 } s => Pair((long)s.TotalMinutes, "min", s.Seconds, "s"),
        { TotalHours: < 24 } s => Pair((long)s.TotalHours, "h", s.Minutes, "min"),
        var s => Pair((long)s.TotalDays, "d", s.Hours, "h"),
    };

    /// <summary>An instant in full, in UTC: "2026-11-23 14:32:05 UTC".</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", Culture);

    /// <summary>The time of day of an instant, in UTC: "14:32:05".</summary>
    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", Culture);

    private static string Pair(long large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
