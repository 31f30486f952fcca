using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Events;
using Portal.Monitoring.Incidents;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Alerts;

/// <summary>Incidents as an actor may see and work on them: those about feeds that they may see.</summary>
internal sealed class IncidentDesk(
    IIncidentStore store, KpiDesk kpis, IncidentMask mask, IPeopleDirectory people, Notifier notifier, IAuditTrail audit, TimeProvider time)
{
    public const int MaxComment = 2000;
    public const int MaxName = 100;
    private const string Assigned = "assigned";
    private static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestMaintenance = TimeSpan.FromDays(90);

    /// <summary>Raised, on any thread, when somebody changed an incident here.</summary>
    public event Action? Changed;

    /// <summary>Incidents that the actor may see, newest first.</summary>
    public async Task<IReadOnlyList<Incident>> ListAsync(IncidentFilter filter, Actor actor, CancellationToken cancellationToken = default)
    {
        List<Incident> seen = [];
        foreach (var incident in await store.ListAsync(filter, cancellationToken))
        {
            if (await CanSeeAsync(incident, actor, cancellationToken))
            {
                seen.Add(incident);
            }
        }

        return await mask.ShowAsync(seen, actor, cancellationToken);
    }

    /// <summary>What the actor is to look at now, the worst first: not resolved, and not put off.</summary>
    public async Task<IReadOnlyList<Incident>> ListToLookAtAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        return
        [
            .. (await ListAsync(new IncidentFilter { Unresolved = true }, actor, cancellationToken)).Where(incident => !(incident.SnoozedUntil > now))
                .OrderByDescending(incident => incident.Severity).ThenByDescending(incident => incident.Number),
        ];
    }

    /// <summary>One of them; refused as not found when the actor may not see it.</summary>
    public async Task<Outcome<Incident>> FindAsync(int number, Actor actor, CancellationToken cancellationToken = default) =>
        await store.FindAsync(number, cancellationToken) is { } incident && await CanSeeAsync(incident, actor, cancellationToken)
            ? await mask.ShowAsync(incident, actor, cancellationToken)
            : NotFound(number);

    /// <summary>The actor looks after it.</summary>
    public Task<Outcome<Incident>> AcknowledgeAsync(int number, Actor actor, string comment = "", CancellationToken cancellationToken = default) =>
        ChangeAsync(number, actor, comment, IncidentNews.Acknowledged, (incident, now) =>
        {
            if (incident.State != IncidentState.Open)
            {
                return "It is not open.";
            }

            incident.State = IncidentState.Acknowledged;
            incident.Assignee ??= actor.Name;
            incident.Note(new IncidentStep(now, actor.Name, "acknowledged", comment));
            return null;
        }, cancellationToken);

    /// <summary>Somebody else looks after it; nobody with an empty name. Who has this name and may see it is told.</summary>
    public async Task<Outcome<Incident>> AssignAsync(int number, Actor actor, string assignee, CancellationToken cancellationToken = default)
    {
        var assigned = await ChangeAsync(number, actor, assignee, null, (incident, now) =>
        {
            if (assignee.Length > MaxName)
            {
                return $"A name has at most {MaxName} characters.";
            }

            incident.Assignee = string.IsNullOrWhiteSpace(assignee) ? null : assignee.Trim();
            incident.Note(new IncidentStep(now, actor.Name, Assigned, incident.Assignee ?? "nobody"));
            return null;
        }, cancellationToken);
        if (assigned.Succeeded)
        {
            await TellAsync([assigned.Value], cancellationToken);
        }

        return assigned;
    }

    /// <summary>Says something about it.</summary>
    public Task<Outcome<Incident>> CommentAsync(int number, Actor actor, string comment, CancellationToken cancellationToken = default) =>
        ChangeAsync(number, actor, comment, null, (incident, now) =>
        {
            if (string.IsNullOrWhiteSpace(comment))
            {
                return "A comment says something.";
            }

            incident.Note(new IncidentStep(now, actor.Name, "commented", comment.Trim()));
            return null;
        }, cancellationToken);

    /// <summary>Leaves it alone for a while: it is not shown among those to be looked at until then.</summary>
    public Task<Outcome<Incident>> SnoozeAsync(int number, Actor actor, TimeSpan length, CancellationToken cancellationToken = default) =>
        ChangeAsync(number, actor, "", null, (incident, now) =>
        {
            if (length <= TimeSpan.Zero || length > LongestSnooze)
            {
                return $"At most {LongestSnooze.TotalDays} days.";
            }

            if (incident.State == IncidentState.Resolved)
            {
                return "It is resolved.";
            }

            incident.SnoozedUntil = now + length;
            incident.Note(new IncidentStep(now, actor.Name, "snoozed", $"until {Shared.Figures.Figure.Exact(now + length)}"));
            return null;
        }, cancellationToken);

    /// <summary>It is over.</summary>
    public Task<Outcome<Incident>> ResolveAsync(int number, Actor actor, string comment = "", CancellationToken cancellationToken = default) =>
        ChangeAsync(number, actor, comment, IncidentNews.Resolved, (incident, now) =>
        {
            if (incident.State == IncidentState.Resolved)
            {
                return "It is resolved already.";
            }

            incident.Resolve(now, actor.Name, comment.Trim());
            return null;
        }, cancellationToken);

    /// <summary>Maintenance that is not over yet.</summary>
    public Task<IReadOnlyList<MaintenanceWindow>> MaintenanceAsync(CancellationToken cancellationToken = default) => store.MaintenanceAsync(cancellationToken);

    /// <summary>Plans maintenance. Only operators do.</summary>
    public async Task<Outcome<MaintenanceWindow>> PlanAsync(
        string title, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<FeedId> feeds, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePortal))
        {
            return Refusal.Forbidden("Only operators plan maintenance.");
        }

        Dictionary<string, string[]> errors = [];
        if (string.IsNullOrWhiteSpace(title) || title.Length > MaxName)
        {
            errors["title"] = [$"1 to {MaxName} characters."];
        }

        if (to <= from || to - from > LongestMaintenance || to <= time.GetUtcNow())
        {
            errors["to"] = [$"After the begin and after now, at most {LongestMaintenance.TotalDays} days."];
        }

        foreach (var feed in feeds)
        {
            if (!await kpis.CanReadAsync([feed], actor, cancellationToken))
            {
                errors["feeds"] = [$"There is no feed '{feed}'."];
            }
        }

        if (errors.Count > 0)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        var window = new MaintenanceWindow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
            Title = title.Trim(),
            From = from,
            To = to,
            Feeds = feeds,
            CreatedBy = actor.Name,
        };
        await store.AddMaintenanceAsync(window, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("monitoring.maintenance.planned", actor, AuditSubjects.Portal, $"Maintenance '{window.Title}' was planned")
            {
                Changes =
                [
                    new("from", null, Shared.Figures.Figure.Exact(from)), new("to", null, Shared.Figures.Figure.Exact(to)),
                    new("feeds", null, feeds.Count == 0 ? "all" : string.Join(", ", feeds)),
                ],
            },
            cancellationToken);
        return window;
    }

    /// <summary>Calls maintenance off. Only operators do.</summary>
    public async Task<Outcome<string>> CallOffAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePortal))
        {
            return Refusal.Forbidden("Only operators call maintenance off.");
        }

        var known = (await store.MaintenanceAsync(cancellationToken)).FirstOrDefault(window => window.Id == id);
        if (!await store.RemoveMaintenanceAsync(id, cancellationToken))
        {
            return Refusal.NotFound($"There is no maintenance '{id}'.");
        }

        await audit.RecordAsync(
            new AuditEvent("monitoring.maintenance.cancelled", actor, AuditSubjects.Portal, $"Maintenance '{known?.Title ?? id}' was called off"), cancellationToken);
        return id;
    }

    /// <summary>Tells those who look after an incident of it, if they were not told: a process may have ended between the two.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken = default) =>
        await TellAsync(await store.ListAsync(new IncidentFilter { Unresolved = true }, cancellationToken), cancellationToken);

    // Names are what incidents know of people: of two with one name nobody can tell who is meant.
    private async Task TellAsync(IEnumerable<Incident> incidents, CancellationToken cancellationToken)
    {
        var known = (await people.ListAsync(cancellationToken)).ToLookup(person => person.Name, StringComparer.OrdinalIgnoreCase);
        List<Notice> notices = [];
        foreach (var incident in incidents)
        {
            if (incident is { Assignee: { } name } && incident.History.LastOrDefault(one => one.What == Assigned) is { } step
                && known[name].ToList() is [var person] && person.Name != step.By && await CanSeeAsync(incident, person.Actor, cancellationToken))
            {
                var shown = await mask.ShowAsync(incident, person.Actor, cancellationToken);
                notices.Add(new Notice(
                    person.Id, NotificationKind.IncidentAssigned, $"You look after incident {incident.Number}: {incident.Title}", shown.Text,
                    $"alerts?incident={incident.Number}")
                {
                    Topic = $"assigned:{incident.Number}:{step.At.UtcTicks}",
                });
            }
        }

        await notifier.TellAsync(notices, cancellationToken);
    }

    private static Refusal NotFound(int number) => Refusal.NotFound($"There is no incident {number}.");

    private async ValueTask<bool> CanSeeAsync(Incident incident, Actor actor, CancellationToken cancellationToken) =>
        incident.Feeds.Count == 0 ? actor.IsOperator : actor.IsOperator || await kpis.CanReadAsync(incident.Feeds, actor, cancellationToken);

    private async Task<Outcome<Incident>> ChangeAsync(
        int number, Actor actor, string comment, IncidentNews? told, Func<Incident, DateTimeOffset, string?> change, CancellationToken cancellationToken)
    {
        var found = await FindAsync(number, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (!actor.May(Permission.Monitor))
        {
            return Refusal.Forbidden("People with a role work on incidents, and keys that are not limited to reading or publishing.");
        }

        if (comment.Length > MaxComment)
        {
            return new Refusal(RefusalKind.Invalid, $"At most {MaxComment} characters.", new Dictionary<string, string[]> { ["comment"] = [$"At most {MaxComment} characters."] });
        }

        string? problem = null;
        var changed = await store.ChangeAsync(
            number,
            incident =>
            {
                problem = change(incident, time.GetUtcNow());
                incident.Version += problem is null ? 1 : 0;
                return problem is null;
            },
            told,
            cancellationToken);
        if (changed is null)
        {
            return problem is null ? NotFound(number) : Refusal.Conflict(problem);
        }

        Changed?.Invoke();
        var step = changed.History[^1];
        await audit.RecordAsync(
            new AuditEvent($"monitoring.incident.{step.What}", actor, AuditSubjects.Incident(number), $"Incident {number} '{changed.Title}' was {step.What}")
            {
                Changes = step.Text.Length == 0 ? [] : [new("note", null, step.Text)],
            },
            cancellationToken);
        return await mask.ShowAsync(changed, actor, cancellationToken);
    }
}
