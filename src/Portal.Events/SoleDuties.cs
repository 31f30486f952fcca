namespace Portal.Events;

/// <summary>Work that exactly one process of a portal does, however many there are.</summary>
public static class SoleDuties
{
    /// <summary>
    /// The key under which such work is registered as a hosted service. It is started and stopped as a whole, more than
    /// once in the life of a process where several take turns.
    /// </summary>
    public const string Key = "sole-duties";
}
