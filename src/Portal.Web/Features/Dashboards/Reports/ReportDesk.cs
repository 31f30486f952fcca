using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Events.Deliveries;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>The reports of dashboards: whoever may change a dashboard sets up to whom it is sent.</summary>
internal sealed class ReportDesk(
    IReportStore store, DashboardRegistry dashboards, IPeopleDirectory people, ITeamStore teams, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The most reports of a dashboard.</summary>
    public const int MaxReports = 10;

    /// <summary>The most recipients of a report.</summary>
    public const int MaxRecipients = 50;

    /// <summary>How many deliveries are shown.</summary>
    public const int MaxShown = 20;

    /// <summary>The reports of a dashboard and their last deliveries.</summary>
    public async Task<Outcome<ReportsView>> ListAsync(string dashboard, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        return found.Succeeded
            ? new ReportsView(
                await store.OfDashboardAsync(dashboard, cancellationToken), await store.DeliveriesAsync(dashboard, MaxShown, cancellationToken), (await teams.ListAsync(cancellationToken)).Select(team => team.Name).ToList())
            : found.Refusal;
    }

    /// <summary>Sets one up.</summary>
    /// <param name="dashboard">The dashboard.</param>
    /// <param name="schedule">When.</param>
    /// <param name="recipients">The names of people and teams, one a line.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<DashboardReport>> AddAsync(
        string dashboard, ReportSchedule schedule, IReadOnlyList<string> recipients, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var errors = schedule.Check();
        var known = await RecipientsAsync(dashboard, recipients, errors, cancellationToken);
        if (errors.Count > 0)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        if ((await store.OfDashboardAsync(dashboard, cancellationToken)).Count >= MaxReports)
        {
            return Refusal.Conflict($"A dashboard has {MaxReports} reports at most: remove one that nobody needs.");
        }

        var now = time.GetUtcNow();
        var report = new DashboardReport
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Dashboard = dashboard,
            Schedule = schedule,
            Recipients = known,
            MadeBy = actor.Name,
            Made = now,
            Next = schedule.After(now),
        };
        await store.AddAsync(report, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("dashboard.report.made", actor, AuditSubjects.Portal, $"A report of the dashboard '{found.Value.Body.Title}' was set up")
            {
                Changes = [new("recipients", null, string.Join(", ", known.Select(one => one.Name))), new("schedule", null, ReportWords.Of(schedule))],
            },
            cancellationToken);
        return report;
    }

    /// <summary>Ends one; what is on its way still arrives.</summary>
    public async Task<Outcome<string>> RemoveAsync(string dashboard, string report, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!await store.RemoveAsync(dashboard, report, cancellationToken))
        {
            return Refusal.NotFound("There is no such report any more.");
        }

        await audit.RecordAsync(
            new AuditEvent("dashboard.report.removed", actor, AuditSubjects.Portal, $"A report of the dashboard '{found.Value.Body.Title}' was ended"), cancellationToken);
        return report;
    }

    /// <summary>Sends the running period of a schedule to whoever asks, at once.</summary>
    public async Task<Outcome<ReportDelivery>> SendToMeAsync(string dashboard, ReportSchedule schedule, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await dashboards.FindAsync(dashboard, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (schedule.Check() is { Count: > 0 } errors)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        if (await people.FindAsync(actor.Id, cancellationToken) is not { Email: not null } person)
        {
            return Refusal.Conflict("You have no e-mail address: it is set under your account.");
        }

        if ((await store.DeliveriesAsync(dashboard, MaxShown, cancellationToken)).Any(one => one is { Report: null, State: DeliveryState.Waiting } && one.Person == person.Id))
        {
            return Refusal.Conflict("One is on its way to you already.");
        }

        var now = time.GetUtcNow();
        var due = schedule.Before(now);
        var delivery = new ReportDelivery
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Dashboard = dashboard,
            Person = person.Id,
            PersonName = person.Name,
            From = now - (due - schedule.Before(due)),
            Due = now,
            Zone = schedule.Zone,
            NextAttempt = now,
        };
        await store.AddAsync(delivery, cancellationToken);
        return delivery;
    }

    private async Task<Outcome<Dashboard>> FindOwnAsync(string dashboard, Actor actor, CancellationToken cancellationToken)
    {
        var found = await dashboards.FindAsync(dashboard, actor, cancellationToken);
        return found.Succeeded && !DashboardRegistry.MayChange(found.Value, actor)
            ? Refusal.Forbidden("Only who keeps a dashboard and operators have it sent.")
            : found;
    }

    private async Task<IReadOnlyList<ReportRecipient>> RecipientsAsync(
        string dashboard, IReadOnlyList<string> names, Dictionary<string, string[]> errors, CancellationToken cancellationToken)
    {
        var everybody = await people.ListAsync(cancellationToken);
        var allTeams = await teams.ListAsync(cancellationToken);
        List<ReportRecipient> known = [];
        foreach (var name in names.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (allTeams.FirstOrDefault(team => team.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } team)
            {
                known.Add(new ReportRecipient(IsTeam: true, team.Name, team.Name));
            }
            else if (everybody.Where(person => person.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                || name.Equals(person.Email, StringComparison.OrdinalIgnoreCase)).ToList() is not [var one])
            {
                // Who is here is nothing to find out by trying: several of a name read the same as none.
                errors["recipients"] = [$"'{name}' is no team, and not the name or e-mail address of one person."];
            }
            else if (!(await dashboards.FindAsync(dashboard, one.Actor, cancellationToken)).Succeeded)
            {
                errors["recipients"] = [$"{one.Name} may not see this dashboard: share it first."];
            }
            else
            {
                known.Add(new ReportRecipient(IsTeam: false, one.Id, one.Name));
            }
        }

        if (known.Count is 0 or > MaxRecipients && errors.Count == 0)
        {
            errors["recipients"] = [$"1 to {MaxRecipients} people and teams."];
        }

        return known;
    }
}

/// <summary>The reports of a dashboard.</summary>
/// <param name="Reports">What is sent when.</param>
/// <param name="Deliveries">What was sent last, newest first.</param>
/// <param name="Teams">The teams that there are.</param>
internal sealed record ReportsView(IReadOnlyList<DashboardReport> Reports, IReadOnlyList<ReportDelivery> Deliveries, IReadOnlyList<string> Teams);
