using System.Globalization;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Web.Delivery;
using Portal.Web.Notifications;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>Sends reports from the outbox. Each is read at that moment with the rights of its reader.</summary>
internal sealed partial class ReportCourier(
    IReportStore store, DashboardRegistry dashboards, IPeopleDirectory people, TileReader tiles, Mailer mailer, PortalAddress address, TimeProvider time,
    ILogger<ReportCourier> logger) : Courier<ReportDelivery>(time)
{
    protected override Task<IReadOnlyList<ReportDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        store.DueAsync(now, limit, cancellationToken);

    protected override Task<Func<ReportDelivery, CancellationToken, Task<Attempt>>> PrepareAsync(CancellationToken cancellationToken) =>
        Task.FromResult<Func<ReportDelivery, CancellationToken, Task<Attempt>>>(SendAsync);

    protected override Task SaveAsync(ReportDelivery message, CancellationToken cancellationToken) => store.SaveAsync(message, cancellationToken);

    protected override Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken) => store.TidyAsync(before, cancellationToken);

    protected override void OnDead(ReportDelivery message) => LogDead(message.Dashboard, message.Problem!);

    protected override void OnInterrupted(Exception exception) => LogInterrupted(exception);

    private async Task<Attempt> SendAsync(ReportDelivery delivery, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(delivery.Person, cancellationToken) is not { } person)
        {
            return new Attempt("The reader is not here any more.", IsLast: true);
        }

        if (person.Email is not { } email)
        {
            return new Attempt("There is no e-mail address.", IsLast: true);
        }

        var found = await dashboards.FindAsync(delivery.Dashboard, person.Actor, cancellationToken);
        if (!found.Succeeded || !DashboardRange.TryBetween(Text(delivery.From), Text(delivery.Due), out var range))
        {
            return new Attempt("The reader may not see the dashboard any more.", IsLast: true);
        }

        var body = found.Value.Body;
        var views = await tiles.ReadAsync(body.Tiles, new TileScope(range, Compare: true, Only: null, person.Actor), cancellationToken);
        var link = $"{address.Value}/dashboards/{delivery.Dashboard}?range=custom&from={Uri.EscapeDataString(Text(delivery.From))}&to={Uri.EscapeDataString(Text(delivery.Due))}";
        return new Attempt(await mailer.SendAsync(delivery.Id, email, ReportLetter.Of(body, views, delivery, link), cancellationToken));
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(EventId = 1522, Level = LogLevel.Warning, Message = "A report of the dashboard {Dashboard} could not be sent and is not tried any more: {Problem}")]
    private partial void LogDead(string dashboard, string problem);

    [LoggerMessage(EventId = 1523, Level = LogLevel.Error, Message = "Sending reports was interrupted; it is tried again")]
    private partial void LogInterrupted(Exception exception);
}
