using Portal.Events.Deliveries;

namespace Portal.Catalogue.Dashboards.Reports;

/// <summary>To whom a report goes.</summary>
/// <param name="IsTeam">Whether it is a team: whoever is in it when the report is sent.</param>
/// <param name="Id">The person's id, or the team's name.</param>
/// <param name="Name">How they are called.</param>
public sealed record ReportRecipient(bool IsTeam, string Id, string Name);

/// <summary>A dashboard that is sent by e-mail, again and again. Each reader gets what they may see.</summary>
public sealed class DashboardReport
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The dashboard.</summary>
    public required string Dashboard { get; init; }

    /// <summary>When.</summary>
    public required ReportSchedule Schedule { get; init; }

    /// <summary>To whom.</summary>
    public required IReadOnlyList<ReportRecipient> Recipients { get; init; }

    /// <summary>Who set it up, as shown.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Made { get; init; }

    /// <summary>When it is sent next. Moves on with what is put into the outbox for it: one of two nodes does so.</summary>
    public required DateTimeOffset Next { get; set; }
}

/// <summary>A report on its way to one reader.</summary>
public sealed class ReportDelivery : IDelivery
{
    /// <inheritdoc />
    public required string Id { get; init; }

    /// <summary>The dashboard.</summary>
    public required string Dashboard { get; init; }

    /// <summary>The report; null for one that somebody had sent to themselves.</summary>
    public string? Report { get; init; }

    /// <summary>The reader's id.</summary>
    public required string Person { get; init; }

    /// <summary>The reader's name when it was sent.</summary>
    public required string PersonName { get; init; }

    /// <summary>The begin of the time that it is about.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end: when it was due.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>The time zone that its times are told in.</summary>
    public required string Zone { get; init; }

    /// <inheritdoc />
    public DeliveryState State { get; set; }

    /// <inheritdoc />
    public int Attempts { get; set; }

    /// <inheritdoc />
    public required DateTimeOffset NextAttempt { get; set; }

    /// <inheritdoc />
    public string? Problem { get; set; }

    /// <inheritdoc />
    public string Receiver => Person;
}

/// <summary>Where reports and their deliveries are kept. Both go with their dashboard.</summary>
public interface IReportStore
{
    /// <summary>The reports of a dashboard, oldest first.</summary>
    Task<IReadOnlyList<DashboardReport>> OfDashboardAsync(string dashboard, CancellationToken cancellationToken = default);

    /// <summary>Those that are due.</summary>
    Task<IReadOnlyList<DashboardReport>> DueReportsAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Adds one.</summary>
    Task AddAsync(DashboardReport report, CancellationToken cancellationToken = default);

    /// <summary>Removes one of a dashboard; false when there is none.</summary>
    Task<bool> RemoveAsync(string dashboard, string report, CancellationToken cancellationToken = default);

    /// <summary>Puts what is due into the outbox and moves the report on, both or nothing; false when another node did so.</summary>
    Task<bool> QueueAsync(DashboardReport report, DateTimeOffset next, IReadOnlyList<ReportDelivery> deliveries, CancellationToken cancellationToken = default);

    /// <summary>Puts one into the outbox.</summary>
    Task AddAsync(ReportDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Has one tried again at once, as if it never had been; false when it has arrived, is being tried, or is not there.</summary>
    Task<bool> SendAgainAsync(string dashboard, string delivery, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>The last deliveries of a dashboard, newest first.</summary>
    Task<IReadOnlyList<ReportDelivery>> DeliveriesAsync(string dashboard, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deliveries that are due, oldest first.</summary>
    Task<IReadOnlyList<ReportDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>Saves what became of a delivery.</summary>
    Task SaveAsync(ReportDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Removes what was delivered, or given up, before a moment.</summary>
    Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
