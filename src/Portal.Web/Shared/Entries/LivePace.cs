using Portal.Events;
using Portal.Web.Privacy;

namespace Portal.Web.Shared.Entries;

/// <summary>
/// How often a live list moves. It is told of arrivals every tenth of a second, and what moves is drawn for every reader. At a rate that
/// nobody reads along it moves twice a second.
/// </summary>
internal static class LivePace
{
    /// <summary>The most entries a second at which a list moves as often as it is told.</summary>
    public const int ReadableASecond = 250;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    /// <summary>How long a list rests before it is told again.</summary>
    /// <param name="perSecond">How many entries came in the last second.</param>
    public static TimeSpan RestAt(int perSecond) => perSecond > ReadableASecond ? Rest : TimeSpan.Zero;

    /// <summary>Waits for as long as a list of these feeds rests, or until its reader leaves.</summary>
    public static async Task RestAsync(ShownEntries shown, IReadOnlyCollection<FeedId> feeds, TimeProvider time, CancellationToken gone)
    {
        if (RestAt(shown.Live.Rates(feeds, 1).Sum(point => point.Entries)) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, time, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
