namespace Portal.Catalogue.Notifications;

/// <summary>Where it is kept what people were told, how they want to be told, and what is on its way to them.</summary>
public interface INotificationStore
{
    /// <summary>
    /// Adds what people are told together with the messages that they chose, but no topic that a person was told of before; of each
    /// person the newest <see cref="Notification.MaxOfPerson"/> stay.
    /// </summary>
    /// <returns>Those that were added.</returns>
    Task<IReadOnlyList<Notification>> AddAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken = default);

    /// <summary>What a person was told, newest first.</summary>
    Task<IReadOnlyList<Notification>> ListAsync(string person, bool unreadOnly, int limit, CancellationToken cancellationToken = default);

    /// <summary>How much of it they have not read.</summary>
    Task<int> CountUnreadAsync(string person, CancellationToken cancellationToken = default);

    /// <summary>One of all; null when it is gone.</summary>
    Task<Notification?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Marks one as read, or all that there are; how many were not before.</summary>
    Task<int> MarkReadAsync(string person, string? id, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>How a person wants to be told; null when they never said.</summary>
    Task<NotificationChoice?> FindChoiceAsync(string person, CancellationToken cancellationToken = default);

    /// <summary>Whose feed has this hash; null for nobody's.</summary>
    Task<NotificationChoice?> FindByFeedAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Saves how a person wants to be told.</summary>
    Task SaveChoiceAsync(NotificationChoice choice, CancellationToken cancellationToken = default);

    /// <summary>Messages that are due, oldest first.</summary>
    Task<IReadOnlyList<NotificationDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>The newest message to a person in some way that could not be delivered; null when there is none.</summary>
    Task<NotificationDelivery?> LastDeadAsync(string person, NotificationWay way, CancellationToken cancellationToken = default);

    /// <summary>Saves what became of a message.</summary>
    Task SaveAsync(NotificationDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Removes messages that are over and were last tried before a moment.</summary>
    Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
