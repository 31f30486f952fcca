namespace Portal.Events.Deliveries;

/// <summary>When a message is tried again: after 5 s, then twice as long each time up to two hours; 12 attempts take about three hours. Pure.</summary>
public static class DeliverySchedule
{
    /// <summary>After so many attempts it is dead.</summary>
    public const int MaxAttempts = 12;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>How long to wait after so many attempts.</summary>
    public static TimeSpan After(int attempts)
    {
        var wait = First * Math.Pow(2, Math.Min(attempts - 1, 20));
        return wait < Longest ? wait : Longest;
    }
}
