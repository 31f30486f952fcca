using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>
/// Puts reports that are due into the outbox, one for each reader: with the report's next time in one transaction, so that a period is
/// neither left out nor sent twice, whatever stops in between. What became due while no portal ran is sent when one comes back.
/// </summary>
internal sealed partial class ReportKeeper(
    IReportStore store, DashboardRegistry dashboards, IPeopleDirectory people, TimeProvider time, ILogger<ReportKeeper> logger) : BackgroundService
{
    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <summary>After a longer absence the periods before these are passed by: a month of daily letters at once helps nobody.</summary>
    public const int MaxLate = 7;

    /// <summary>Queues what is due, once.</summary>
    public async Task QueueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var report in await store.DueReportsAsync(now, cancellationToken))
        {
            try
            {
                await QueueAsync(report, now, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The others are not concerned; this one is still due at the next look.
                LogFailed(exception, report.Id);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await QueueAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception, "all");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task QueueAsync(DashboardReport report, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<DateTimeOffset> due = [];
        var next = report.Next;
        for (; next <= now; next = report.Schedule.After(next))
        {
            due.Add(next);
        }

        var readers = await ReadersAsync(report, cancellationToken);
        await store.QueueAsync(
            report,
            next,
            [.. due.TakeLast(MaxLate).SelectMany(at => readers.Select(person => new ReportDelivery
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Dashboard = report.Dashboard,
                Report = report.Id,
                Person = person.Id,
                PersonName = person.Name,
                From = report.Schedule.Before(at),
                Due = at,
                Zone = report.Schedule.Zone,
                NextAttempt = now,
            }))],
            cancellationToken);
    }

    // Who they are and what they may see is asked now: people join and leave teams.
    private async Task<IReadOnlyList<KnownPerson>> ReadersAsync(DashboardReport report, CancellationToken cancellationToken)
    {
        List<KnownPerson> readers = [];
        foreach (var person in await people.ListAsync(cancellationToken))
        {
            if (report.Recipients.Any(one => one.IsTeam ? person.Actor.IsIn(one.Id) : one.Id == person.Id)
                && (await dashboards.FindAsync(report.Dashboard, person.Actor, cancellationToken)).Succeeded)
            {
                readers.Add(person);
            }
        }

        return readers;
    }

    [LoggerMessage(EventId = 1521, Level = LogLevel.Error, Message = "The report {Report} could not be put into the outbox; it is tried again")]
    private partial void LogFailed(Exception exception, string report);
}
