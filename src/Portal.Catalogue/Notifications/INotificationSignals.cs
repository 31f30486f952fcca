namespace Portal.Catalogue.Notifications;

/// <summary>How the processes of the portal hear from each other that somebody was told something, or read it. There is none where there is one process.</summary>
public interface INotificationSignals
{
    /// <summary>
    /// Waits for the next person whom it concerns. Null when it may concern anybody: at the beginning, and after a broken connection, when
    /// nobody knows what was missed.
    /// </summary>
    Task<string?> NextAsync(CancellationToken cancellationToken);
}
