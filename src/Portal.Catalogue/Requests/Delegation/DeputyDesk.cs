using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;

namespace Portal.Catalogue.Requests.Delegation;

/// <summary>Where people who decide on requests name who decides in their place while they are away.</summary>
public sealed class DeputyDesk(IDeputyStore store, IPeopleDirectory people, Notifier notifier, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The most deputies of one person that are not over.</summary>
    public const int MaxOfPerson = 10;

    /// <summary>The longest that somebody is away, in days.</summary>
    public const int MaxDays = 180;

    private readonly ToldTopics _told = new();

    /// <summary>Whether somebody decides on anything, so that they can be away.</summary>
    public static bool Decides(Actor actor) => actor.May(Permission.GrantAccess);

    /// <summary>Where the actor is the one or the other; operators see all.</summary>
    public async Task<IReadOnlyList<Deputyship>> ListAsync(Actor actor, CancellationToken cancellationToken = default) =>
    [
        .. (await store.ListAsync(time.GetUtcNow(), cancellationToken)).Where(one => actor.IsOperator || one.Person == actor.Id || one.Deputy == actor.Id),
    ];

    /// <summary>Who can stand in for the actor, by name; empty for those who decide on nothing.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> CandidatesAsync(Actor actor, CancellationToken cancellationToken = default) => Decides(actor)
        ? [.. (await people.ListAsync(cancellationToken)).Where(person => person.Id != actor.Id && Decides(person.Actor)).Select(person => (person.Id, person.Name))]
        : [];

    /// <summary>Names a deputy for a time. They may decide what the actor could, and never on what either of the two asked for.</summary>
    public async Task<Outcome<Deputyship>> NameAsync(string deputy, DateTimeOffset from, DateTimeOffset to, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!Decides(actor) || await people.FindAsync(actor.Id, cancellationToken) is null)
        {
            return Refusal.Forbidden("Only people who decide on requests name somebody who decides in their place.");
        }

        var now = time.GetUtcNow();
        var errors = new FieldErrors();
        var known = await people.FindAsync(deputy, cancellationToken);
        if (known is null || known.Id == actor.Id || !Decides(known.Actor))
        {
            errors.Add("deputy", "Choose somebody else who decides on requests: an operator, a developer or a publisher.");
        }

        if (to <= now || to <= from)
        {
            errors.Add("to", "After the begin and after now.");
        }
        else if (to - from > TimeSpan.FromDays(MaxDays))
        {
            errors.Add("to", $"At most {MaxDays} days after the begin.");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if ((await store.ListAsync(now, cancellationToken)).Count(one => one.Person == actor.Id) >= MaxOfPerson)
        {
            return Refusal.Conflict($"You have named {MaxOfPerson} deputies already: end one first.");
        }

        var made = new Deputyship
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Person = actor.Id,
            PersonName = actor.Name,
            Deputy = known!.Id,
            DeputyName = known.Name,
            From = from,
            To = to,
        };
        await store.AddAsync(made, now, cancellationToken);
        await RecordAsync("named", made, $"{made.DeputyName} decides on requests for {actor.Name}", actor, cancellationToken);
        await TellAsync([made], cancellationToken);
        return made;
    }

    /// <summary>Tells deputies of whom nobody came to tell when they were named.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default) => await TellAsync(
        [.. (await store.ListAsync(time.GetUtcNow(), cancellationToken)).Where(one => !_told.Contains(Topic(one)))], cancellationToken);

    /// <summary>Ends it at once: who was away may, the deputy, and operators.</summary>
    public async Task<Outcome<string>> EndAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if ((await ListAsync(actor, cancellationToken)).FirstOrDefault(one => one.Id == id) is not { } found || !actor.May(Permission.KeepOwnAccount)
            || !await store.RemoveAsync(id, cancellationToken))
        {
            return Refusal.NotFound($"There is no deputy '{id}'.");
        }

        await RecordAsync("ended", found, $"{found.DeputyName} decides on requests for {found.PersonName} no more", actor, cancellationToken);
        return id;
    }

    private async Task TellAsync(IReadOnlyList<Deputyship> named, CancellationToken cancellationToken)
    {
        var notices = named.Select(one => new Notice(
            one.Deputy, NotificationKind.Deputy, $"You decide on requests for {one.PersonName}", $"From {RequestWording.Date(one.From)} to {RequestWording.Date(one.To)}.", "approvals")
        {
            Topic = Topic(one),
        });
        if (await notifier.TellAsync(notices, cancellationToken))
        {
            _told.Add(named.Select(Topic));
        }
    }

    private static string Topic(Deputyship one) => $"deputy:{one.Id}";

    private ValueTask RecordAsync(string verb, Deputyship one, string summary, Actor actor, CancellationToken cancellationToken) => audit.RecordAsync(
        new AuditEvent($"requests.deputy.{verb}", actor, AuditSubjects.Person(one.Person), summary)
        {
            Changes = [new("deputy", null, one.DeputyName), new("from", null, RequestWording.Date(one.From)), new("to", null, RequestWording.Date(one.To))],
        },
        cancellationToken);
}
