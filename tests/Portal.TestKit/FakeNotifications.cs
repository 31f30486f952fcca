using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests.Delegation;
using Portal.Events.Deliveries;

namespace Portal.TestKit;

/// <summary>Whoever a test says is here.</summary>
public sealed class FakeDirectory : IPeopleDirectory
{
    /// <summary>The people.</summary>
    public List<KnownPerson> People { get; } = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Adds somebody with the e-mail address <c>ID@example.org</c>.</summary>
    public void Add(params Actor[] actors) => People.AddRange(actors.Select(actor => new KnownPerson(actor, $"{actor.Id}@example.org")));

    public Task<IReadOnlyList<KnownPerson>> ListAsync(CancellationToken cancellationToken = default) => Failure is null
        ? Task.FromResult<IReadOnlyList<KnownPerson>>([.. People])
        : Task.FromException<IReadOnlyList<KnownPerson>>(Failure);

    public Task<KnownPerson?> FindAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(People.FirstOrDefault(person => person.Id == id));
}

/// <summary>Notifications in memory; nothing is sent.</summary>
public sealed class FakeNotificationStore : INotificationStore
{
    private readonly List<Notification> _told = [];
    private readonly Dictionary<string, NotificationChoice> _choices = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<Notification> Told => [.. _told];

    /// <summary>Who was told what, in a form that can be compared.</summary>
    public IReadOnlyList<(string Person, NotificationKind Kind, string Title)> Summary => [.. _told.Select(one => (one.Person, one.Kind, one.Title))];

    /// <summary>When set, adding fails with it.</summary>
    public Exception? AddFailure { get; set; }

    public Task<IReadOnlyList<Notification>> AddAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellationToken = default)
    {
        if (AddFailure is not null)
        {
            return Task.FromException<IReadOnlyList<Notification>>(AddFailure);
        }

        List<Notification> added = [.. notifications.Where(n => n.Topic is null || !_told.Any(t => t.Person == n.Person && t.Topic == n.Topic))];
        _told.AddRange(added);
        return Task.FromResult<IReadOnlyList<Notification>>(added);
    }

    public Task<IReadOnlyList<Notification>> ListAsync(string person, bool unreadOnly, int limit, CancellationToken cancellationToken = default) => Failure is null
        ? Task.FromResult<IReadOnlyList<Notification>>([.. Enumerable.Reverse(_told).Where(n => n.Person == person && (!unreadOnly || n.Read is null)).Take(limit)])
        : Task.FromException<IReadOnlyList<Notification>>(Failure);

    public Task<int> CountUnreadAsync(string person, CancellationToken cancellationToken = default) =>
        Task.FromResult(_told.Count(n => n.Person == person && n.Read is null));

    public Task<Notification?> FindAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(_told.FirstOrDefault(n => n.Id == id));

    public Task<int> MarkReadAsync(string person, string? id, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var read = 0;
        for (var at = 0; at < _told.Count; at++)
        {
            if (_told[at] is var n && n.Person == person && n.Read is null && (id is null || n.Id == id))
            {
                read++;
                _told[at] = new Notification { Id = n.Id, Person = n.Person, Kind = n.Kind, Title = n.Title, Text = n.Text, Link = n.Link, Topic = n.Topic, At = n.At, Read = now };
            }
        }

        return Task.FromResult(read);
    }

    public Task<NotificationChoice?> FindChoiceAsync(string person, CancellationToken cancellationToken = default) => Task.FromResult(_choices.GetValueOrDefault(person));

    public Task<NotificationChoice?> FindByFeedAsync(string hash, CancellationToken cancellationToken = default) =>
        Task.FromResult(_choices.Values.FirstOrDefault(choice => choice.FeedHash == hash));

    public Task SaveChoiceAsync(NotificationChoice choice, CancellationToken cancellationToken = default)
    {
        _choices[choice.Person] = choice;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<NotificationDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<NotificationDelivery>>([]);

    public Task<NotificationDelivery?> LastDeadAsync(string person, NotificationWay way, CancellationToken cancellationToken = default) =>
        Task.FromResult<NotificationDelivery?>(null);

    public Task SaveAsync(NotificationDelivery delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.CompletedTask;
}

/// <summary>Deputies in memory.</summary>
public sealed class FakeDeputyStore : IDeputyStore
{
    /// <summary>All of them.</summary>
    public List<Deputyship> Deputies { get; } = [];

    public Task<IReadOnlyList<Deputyship>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Deputyship>>([.. Deputies.Where(one => one.To > now).OrderBy(one => one.From)]);

    public Task AddAsync(Deputyship deputyship, DateTimeOffset overBefore, CancellationToken cancellationToken = default)
    {
        Deputies.Add(deputyship);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(Deputies.RemoveAll(one => one.Id == id) > 0);
}
