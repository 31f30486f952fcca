using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Objectives;

/// <summary>Promises that are measured by the minute. Pure.</summary>
internal static class ObjectiveMinutes
{
    /// <summary>Which minutes had an entry at most so long before.</summary>
    /// <param name="busy">The begins of minutes in which entries came, in order, those before the range too.</param>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The end, not included.</param>
    /// <param name="within">How long may pass without an entry.</param>
    /// <param name="since">When the objective was set: a feed without any entry is given the time once from then.</param>
    public static IEnumerable<ObjectivePoint> Cadence(
        IReadOnlyList<DateTimeOffset> busy, DateTimeOffset from, DateTimeOffset to, TimeSpan within, DateTimeOffset since)
    {
        var (next, last) = (0, (DateTimeOffset?)null);
        for (var minute = Resolution.Minute.Floor(from); minute < Resolution.Minute.Floor(to); minute = minute.AddMinutes(1))
        {
            while (next < busy.Count && busy[next] <= minute)
            {
                last = busy[next++];
            }

            if (last is { } newest)
            {
                yield return new ObjectivePoint(minute, minute - newest < within ? 1 : 0, 1);
            }
            else if (minute >= since + within)
            {
                yield return new ObjectivePoint(minute, 0, 1);
            }
        }
    }

    /// <summary>Which minutes a feed was there.</summary>
    /// <param name="hours">What was seen.</param>
    /// <param name="from">The first minute.</param>
    /// <param name="to">The end, not included.</param>
    /// <param name="missingIsBad">Whether a minute in which nobody looked was a bad one: what the portal serves itself is not there while it is not.</param>
    public static IEnumerable<ObjectivePoint> Availability(
        IReadOnlyCollection<AvailabilityHour> hours, DateTimeOffset from, DateTimeOffset to, bool missingIsBad)
    {
        if (hours.Count == 0)
        {
            yield break;
        }

        var seen = hours.ToDictionary(hour => hour.Start);
        var first = hours.Min(hour => hour.First);
        for (var minute = Resolution.Minute.Floor(from < first ? first : from); minute < Resolution.Minute.Floor(to); minute = minute.AddMinutes(1))
        {
            var bit = 1L << minute.Minute;
            var hour = seen.GetValueOrDefault(Resolution.Hour.Floor(minute));
            if (hour is not null && (hour.Known & bit) != 0)
            {
                yield return new ObjectivePoint(minute, (hour.Bad & bit) == 0 ? 1 : 0, 1);
            }
            else if (missingIsBad)
            {
                yield return new ObjectivePoint(minute, 0, 1);
            }
        }
    }
}
