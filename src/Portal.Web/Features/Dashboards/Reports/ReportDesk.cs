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

    /// <summary>How many deliveries are shown.</summary>
    public const int MaxShown = 20;

    /// <summary>The reports of a dashboard and their last deliveries.</summary>
    public async Task<Outcome<ReportsView>> ListAsync(string dashboard, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var reports = await store.OfDashboardAsync(dashboard, cancellationToken);
        var readers = reports.Count == 0 ? null : await ReadersAsync(cancellationToken);
        return new ReportsView(
            [.. reports.Select(report => new ReportShown(report, readers!.Blind(found.Value, report.Recipients)))],
            await store.DeliveriesAsync(dashboard, MaxShown, cancellationToken));
    }

    /// <summary>Whom what was typed may mean, teams first; with whether they see the dashboard. Nobody before two letters are there.</summary>
    public async Task<IReadOnlyList<ReportCandidate>> SuggestAsync(string dashboard, string typed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        return found.Succeeded ? (await ReadersAsync(cancellationToken)).Suggest(found.Value, typed) : [];
    }

    /// <summary>Sets one up.</summary>
    /// <param name="dashboard">The dashboard.</param>
    /// <param name="schedule">When.</param>
    /// <param name="recipients">The people and teams.</param>
    /// <param name="actor">Who does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome<DashboardReport>> AddAsync(
        string dashboard, ReportSchedule schedule, IReadOnlyList<ReportRecipient> recipients, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        var errors = schedule.Check();
        var (known, problem) = (await ReadersAsync(cancellationToken)).Check(found.Value, recipients);
        if (problem is not null)
        {
            errors["recipients"] = [problem];
        }

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

    /// <summary>Sends again, at once, what the mail server did not take.</summary>
    public async Task<Outcome<string>> SendAgainAsync(string dashboard, string delivery, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(dashboard, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : await store.SendAgainAsync(dashboard, delivery, time.GetUtcNow(), cancellationToken) ? delivery
            : Refusal.Conflict("It has been sent, or is on its way.");
    }

    private async Task<ReportReaders> ReadersAsync(CancellationToken cancellationToken) =>
        new(await people.ListAsync(cancellationToken), [.. (await teams.ListAsync(cancellationToken)).Select(team => team.Name)]);

    private async Task<Outcome<Dashboard>> FindOwnAsync(string dashboard, Actor actor, CancellationToken cancellationToken)
    {
        var found = await dashboards.FindAsync(dashboard, actor, cancellationToken);
        return found.Succeeded && !DashboardRegistry.MayChange(found.Value, actor)
            ? Refusal.Forbidden("Only who keeps a dashboard and operators have it sent.")
            : found;
    }
}

/// <summary>The reports of a dashboard.</summary>
/// <param name="Reports">What is sent when.</param>
/// <param name="Deliveries">What was sent last, newest first.</param>
internal sealed record ReportsView(IReadOnlyList<ReportShown> Reports, IReadOnlyList<ReportDelivery> Deliveries);

/// <summary>A report as it is shown.</summary>
/// <param name="Report">The report.</param>
/// <param name="Blind">Who of its readers may not see the dashboard, and so gets nothing.</param>
internal sealed record ReportShown(DashboardReport Report, IReadOnlyList<string> Blind);
