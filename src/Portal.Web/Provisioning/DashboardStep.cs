using Portal.Catalogue.Access;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;
using Portal.Web.Features.Dashboards;

namespace Portal.Web.Provisioning;

/// <summary>Makes a dashboard of the new feed: its requester's, and seen by the team that owns the feed.</summary>
internal sealed class DashboardStep(IDashboardStore dashboards, IFeedStore feeds, IAuditTrail audit, TimeProvider time) : IProvisioningStep
{
    public string Name => StepNames.Dashboard;

    /// <summary>The id of the dashboard of a request.</summary>
    public static string IdOf(FeedRequest request) => request.Id["req-".Length..];

    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        if (await dashboards.FindAsync(IdOf(request), cancellationToken) is not null)
        {
            return null;
        }

        if (await feeds.FindAsync(FeedId.Parse(request.Target!), cancellationToken) is not { } feed)
        {
            return $"The feed '{request.Target}' is gone.";
        }

        var now = time.GetUtcNow();
        var dashboard = new Dashboard
        {
            Id = IdOf(request),
            OwnerId = request.RequesterId,
            OwnerName = request.RequesterName,
            Team = feed.Owner,
            Created = now,
        };
        dashboard.Publish(DashboardStarter.Of(feed.Title, [feed]), now);
        dashboard.Share(DashboardSharing.Team);
        var version = new DashboardVersion
        {
            Dashboard = dashboard.Id,
            Number = dashboard.Version,
            Body = dashboard.Body,
            PublishedBy = request.RequesterName,
            Published = now,
        };
        await dashboards.AddAsync(dashboard, version, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("dashboards.dashboard.made", Actor.Portal, AuditSubjects.Dashboard(dashboard.Id), $"The dashboard '{feed.Title}' was made for a request"),
            cancellationToken);
        return null;
    }

    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => dashboards.RemoveAsync(IdOf(request), cancellationToken);
}
