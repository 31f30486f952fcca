using System.Numerics;
using Portal.Events;
using Portal.Monitoring.Metrics;

namespace Portal.Monitoring.Objectives;

/// <summary>An hour of a feed's availability, a bit for each minute: a row an hour, and still exact to the minute.</summary>
public sealed class AvailabilityHour
{
    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The hour's begin.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The minutes in which somebody looked.</summary>
    public long Known { get; set; }

    /// <summary>Those of them in which it was not there at some look.</summary>
    public long Bad { get; set; }

    /// <summary>The first minute that is known.</summary>
    public DateTimeOffset First => Start.AddMinutes(Known == 0 ? 0 : BitOperations.TrailingZeroCount(Known));

    /// <summary>Takes down a look; false when it says nothing new.</summary>
    public bool See(DateTimeOffset at, bool isGood)
    {
        var bit = 1L << Resolution.Minute.Floor(at).Minute;
        var (known, bad) = (Known, Bad);
        Known |= bit;
        Bad |= isGood ? 0 : bit;
        return (known, bad) != (Known, Bad);
    }
}

/// <summary>One look at a feed.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="IsGood">Whether it was there.</param>
public readonly record struct AvailabilityLook(FeedId Feed, bool IsGood);
