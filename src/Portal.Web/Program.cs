using Portal.FeedHost;
using Portal.Ingestion.WebSub;
using Portal.Monitoring;
using Portal.Web.Activity;
using Portal.Web.Api;
using Portal.Web.Catalogue;
using Portal.Web.Cluster;
using Portal.Web.Features.Account;
using Portal.Web.Features.Samples;
using Portal.Web.Figures;
using Portal.Web.Live;
using Portal.Web.Operations;
using Portal.Web.Search;
using Portal.Web.Security;

if (args is [HealthProbe.Argument])
{
    return await HealthProbe.RunAsync();
}

var builder = WebApplication.CreateBuilder(args);
builder.AddPortalHosting();
builder.AddPortalStorage();
builder.AddPortalSecurity();
builder.Services.AddPortalCatalogue();
builder.Services.AddPortalActivity();
builder.Services.AddPortalIntake();
builder.AddFeedFollowing();
builder.Services.AddFeedHost();
builder.AddClusterHub();
builder.Services.AddLiveMonitoring();
builder.Services.AddPortalLive();
builder.Services.AddPortalFigures();
builder.Services.AddPortalSearch();
builder.Services.AddPortalApi();
builder.Services.AddPortalHealth();
builder.Services.AddPortalPages();
builder.AddSampleOrganisation();

var app = builder.Build();
await app.PrepareAsync();
app.UsePortalPipeline();
app.MapFeedHost();
app.MapWebSub();
app.MapPortalApi();
app.MapPortalLive();
app.MapPortalHealth();
app.MapAccount();
app.MapPortalPages();
await app.RunAsync();
return 0;
