namespace Portal.Catalogue.Notifications;

/// <summary>Tells people, and those who watch that they were told.</summary>
public sealed class Notifier(INotificationStore store, TimeProvider time)
{
    /// <summary>Raised with the id of a person who was told something, or read it; with null when that may be anybody. Handlers must not block.</summary>
    public event Action<string?>? Changed;

    /// <summary>Told of what could not be told, which is a fault of the portal. Handlers must not block.</summary>
    public event Action<Exception>? Failed;

    /// <summary>
    /// Tells people. What they are told of has happened already and is not undone when telling fails: then <see cref="Failed"/> says so.
    /// </summary>
    /// <returns>Whether they were told; whoever can tells them again later when not.</returns>
    public Task<bool> TellAsync(IEnumerable<Notice> notices, CancellationToken cancellationToken = default) =>
        GuardAsync(() => SendAsync(notices, cancellationToken));

    /// <summary>The same, of what has to be found out first and noted afterwards.</summary>
    internal async Task<bool> GuardAsync(Func<Task> tell)
    {
        try
        {
            await tell();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed?.Invoke(exception);
            return false;
        }
    }

    internal async Task SendAsync(IEnumerable<Notice> notices, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<Notification> told = [.. notices.Select(notice => Notification.Of(notice, now))];
        if (told.Count == 0)
        {
            return;
        }

        foreach (var person in (await store.AddAsync(told, cancellationToken)).Select(notification => notification.Person).Distinct())
        {
            Changed?.Invoke(person);
        }
    }

    /// <summary>Something changed for a person, here or in another process; null for anybody.</summary>
    public void Tell(string? person) => Changed?.Invoke(person);
}
