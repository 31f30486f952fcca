using Portal.Events.Log;

namespace Portal.Monitoring.Kpis;

/// <summary>When what an entry tells of happened, as far as one can believe it.</summary>
public static class EventTime
{
    /// <summary>Clocks may differ by this much before a date counts as being in the future.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// When it happened: as published, else as updated, else when it came in. Nothing happens after it was told: a later date is
    /// taken as the moment at which it came in.
    /// </summary>
    public static DateTimeOffset Of(RecordedEntry entry)
    {
        var said = Said(entry);
        return said < entry.Received ? said : entry.Received;
    }

    /// <summary>Whether its date was later than it can be.</summary>
    public static bool IsFuture(RecordedEntry entry) => Said(entry) > entry.Received + Tolerance;

    private static DateTimeOffset Said(RecordedEntry entry) => entry.Entry.Published ?? entry.Entry.Updated ?? entry.Received;
}
