using Portal.FeedHost;
using Portal.Ingestion.WebSub;
using Portal.Monitoring;
using Portal.Web.Activity;
using Portal.Web.Api;
using Portal.Web.Catalogue;
using Portal.Web.Cluster;
using Portal.Web.Commands;
using Portal.Web.Delivery;
using Portal.Web.Features.Account;
using Portal.Web.Features.Alerts;
using Portal.Web.Features.Dashboards.Reports;
using Portal.Web.Features.Feeds.Objectives;
using Portal.Web.Features.Kpis;
using Portal.Web.Features.Processes;
using Portal.Web.Features.Requests;
using Portal.Web.Features.Samples;
using Portal.Web.Figures;
using Portal.Web.Live;
using Portal.Web.Notifications;
using Portal.Web.Operations;
using Portal.Web.Search;
using Portal.Web.Security;

var console = CommandConsole.OfProcess();
var (line, exit) = await PortalCommands.ReadAsync(args, console);
if (exit is { } code)
{
    return code;
}

var builder = WebApplication.CreateBuilder(line.HostArguments);
builder.AddPortalCommands(line);
builder.AddPortalHosting();
builder.AddPortalStorage();
builder.AddPortalSecurity();
builder.Services.AddPortalCatalogue();
builder.Services.AddPortalRequests();
builder.Services.AddPortalActivity();
builder.Services.AddPortalIntake();
builder.AddFeedFollowing();
builder.Services.AddFeedHost();
builder.AddClusterHub();
builder.Services.AddLiveMonitoring();
builder.Services.AddProjections();
builder.Services.AddPortalKpis();
builder.Services.AddPortalProcesses();
builder.Services.AddFeedObjectives();
builder.Services.AddPortalDelivery();
builder.Services.AddDashboardReports();
builder.Services.AddPortalAlerts();
builder.Services.AddPortalNotifications();
builder.Services.AddPortalLive();
builder.Services.AddPortalFigures();
builder.Services.AddPortalSearch();
builder.Services.AddPortalApi();
builder.Services.AddPortalHealth();
builder.AddPortalMetrics();
builder.Services.AddPortalPages();
builder.AddSampleOrganisation();

var app = builder.Build();
if (line.Command is not null)
{
    return await PortalCommands.RunAsync(line, app.Services, console);
}

await app.PrepareAsync();
app.UsePortalPipeline();
app.MapFeedHost();
app.MapWebSub();
app.MapPortalApi();
app.MapPortalLive();
app.MapPortalHealth();
app.MapPortalMetrics();
app.MapAccount();
app.MapNotificationFeeds();
app.MapPortalPages();
await app.RunAsync();
return 0;
