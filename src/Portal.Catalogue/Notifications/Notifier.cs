namespace Portal.Catalogue.Notifications;

/// <summary>Tells people, and those who watch that they were told.</summary>
public sealed class Notifier(INotificationStore store, TimeProvider time)
{
    /// <summary>Raised with the id of a person who was told something, or read it. Handlers must not block.</summary>
    public event Action<string>? Changed;

    /// <summary>Told of what could not be told, which is a fault of the portal. Handlers must not block.</summary>
    public event Action<Exception>? Failed;

    /// <summary>
    /// Tells people. What they are told of has happened already and is not undone when telling fails: then <see cref="Failed"/> says so.
    /// </summary>
    public async Task TellAsync(IEnumerable<Notice> notices, CancellationToken cancellationToken = default)
    {
        try
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
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed?.Invoke(exception);
        }
    }

    /// <summary>The same, of what has to be found out first.</summary>
    internal async Task TellAsync(Func<Task<IReadOnlyList<Notice>>> find, CancellationToken cancellationToken)
    {
        IReadOnlyList<Notice> notices;
        try
        {
            notices = await find();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed?.Invoke(exception);
            return;
        }

        await TellAsync(notices, cancellationToken);
    }

    internal void Tell(string person) => Changed?.Invoke(person);
}
