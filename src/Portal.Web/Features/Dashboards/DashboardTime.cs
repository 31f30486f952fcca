using Portal.Events;

namespace Portal.Web.Features.Dashboards;

/// <summary>What a page's address says of the time and the feed that its tiles show.</summary>
/// <param name="Range">The name of a range.</param>
/// <param name="From">The begin of a range of its own.</param>
/// <param name="To">Its end.</param>
/// <param name="Compare">Whether the period before stands beside it.</param>
/// <param name="Only">The one feed to which all tiles are narrowed; null for their own.</param>
/// <param name="Group">The value of a dimension to which KPIs that have it are narrowed; null for all values.</param>
public sealed record DashboardTime(string? Range, string? From, string? To, bool Compare, FeedId? Only, GroupChoice? Group = null)
{
    /// <summary>How many times faster the range is gone through again; null when it is not.</summary>
    public int? Replay { get; init; }

    /// <summary>The last 24 hours, not compared.</summary>
    public static DashboardTime Default { get; } = new(null, null, null, false, null);

    /// <summary>As the address has it.</summary>
    public static DashboardTime Of(string? range, string? from, string? to, string? compare, string? feed, string? group = null, string? replay = null) =>
        new(range, from, to, compare == "before", FeedId.TryParse(feed ?? "", out var only) ? only : null, GroupChoice.Read(group))
        {
            Replay = int.TryParse(replay, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var speed) ? speed : null,
        };

    /// <summary>A replay of the range from its begin on; null when none is asked for, or the range cannot be replayed.</summary>
    public ReplayClock? StartReplay(DateTimeOffset now) =>
        Replay is { } speed && Range == DashboardRange.Custom && DashboardRange.TryBetween(From, To, out var range) ? ReplayClock.Start(range.From, range.To, speed, now) : null;

    /// <summary>The range at this moment.</summary>
    public DashboardRange RangeAt(DateTimeOffset now) => DashboardRange.Read(Range, From, To, now);
}
