namespace Portal.Events.Log;

/// <summary>Finds places in the log by the time of receipt.</summary>
public static class EventTimes
{
    /// <summary>
    /// The position of the last entry of these feeds (null: of all) that came in before a time;
    /// <see cref="EventPosition.Start"/> when none did.
    /// </summary>
    /// <remarks>Times of receipt grow with positions: some twenty reads find a place among a million entries.</remarks>
    public static async ValueTask<EventPosition> LastBeforeAsync(
        this IEventLog log, IReadOnlyCollection<FeedId>? feeds, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        var (low, high) = (0L, (await log.HeadAsync(cancellationToken)).Value);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var next = await log.ReadAsync(
                new EventQuery { Feeds = feeds, From = new EventPosition(middle), Limit = 1, IncludeSuperseded = true }, cancellationToken);
            if (next is [var entry] && entry.Received < time)
            {
                low = entry.Position.Value;
            }
            else
            {
                high = middle;
            }
        }

        return new EventPosition(low);
    }
}
