using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MudBlazor;
using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Events.Deliveries;
using Portal.TestKit;
using Portal.Web.Delivery;
using Portal.Web.Features.Dashboards.Reports;

namespace Portal.ComponentTests.Dashboards;

/// <summary>Setting up to whom a dashboard is sent.</summary>
public sealed class ReportsDialogTests : MonitoringTest
{
    private static readonly Actor Ann = new() { Id = "ann", Name = "Ann Miller", Roles = new HashSet<string> { PortalRoles.Viewer }, Teams = new HashSet<string> { "Sales" } };
    private static readonly Actor OtherAnn = Ann with { Id = "ann2" };
    private static readonly Actor Annex = Ann with { Id = "annex", Name = "Paul Annex" };
    private readonly FakeReports _reports = new();
    private readonly FakeDirectory _people = new();
    private readonly DashboardRegistry _registry;
    private Dashboard _dashboard = default!;

    public ReportsDialogTests()
    {
        _registry = new DashboardRegistry(new FakeDashboardStore(), new FakeActivity(), new FakeAudit(), Clock);
        _people.Add(Developer, Ann);
        var teams = new FakeTeams();
        teams.Teams.Add(new Team { Id = "sales", Name = "Sales", Created = Now });
        Services.AddSingleton(new ReportDesk(_reports, _registry, _people, teams, Audit, Clock));
        Services.AddSingleton(new Mailer(Options.Create(new MailOptions { Host = "127.0.0.1", From = "portal@example.org" }), Clock));
    }

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipient_PickedByKeys_IsWhoItIsSentTo()
    {
        var page = await OpenAsync(DashboardSharing.Everyone);
        await TypeAsync(page, "mil");

        await page.Find("#recipient").KeyDownAsync(Key.Enter);
        await page.Find("form").SubmitAsync();

        Assert.Equal([new ReportRecipient(IsTeam: false, Ann.Id, Ann.Name)], Assert.Single(_reports.Reports).Recipients);
        Assert.Empty(page.FindAll(".picker .chip"));
    }

    [Fact]
    public async Task Recipient_OnlyPartlyTyped_FindsTeamsAndPeopleByTheirWords()
    {
        _people.Add(Annex);
        var page = await OpenAsync(DashboardSharing.Everyone);

        await TypeAsync(page, "a");
        Assert.Empty(page.FindAll("[role=option]"));
        await TypeAsync(page, "an");
        Assert.Equal(["Ann Miller Sales", "Paul Annex Sales"], Offered(page));
        await TypeAsync(page, "sal");
        Assert.Equal(["Sales team of 2 people"], Offered(page));
        await TypeAsync(page, "ann@example.org");
        Assert.Equal(["Ann Miller Sales"], Offered(page));
        await TypeAsync(page, "nobody");
        Assert.Equal("Nobody, and no team, is called \"nobody\".", page.Find("#recipients-said").TextContent);
    }

    [Fact]
    public async Task Recipients_OfOneName_AreToldApartByTheirAddress()
    {
        _people.Add(OtherAnn);
        var page = await OpenAsync(DashboardSharing.Everyone);

        await TypeAsync(page, "ann");

        Assert.Equal(["Ann Miller ann@example.org", "Ann Miller ann2@example.org"], Offered(page));
    }

    [Fact]
    public async Task Recipient_WhoMayNotSeeTheDashboard_IsNamed()
    {
        var page = await OpenAsync(DashboardSharing.Private);
        await TypeAsync(page, "ann");
        Assert.Equal(["Ann Miller Sales · may not see it"], Offered(page));

        await page.Find("[role=option]").ClickAsync();
        Assert.Equal("Ann Miller may not see this dashboard: share it first.", page.Find("#recipients-said").TextContent);
        await page.Find("form").SubmitAsync();
        Assert.Empty(_reports.Reports);
        Assert.Equal("true", page.Find("#recipient").GetAttribute("aria-invalid"));

        await page.Find("button[aria-label='Leave out Ann Miller']").ClickAsync();
        Assert.Null(page.Find("#recipient").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Report_ToATeamOfWhichSomeMayNotSeeIt_NamesThem()
    {
        var page = await OpenAsync(DashboardSharing.Private);
        await TypeAsync(page, "sales");
        await page.Find("[role=option]").ClickAsync();

        await page.Find("form").SubmitAsync();

        Assert.Single(_reports.Reports);
        Assert.Contains("Ann Miller may not see this dashboard and gets nothing: share it.", page.Find(".list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_RefusedByTheMailServer_IsShownWithItsReasonAndSentAgain()
    {
        var page = await OpenAsync(DashboardSharing.Everyone);
        var delivery = new ReportDelivery
        {
            Id = "d",
            Dashboard = _dashboard.Id,
            Person = Ann.Id,
            PersonName = Ann.Name,
            From = Now.AddDays(-1),
            Due = Now,
            Zone = "UTC",
            NextAttempt = Now.AddHours(2),
            State = DeliveryState.Dead,
            Attempts = 12,
            Problem = "The mail server did not take it: 550 no such mailbox",
        };
        _reports.Deliveries.Add(delivery);
        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Look again").ClickAsync();
        Assert.Contains("not sent: The mail server did not take it: 550 no such mailbox", page.Markup, StringComparison.Ordinal);

        await page.Find("button[aria-label^='Send again to Ann Miller']").ClickAsync();

        Assert.Equal((DeliveryState.Waiting, 0, Now), (delivery.State, delivery.Attempts, delivery.NextAttempt));
        Assert.Contains("On its way to Ann Miller again", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button[aria-label^='Send again']"));
    }

    private static IEnumerable<string> Offered(IRenderedComponent<MudDialogProvider> page) =>
        page.FindAll("[role=option]").Select(option => string.Join(' ', option.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(DashboardSharing sharing)
    {
        var made = (await _registry.MakeAsync(new DashboardBody { Title = "Sales" }, Developer, Stop)).Value!;
        _dashboard = (await _registry.ShareAsync(made.Id, sharing, made.Edition, Developer, Stop)).Value!;
        var page = RenderDialogs();
        _ = page.InvokeAsync(() => ReportsDialog.ShowAsync(Services.GetRequiredService<IDialogService>(), _dashboard, Developer));
        page.WaitForElement("#recipient");
        return page;
    }

    private async Task TypeAsync(IRenderedComponent<MudDialogProvider> page, string text)
    {
        var typing = page.Find("#recipient").InputAsync(text);

        // The pause may begin only after the clock was moved: it is moved until the search has ended.
        while (!typing.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(typing, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Stop));
            Stop.ThrowIfCancellationRequested();
        }

        await typing;
    }
}
