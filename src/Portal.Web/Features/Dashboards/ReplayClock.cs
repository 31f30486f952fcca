namespace Portal.Web.Features.Dashboards;

/// <summary>Goes through a past range again, faster. Pure: it is told the time.</summary>
/// <param name="From">The begin of the range.</param>
/// <param name="To">Its end.</param>
/// <param name="Speed">How many times faster than it was.</param>
/// <param name="Moment">The moment that it was at when it was started.</param>
/// <param name="Started">When it was started.</param>
public sealed record ReplayClock(DateTimeOffset From, DateTimeOffset To, int Speed, DateTimeOffset Moment, DateTimeOffset Started)
{
    /// <summary>The longest range that is replayed: its minutes are read anew at every step.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>The speeds that there are.</summary>
    public static IReadOnlyList<int> Speeds { get; } = [1, 10, 100];

    /// <summary>A replay from the begin of a range on; null when the range is too long, or the speed none that there is.</summary>
    public static ReplayClock? Start(DateTimeOffset from, DateTimeOffset to, int speed, DateTimeOffset now) =>
        Speeds.Contains(speed) && to > from && to - from <= Longest && from < now ? new ReplayClock(from, to, speed, from, now) : null;

    /// <summary>The moment that is shown: never beyond the range, nor beyond what has happened.</summary>
    public DateTimeOffset At(DateTimeOffset now)
    {
        var at = Moment + ((now - Started) * Speed);
        var last = To < now ? To : now;
        return at < last ? at : last;
    }

    /// <summary>Whether it is over.</summary>
    public bool HasEnded(DateTimeOffset now) => At(now) >= To;

    /// <summary>On from where it is, at another speed.</summary>
    public ReplayClock Faster(int speed, DateTimeOffset now) => this with { Speed = speed, Moment = At(now), Started = now };

    /// <summary>From the begin again.</summary>
    public ReplayClock Again(DateTimeOffset now) => this with { Moment = From, Started = now };
}
