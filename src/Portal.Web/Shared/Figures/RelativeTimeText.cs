using System.Globalization;

namespace Portal.Web.Shared.Figures;

/// <summary>Says how long ago something was, or how far ahead it is.</summary>
internal static class RelativeTimeText
{
    /// <summary>What is nearer than this, in either direction, is "just now": clocks differ that much.</summary>
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(2);

    /// <summary>Further away than this, the date says more than a distance.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromDays(30);

    public static string Of(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = now - at;
        if (distance.Duration() < Now)
        {
            return "just now";
        }

        if (distance.Duration() >= Far)
        {
            return at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        }

        return distance > TimeSpan.Zero ? $"{Length(distance)} ago" : $"in {Length(distance.Negate())}";
    }

    private static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 24 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };
}
