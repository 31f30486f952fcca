using System.Globalization;

namespace Portal.Catalogue.Requests;

/// <summary>What passes best between the one who knows and those who want to know.</summary>
public enum ChannelChoice
{
    /// <summary>A feed of this portal.</summary>
    Feed,

    /// <summary>An event, but through a message broker.</summary>
    Broker,

    /// <summary>No event at all: a synchronous call.</summary>
    Call,
}

/// <summary>From where consumers read.</summary>
public enum ConsumerNetwork
{
    /// <summary>From the same network as the portal.</summary>
    Same,

    /// <summary>From outside, through firewalls and proxies.</summary>
    Outside,
}

/// <summary>What is needed of a channel; what is null is not known.</summary>
public sealed record ChannelNeeds
{
    /// <summary>Whether who sends needs an answer before going on.</summary>
    public bool NeedsAnswer { get; init; }

    /// <summary>How soon an entry must be with its consumers.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How many entries a minute.</summary>
    public double? PerMinute { get; init; }

    /// <summary>The largest payload, in bytes.</summary>
    public long? PayloadBytes { get; init; }

    /// <summary>How many applications read it.</summary>
    public int? Consumers { get; init; }

    /// <summary>From where they read.</summary>
    public ConsumerNetwork Network { get; init; }
}

/// <summary>What this portal was measured to do, not what one would guess.</summary>
/// <param name="EntriesPerMinute">How many entries a minute one feed took from many publishers, each judged by a contract.</param>
/// <param name="Latency">How soon 95% of posted entries were with a reader who listens.</param>
/// <param name="PayloadBytes">The largest entry that it takes.</param>
/// <param name="Readers">How many readers listened at once without holding up the publisher.</param>
/// <param name="Source">How this is known, for people.</param>
public sealed record ChannelLimits(double EntriesPerMinute, TimeSpan Latency, long PayloadBytes, int Readers, string Source)
{
    /// <summary>
    /// As the benchmarks of this version found on two cores (tests/Portal.Benchmarks/RESULTS.md: 1,694 to 6,663 entries a second with other
    /// work beside, of which the least counts; a row seen within 166 ms; 1,000 event streams).
    /// </summary>
    public static ChannelLimits Measured { get; } = new(1_694 * 60, TimeSpan.FromMilliseconds(166), 16 * 1_048_576, 1_000, "measured with this version on two cores");
}

/// <summary>What the adviser says.</summary>
/// <param name="Choice">What fits.</param>
/// <param name="Reasons">Why, for people; the one that decided it first.</param>
public sealed record ChannelAdvice(ChannelChoice Choice, IReadOnlyList<string> Reasons)
{
    // A feed that is nearly full on its first day is full on a busy one.
    private const double Headroom = 0.5;

    /// <summary>The advice. Pure: the same needs and limits give the same advice.</summary>
    public static ChannelAdvice Of(ChannelNeeds needs, ChannelLimits limits)
    {
        if (needs.NeedsAnswer)
        {
            return new(ChannelChoice.Call, ["Who sends waits for an answer: an event gives none. Use a synchronous call, and publish what came of it."]);
        }

        if (Against(needs, limits) is { Count: > 0 } against)
        {
            return new(ChannelChoice.Broker, against);
        }

        return new(ChannelChoice.Feed, For(needs, limits));
    }

    private static List<string> Against(ChannelNeeds needs, ChannelLimits limits)
    {
        List<string> reasons = [];
        if (needs.Latency is { } latency && latency < limits.Latency)
        {
            reasons.Add($"Entries are needed within {Ms(latency)}; here 95% arrive within {Ms(limits.Latency)} ({limits.Source}). A broker in the same network is faster.");
        }

        if (needs.PerMinute > limits.EntriesPerMinute * Headroom)
        {
            reasons.Add($"{Number(needs.PerMinute.Value)} entries a minute are more than half of the {Number(limits.EntriesPerMinute)} that one feed takes ({limits.Source}). A partitioned broker leaves room.");
        }

        if (needs.PayloadBytes > limits.PayloadBytes)
        {
            reasons.Add($"{Number(needs.PayloadBytes.Value)} bytes do not fit into an entry ({Number(limits.PayloadBytes)} at most). Keep the file elsewhere and publish an entry that links to it.");
        }

        if (needs.Consumers > limits.Readers)
        {
            reasons.Add($"{needs.Consumers} applications that listen at once are more than the {limits.Readers} that were tried. A broker, or a cache before the feed, spreads them.");
        }

        return reasons;
    }

    private static List<string> For(ChannelNeeds needs, ChannelLimits limits)
    {
        List<string> reasons = [];
        if (needs.Latency is { } latency)
        {
            reasons.Add($"Within {Ms(latency)} is met: 95% arrive within {Ms(limits.Latency)} for readers who listen, else at their next poll.");
        }

        if (needs.PerMinute is { } rate)
        {
            reasons.Add($"{Number(rate)} entries a minute are {(rate / limits.EntriesPerMinute).ToString("0.##%", CultureInfo.InvariantCulture)} of what one feed takes ({limits.Source}).");
        }

        if (needs.Network == ConsumerNetwork.Outside)
        {
            reasons.Add("Consumers read from outside: HTTP passes firewalls and proxies, and pages are cached on the way.");
        }

        reasons.Add("The history stays readable: who comes late or was away catches up by themselves.");
        return reasons;
    }

    private static string Ms(TimeSpan time) => time.TotalSeconds >= 1
        ? $"{time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
        : $"{time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms";

    private static string Number(double number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
