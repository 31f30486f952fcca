using Portal.Catalogue.Access;

namespace Portal.Catalogue.Notifications;

/// <summary>What people were told, each their own and nobody else's.</summary>
public sealed class NotificationDesk(INotificationStore store, Notifier notifier, TimeProvider time)
{
    /// <summary>Raised with the id of a person for whom something changed; with null when that may be anybody. Handlers must not block.</summary>
    public event Action<string?>? Changed
    {
        add => notifier.Changed += value;
        remove => notifier.Changed -= value;
    }

    /// <summary>What somebody was told, newest first.</summary>
    public async Task<IReadOnlyList<Notification>> ListAsync(
        Actor actor, bool unreadOnly = false, int limit = Notification.MaxOfPerson, CancellationToken cancellationToken = default) =>
        actor.May(Permission.KeepOwnAccount) ? await store.ListAsync(actor.Id, unreadOnly, Math.Clamp(limit, 1, Notification.MaxOfPerson), cancellationToken) : [];

    /// <summary>How much of it they have not read.</summary>
    public async Task<int> CountUnreadAsync(Actor actor, CancellationToken cancellationToken = default) =>
        actor.May(Permission.KeepOwnAccount) ? await store.CountUnreadAsync(actor.Id, cancellationToken) : 0;

    /// <summary>Marks one as read. One that was read before stays so.</summary>
    public async Task<Outcome<string>> ReadAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } found || found.Person != actor.Id)
        {
            return Refusal.NotFound($"There is no notification '{id}'.");
        }

        if (await store.MarkReadAsync(actor.Id, id, time.GetUtcNow(), cancellationToken) > 0)
        {
            notifier.Tell(actor.Id);
        }

        return id;
    }

    /// <summary>Marks all as read; how many were not before.</summary>
    public async Task<Outcome<int>> ReadAllAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.KeepOwnAccount))
        {
            return Refusal.Forbidden("Sign in to read what you were told.");
        }

        var read = await store.MarkReadAsync(actor.Id, null, time.GetUtcNow(), cancellationToken);
        if (read > 0)
        {
            notifier.Tell(actor.Id);
        }

        return read;
    }
}
