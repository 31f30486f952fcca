using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Discovery;

/// <summary>Advises how often to poll a feed. Pure.</summary>
internal static class IntervalAdvice
{
    private static readonly TimeSpan[] Choices =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>
    /// The longest of the usual intervals that is no longer than the usual distance of two entries and leaves the newest page
    /// holding <see cref="PollSchedule.MinSafety"/> times as much; a source that says how often it changes is taken at its word, if that is safe.
    /// </summary>
    public static TimeSpan? Of(int entries, TimeSpan? span, TimeSpan? told)
    {
        if (span is not { } held || entries < 2)
        {
            return told is null ? null : Longest(told.Value);
        }

        var safe = held / PollSchedule.MinSafety;
        var distance = held / (entries - 1);
        var wanted = told > distance ? told.Value : distance;
        return Longest(wanted < safe ? wanted : safe);
    }

    private static TimeSpan Longest(TimeSpan atMost) => Choices.LastOrDefault(choice => choice <= atMost, Choices[0]);
}
