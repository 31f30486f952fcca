using Portal.Events;

namespace Portal.Monitoring.Objectives;

/// <summary>What is promised of a feed.</summary>
public enum ObjectiveKind
{
    /// <summary>An entry comes at least every so often. Measured in minutes.</summary>
    Cadence,

    /// <summary>Entries are stored within so long of being published. Measured in entries.</summary>
    Delay,

    /// <summary>The feed can be followed or published to. Measured in minutes.</summary>
    Availability,
}

/// <summary>An objective of a feed: a promise, and how much of it must hold over <see cref="Window"/>. A feed has one of each kind at most.</summary>
public sealed class FeedObjective
{
    /// <summary>The time that every objective is about.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>What is promised.</summary>
    public required ObjectiveKind Kind { get; init; }

    /// <summary>At least every, or within; null for availability.</summary>
    public TimeSpan? Within { get; set; }

    /// <summary>How much of it must hold, in percent.</summary>
    public required double Target { get; set; }

    /// <summary>When it was first set.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Changed { get; set; }

    /// <summary>By whom, as shown.</summary>
    public string ChangedBy { get; set; } = "";

    /// <summary>When it was last told that its budget burns too fast; null while it does not.</summary>
    public DateTimeOffset? ToldBurning { get; set; }

    /// <summary>What is wrong with these values, by field; empty when nothing is.</summary>
    public static Dictionary<string, string[]> Check(ObjectiveKind kind, TimeSpan? within, double target)
    {
        Dictionary<string, string[]> errors = [];
        if (!Enum.IsDefined(kind))
        {
            errors["kind"] = ["cadence, delay or availability."];
        }

        // A budget of nothing is spent before anything has happened, and half of the time is no promise.
        if (!(target is >= 50 and <= 99.999))
        {
            errors["target"] = ["50 to 99.999 percent."];
        }

        if (kind == ObjectiveKind.Cadence && (within is not { } every || every < TimeSpan.FromMinutes(1) || every > TimeSpan.FromDays(7)))
        {
            errors["within"] = ["From one minute up to 7 days."];
        }

        if (kind == ObjectiveKind.Delay && (within is not { } delay || delay < TimeSpan.FromMilliseconds(10) || delay > TimeSpan.FromDays(7)))
        {
            errors["within"] = ["From 10 milliseconds up to 7 days."];
        }

        if (kind == ObjectiveKind.Availability && within is not null)
        {
            errors["within"] = ["Availability has no time of its own."];
        }

        return errors;
    }
}
