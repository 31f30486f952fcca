using Bunit;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Events.Deliveries;
using Portal.Monitoring.Metrics;
using Portal.TestKit;
using Portal.Web.Delivery;
using Portal.Web.Features.Dashboards;
using Portal.Web.Features.Dashboards.Reports;
using Portal.Web.Notifications;

namespace Portal.ComponentTests.Dashboards;

/// <summary>Dashboards by e-mail, from when they are due to the mail server.</summary>
public sealed class ReportTests : MonitoringTest
{
    private readonly FakeDashboardStore _dashboards = new();
    private readonly FakeReports _reports = new();
    private readonly FakeDirectory _people = new();
    private readonly SmtpSink _mail = new();
    private readonly DashboardRegistry _registry;
    private readonly ReportDesk _desk;

    public ReportTests()
    {
        _registry = new DashboardRegistry(_dashboards, new FakeActivity(), new FakeAudit(), Clock);
        _people.Add(Developer, Viewer);
        _desk = new ReportDesk(_reports, _registry, _people, new FakeTeams(), Audit, Clock);
        Feeds.Add("orders", "Orders");
        Throughput.Sum = new ThroughputBucket(Clock.GetUtcNow(), 71_930, 1000, 10, 1, 0, 0.1, 0.2, 0.3);
    }

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    protected override void Dispose(bool disposing)
    {
        _mail.Dispose();
        base.Dispose(disposing);
    }

