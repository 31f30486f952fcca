using System.Globalization;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Says what a subscription's safety factor means. Pure.</summary>
public static class SafetyWords
{
    /// <summary>From here on nothing falls out of reach even when a few polls fail: the interval is shortened to keep it there.</summary>
    public const double Safe = PollSchedule.MinSafety;

    /// <summary>Under this one late poll is a loss.</summary>
    public const double Thin = 2;

    /// <summary>What the factor means, one or two sentences.</summary>
    public static string Of(SubscriptionStatus status)
    {
        if (status is not { SafetyFactor: { } factor, Traffic: { } traffic, EffectiveInterval: { } interval })
        {
            return "Not known: older entries stay within reach on older pages, or the dates do not tell how fast entries come.";
        }

        var page = string.Create(
            CultureInfo.InvariantCulture,
            $"The publisher's page holds {traffic.Entries} {(traffic.Entries == 1 ? "entry" : "entries")}, about {SubscriptionDiagnosis.Words(traffic.Span)} of traffic, and we poll every {SubscriptionDiagnosis.Words(interval)}.");
        return $"{page} {Verdict(factor)}";
    }

    private static string Verdict(double factor) => factor switch
    {
        < 1 => "Entries fall out of it before the next poll: poll more often or ask for a longer page.",
        < Thin => "One late poll is enough to miss some: poll more often or ask for a longer page.",
        < Safe => "A few polls may fail before any entry is missed.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Min(factor, 1_000_000)) - 1:N0} polls in a row may fail before any entry is missed."),
    };
}
