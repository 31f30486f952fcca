using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Notifications;
using Portal.Events.Deliveries;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

internal sealed class NotificationStore(IDbContextFactory<PortalDbContext> contexts) : INotificationStore
{
    private const int MaxAttempts = 3;

    public async Task<IReadOnlyList<Notification>> AddAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var added = await NewAsync(context, notifications, cancellationToken);
            if (added.Count == 0)
            {
                return added;
            }

            var people = added.Select(n => n.Person).Distinct().ToList();
            var choices = await context.NotificationChoices.AsNoTracking().Where(c => people.Contains(c.Person)).ToDictionaryAsync(c => c.Person, cancellationToken);
            context.Notifications.AddRange(added);
            context.NotificationDeliveries.AddRange(added.SelectMany(n => Messages(n, choices.GetValueOrDefault(n.Person))));
            if (await context.TrySaveUniqueAsync(cancellationToken))
            {
                foreach (var person in people)
                {
                    await TrimAsync(context, person, cancellationToken);
                    await PostgresNotificationSignals.SayAsync(context, person, cancellationToken);
                }

                await transaction.CommitAsync(cancellationToken);
                return added;
            }

            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException("People are told of the same topics by others all the time.");
            }
        }
    }

    public async Task<IReadOnlyList<Notification>> ListAsync(string person, bool unreadOnly, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var own = context.Notifications.AsNoTracking().Where(n => n.Person == person);
        return await (unreadOnly ? own.Where(n => n.Read == null) : own).OrderByDescending(n => n.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<int> CountUnreadAsync(string person, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.CountAsync(n => n.Person == person && n.Read == null, cancellationToken);
    }

    public async Task<Notification?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Notifications.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancellationToken);
    }

    public async Task<int> MarkReadAsync(string person, string? id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var read = await context.Notifications.Where(n => n.Person == person && n.Read == null && (id == null || n.Id == id))
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.Read, now), cancellationToken);
        if (read > 0)
        {
            await PostgresNotificationSignals.SayAsync(context, person, cancellationToken);
        }

        return read;
    }

    public async Task<NotificationChoice?> FindChoiceAsync(string person, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.NotificationChoices.AsNoTracking().SingleOrDefaultAsync(c => c.Person == person, cancellationToken);
    }

    public async Task<NotificationChoice?> FindByFeedAsync(string hash, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.NotificationChoices.AsNoTracking().SingleOrDefaultAsync(c => c.FeedHash == hash, cancellationToken);
    }

    public async Task SaveChoiceAsync(NotificationChoice choice, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Entry(choice).State = await context.NotificationChoices.AnyAsync(c => c.Person == choice.Person, cancellationToken) ? EntityState.Modified : EntityState.Added;
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<NotificationDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.NotificationDeliveries.AsNoTracking().Where(d => d.State == DeliveryState.Waiting && d.NextAttempt <= now)
            .OrderBy(d => d.NextAttempt).ThenBy(d => d.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<NotificationDelivery?> LastDeadAsync(string person, NotificationWay way, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.NotificationDeliveries.AsNoTracking().Where(d => d.Person == person && d.Way == way && d.State == DeliveryState.Dead)
            .OrderByDescending(d => d.Id).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task SaveAsync(NotificationDelivery delivery, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.NotificationDeliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.State, delivery.State)
                .SetProperty(d => d.Attempts, delivery.Attempts)
                .SetProperty(d => d.NextAttempt, delivery.NextAttempt)
                .SetProperty(d => d.Problem, delivery.Problem),
            cancellationToken);
    }

    public async Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.NotificationDeliveries.Where(d => d.State != DeliveryState.Waiting && d.NextAttempt < before).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Notification>> NewAsync(
        PortalDbContext context, IReadOnlyList<Notification> notifications, CancellationToken cancellationToken)
    {
        var topics = notifications.Select(n => n.Topic).OfType<string>().Distinct().ToList();
        if (topics.Count == 0)
        {
            return notifications;
        }

        var told = (await context.Notifications.AsNoTracking().Where(n => topics.Contains(n.Topic!)).Select(n => new { n.Person, n.Topic }).ToListAsync(cancellationToken))
            .Select(one => (one.Person, one.Topic)).ToHashSet();
        return [.. notifications.Where(n => n.Topic is null || told.Add((n.Person, n.Topic)))];
    }

    private static IEnumerable<NotificationDelivery> Messages(Notification notification, NotificationChoice? choice) =>
        Enum.GetValues<NotificationWay>().Where(way => choice?.Wants(way) == true).Select(way => new NotificationDelivery
        {
            Id = Guid.CreateVersion7(notification.At).ToString("N"),
            Notification = notification.Id,
            Person = notification.Person,
            Way = way,
            NextAttempt = notification.At,
        });

    private static async Task TrimAsync(PortalDbContext context, string person, CancellationToken cancellationToken)
    {
        var first = await context.Notifications.Where(n => n.Person == person).OrderByDescending(n => n.Id).Select(n => n.Id)
            .Skip(Notification.MaxOfPerson).FirstOrDefaultAsync(cancellationToken);
        if (first is not null)
        {
            await context.Notifications.Where(n => n.Person == person && string.Compare(n.Id, first) <= 0).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