    [Fact]
    public async Task Report_WhenItIsDue_IsSentOnceToEachReaderWithTheFigures()
    {
        var id = await SharedAsync();
        Assert.True((await _desk.AddAsync(id, Daily, [To(Developer), To(Viewer)], Developer, Stop)).Succeeded);
        await WorkAsync();
        Assert.Empty(_mail.Letters);

        Clock.Advance(TimeSpan.FromDays(1));
        await WorkAsync();
        await WorkAsync();

        Assert.Equal(2, _mail.Letters.Count);
        var letter = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_mail.Letters[0])), Stop);
        Assert.Contains("Sales", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("71,930, target 80,000: missed", letter.TextBody, StringComparison.Ordinal);
        Assert.Contains("<h2>&lt;b&gt;Orders&lt;/b&gt;</h2><p>71,930, target 80,000: missed", letter.HtmlBody, StringComparison.Ordinal);
        Assert.Contains($"https://portal.example.org/dashboards/{id}?range=custom&amp;from=", letter.HtmlBody, StringComparison.Ordinal);
        Assert.StartsWith("Time,Entries", Assert.IsType<TextPart>(Assert.Single(letter.Attachments)).Text, StringComparison.Ordinal);
        Assert.All(_reports.Deliveries, delivery => Assert.Equal(DeliveryState.Delivered, delivery.State));
    }

    [Fact]
    public async Task Report_DueWhileNoPortalRan_IsSentForEachPeriodLater()
    {
        var id = await SharedAsync();
        await _desk.AddAsync(id, Daily, [To(Developer)], Developer, Stop);

        Clock.Advance(TimeSpan.FromDays(3));
        await WorkAsync();

        Assert.Equal(3, _mail.Letters.Count);
        Assert.Equal(3, _reports.Deliveries.Select(delivery => delivery.Due).Distinct().Count());
        Assert.All(_reports.Deliveries, delivery => Assert.Equal(TimeSpan.FromDays(1), delivery.Due - delivery.From));
        Assert.True(Assert.Single(_reports.Reports).Next > Clock.GetUtcNow());
    }

    [Fact]
    public async Task Report_AfterALongAbsence_LeavesOutTheOldest()
    {
        var id = await SharedAsync();
        await _desk.AddAsync(id, Daily, [To(Developer)], Developer, Stop);

        Clock.Advance(TimeSpan.FromDays(40));
        await NewKeeper().QueueAsync(Stop);

        Assert.Equal(ReportKeeper.MaxLate, _reports.Deliveries.Count);
        Assert.True(_reports.Deliveries.Min(delivery => delivery.Due) > Clock.GetUtcNow().AddDays(-ReportKeeper.MaxLate - 1));
    }

    [Fact]
    public async Task SendToMe_WhileOneIsOnItsWay_IsRefused()
    {
        var id = await SharedAsync();

        Assert.True((await _desk.SendToMeAsync(id, Daily, Developer, Stop)).Succeeded);
        Assert.Equal("One is on its way to you already.", (await _desk.SendToMeAsync(id, Daily, Developer, Stop)).Refusal?.Detail);
        await WorkAsync();

        Assert.True((await _desk.SendToMeAsync(id, Daily, Developer, Stop)).Succeeded);
    }

    [Fact]
    public async Task Report_ToWhoMayNoLongerSeeIt_IsNotSent()
    {
        var id = await SharedAsync();
        await _desk.AddAsync(id, Daily, [To(Developer), To(Viewer)], Developer, Stop);
        Clock.Advance(TimeSpan.FromDays(1));
        await NewKeeper().QueueAsync(Stop);
        var dashboard = (await _registry.FindAsync(id, Developer, Stop)).Value!;
        await _registry.ShareAsync(id, DashboardSharing.Private, dashboard.Edition, Developer, Stop);

        await WorkAsync();

        Assert.Single(_mail.Letters);
        Assert.Equal("The reader may not see the dashboard any more.", _reports.Deliveries.Single(delivery => delivery.Person == Viewer.Id).Problem);
    }

    [Fact]
    public async Task Report_ShowsEachReaderOnlyTheirFeeds()
    {
        Feeds.Add("secret", "Secret plans");
        Feeds.Feeds[Portal.Events.FeedId.Parse("secret")].Visibility = FeedVisibility.Restricted;
        var id = await SharedAsync("secret");
        await _desk.AddAsync(id, Daily, [To(Viewer)], Developer, Stop);
        Clock.Advance(TimeSpan.FromDays(1));

        await WorkAsync();

        Assert.Contains("About feeds that you may not see.", Assert.Single(_mail.Letters), StringComparison.Ordinal);
        Assert.DoesNotContain("71,930", _mail.Letters[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ThatTheMailServerRefuses_IsTriedAgain()
    {
        var id = await SharedAsync();
        _mail.Refuses = true;
        Assert.True((await _desk.SendToMeAsync(id, Daily, Developer, Stop)).Succeeded);
        await WorkAsync();
        var delivery = Assert.Single(_reports.Deliveries);
        Assert.Equal((DeliveryState.Waiting, 1), (delivery.State, delivery.Attempts));
        Assert.Contains("The mail server did not take it", delivery.Problem, StringComparison.Ordinal);

        _mail.Refuses = false;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await WorkAsync();

        Assert.Equal((DeliveryState.Delivered, null), (delivery.State, delivery.Problem));
        Assert.Single(_mail.Letters);
    }

    [Fact]
    public async Task Report_ThatTheMailServerRefused_IsSentAgainWhenAsked()
    {
        var id = await SharedAsync();
        _mail.Refuses = true;
        await _desk.SendToMeAsync(id, Daily, Developer, Stop);
        var delivery = Assert.Single(_reports.Deliveries);
        Assert.Equal("It has been sent, or is on its way.", (await _desk.SendAgainAsync(id, delivery.Id, Developer, Stop)).Refusal?.Detail);
        await WorkAsync();

        _mail.Refuses = false;
        Assert.False((await _desk.SendAgainAsync(id, delivery.Id, Viewer, Stop)).Succeeded);
        Assert.True((await _desk.SendAgainAsync(id, delivery.Id, Developer, Stop)).Succeeded);
        await WorkAsync();

        Assert.Equal((DeliveryState.Delivered, null, 1), (delivery.State, delivery.Problem, delivery.Attempts));
        Assert.Single(_mail.Letters);
    }

    [Fact]
    public async Task Report_WithoutReadersThatAreKnown_IsRefused()
    {
        var id = await SharedAsync();

        var toNobody = await _desk.AddAsync(id, Daily, [], Developer, Stop);
        var toWhoLeft = await _desk.AddAsync(id, Daily, [To(Developer), new(IsTeam: false, "gone", "Gail Gone")], Developer, Stop);

        Assert.Equal(["1 to 50 people and teams."], toNobody.Refusal!.Errors["recipients"]);
        Assert.Equal(["Gail Gone is not here any more."], toWhoLeft.Refusal!.Errors["recipients"]);
        Assert.Empty(_reports.Reports);
    }

    [Fact]
    public async Task Report_ToWhoMayNotSeeTheDashboard_IsRefused()
    {
        var made = await _registry.MakeAsync(Body("orders"), Developer, Stop);

        var refused = await _desk.AddAsync(made.Value!.Id, Daily, [To(Viewer)], Developer, Stop);

        Assert.Equal([$"{Viewer.Name} may not see this dashboard: share it first."], refused.Refusal!.Errors["recipients"]);
    }

    [Fact]
    public async Task Report_ByWhoDoesNotKeepTheDashboard_IsRefused()
    {
        var id = await SharedAsync();

        Assert.False((await _desk.AddAsync(id, Daily, [To(Viewer)], Viewer, Stop)).Succeeded);
        Assert.False((await _desk.ListAsync(id, Viewer, Stop)).Succeeded);
    }

    private static ReportRecipient To(Actor person) => new(IsTeam: false, person.Id, person.Name);

    private static ReportSchedule Daily => new() { Every = ReportEvery.Day, Hour = 7, Zone = "Europe/Berlin" };

    private static DashboardBody Body(string feed) => new()
    {
        Title = "Sales",
        Tiles = [new DashboardTile { Id = "one", Kind = TileKind.Number, Title = "<b>Orders</b>", Feeds = [Portal.Events.FeedId.Parse(feed)], Target = 80_000 }],
    };

    private async Task<string> SharedAsync(string feed = "orders")
    {
        var made = (await _registry.MakeAsync(Body(feed), Developer, Stop)).Value!;
        await _registry.ShareAsync(made.Id, DashboardSharing.Everyone, made.Edition, Developer, Stop);
        return made.Id;
    }

    private async Task WorkAsync()
    {
        await NewKeeper().QueueAsync(Stop);
        using var courier = new ReportCourier(
            _reports, _registry, _people, new TileReader(Registry, Throughput, Figures, Services.GetRequiredService<KpiTileReader>(), Services.GetRequiredService<WorkTileReader>(), Clock),
            new Mailer(Options.Create(new MailOptions { Host = "127.0.0.1", Port = _mail.Port, Security = MailKit.Security.SecureSocketOptions.None, From = "portal@example.org" }), Clock),
            new PortalAddress(new ConfigurationBuilder().AddInMemoryCollection([new("Portal:PublicAddress", "https://portal.example.org/")]).Build(), new NoServer()),
            Clock, NullLogger<ReportCourier>.Instance);
        for (var i = 0; i < 3; i++)
        {
            await courier.DeliverAsync(Stop);
        }
    }

    private ReportKeeper NewKeeper() => new(_reports, _registry, _people, Clock, NullLogger<ReportKeeper>.Instance);

    private FeedRegistry Registry => Services.GetRequiredService<FeedRegistry>();

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public void Dispose()
        {
        }

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Reports and their outbox in memory.</summary>
internal sealed class FakeReports : IReportStore
{
    public List<DashboardReport> Reports { get; } = [];

    public List<ReportDelivery> Deliveries { get; } = [];

    public Task<IReadOnlyList<DashboardReport>> OfDashboardAsync(string dashboard, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DashboardReport>>([.. Reports.Where(report => report.Dashboard == dashboard)]);

    public Task<IReadOnlyList<DashboardReport>> DueReportsAsync(DateTimeOffset now, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DashboardReport>>([.. Reports.Where(report => report.Next <= now)]);

    public Task AddAsync(DashboardReport report, CancellationToken cancellationToken = default)
    {
        Reports.Add(report);
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string dashboard, string report, CancellationToken cancellationToken = default) =>
        Task.FromResult(Reports.RemoveAll(one => one.Id == report) > 0);

    public Task<bool> QueueAsync(DashboardReport report, DateTimeOffset next, IReadOnlyList<ReportDelivery> deliveries, CancellationToken cancellationToken = default)
    {
        report.Next = next;
        Deliveries.AddRange(deliveries);
        return Task.FromResult(true);
    }

    public Task AddAsync(ReportDelivery delivery, CancellationToken cancellationToken = default)
    {
        Deliveries.Add(delivery);
        return Task.CompletedTask;
    }

    public Task<bool> SendAgainAsync(string dashboard, string delivery, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var found = Deliveries.FirstOrDefault(one => one.Dashboard == dashboard && one.Id == delivery && one.State != DeliveryState.Delivered && one.Problem is not null);
        if (found is not null)
        {
            (found.State, found.Attempts, found.NextAttempt, found.Problem) = (DeliveryState.Waiting, 0, now, null);
        }

        return Task.FromResult(found is not null);
    }

    public Task<IReadOnlyList<ReportDelivery>> DeliveriesAsync(string dashboard, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ReportDelivery>>([.. Deliveries.Take(limit)]);

    public Task<IReadOnlyList<ReportDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ReportDelivery>>([.. Deliveries.Where(one => one.State == DeliveryState.Waiting && one.NextAttempt <= now).Take(limit)]);

    public Task SaveAsync(ReportDelivery delivery, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.CompletedTask;
}
