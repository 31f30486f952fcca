using Portal.Events;
using Portal.Events.Log;

namespace Portal.Monitoring.Projections;

/// <summary>Finds moments in the log, which is ordered by when entries came in.</summary>
internal static class LogTimes
{
    /// <summary>A position such that everything that came in since a moment is after it: found by halving, about 30 reads of one entry.</summary>
    public static async Task<EventPosition> BeforeAsync(IEventLog log, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (low, high) = (0L, (await log.HeadAsync(cancellationToken)).Value);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var read = await log.ReadAsync(
                new EventQuery { From = new EventPosition(middle), Limit = 1, IncludeSuperseded = true }, cancellationToken);
            if (read is [var entry] && entry.Received < since)
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
