using Portal.Monitoring.Metrics;

namespace Portal.Web.Features.Feeds;

/// <summary>A range of time that figures are shown over.</summary>
/// <param name="Id">Its name in the address.</param>
/// <param name="Text">Its word.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Resolution">How wide its steps are.</param>
public sealed record MetricsRange(string Id, string Text, TimeSpan Length, Resolution Resolution)
{
    /// <summary>Those that people choose from.</summary>
    public static IReadOnlyList<MetricsRange> All { get; } =
    [
        new("1h", "1 h", TimeSpan.FromHours(1), Resolution.Minute),
        new("24h", "24 h", TimeSpan.FromHours(24), Resolution.Minute),
        new("7d", "7 days", TimeSpan.FromDays(7), Resolution.Hour),
        new("30d", "30 days", TimeSpan.FromDays(30), Resolution.Hour),
    ];

    /// <summary>The range in words, with its tile or chart.</summary>
    public string Window => $"last {Text}";

    /// <summary>The unit of a count in one step.</summary>
    public string Unit => Resolution == Resolution.Minute ? "a minute" : "an hour";

    /// <summary>The begins of its steps up to the running one, oldest first: also those in which nothing came.</summary>
    public IReadOnlyList<DateTimeOffset> Steps(DateTimeOffset now)
    {
        var width = Resolution.Width();
        var last = Resolution.Floor(now);
        var count = (int)(Length / width);
        return [.. Enumerable.Range(0, count).Select(i => last - (width * (count - 1 - i)))];
    }
}
