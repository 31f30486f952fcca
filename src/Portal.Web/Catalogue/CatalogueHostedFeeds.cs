using System.Security.Claims;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.FeedHost;
using Portal.Monitoring.Metrics;
using Portal.Web.Privacy;
using Portal.Web.Security;
using Portal.Web.Security.Sessions;

namespace Portal.Web.Catalogue;

/// <summary>The catalogue's feeds as the AtomPub server sees them.</summary>
internal sealed class CatalogueHostedFeeds(FeedRegistry registry, Principals principals, EntryPrivacy privacy, CallerWatch callers) : IHostedFeeds
{
    public ValueTask<HostedFeed?> FindAsync(FeedId id, ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
        FindAsync(id, principal.ToActor(), cancellationToken);

    public async ValueTask<HostedFeed?> FindForAsync(FeedId id, string principal, CancellationToken cancellationToken = default) =>
        await principals.FindAsync(principal, cancellationToken) is { } actor ? await FindAsync(id, actor, cancellationToken) : null;

    public async ValueTask<bool> StillReadsAsync(FeedId id, ClaimsPrincipal principal, CancellationToken cancellationToken = default) =>
        await callers.HoldsAsync(principal) && (await registry.FindAsync(id, principal.ToActor(), cancellationToken)).Succeeded;

    public async ValueTask<IReadOnlyList<HostedFeed>> ListAsync(ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        var actor = principal.ToActor();
        return [.. (await registry.ListAsync(new FeedFilter(), actor, cancellationToken)).Select(feed => ToHosted(feed, actor))];
    }

    private async ValueTask<HostedFeed?> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await registry.FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return null;
        }

        var hosted = ToHosted(found.Value, actor) with { Mask = await privacy.EntryMaskAsync(found.Value, actor, cancellationToken) };
        return hosted.Deprecation is { Successor: { } successor } told && !(await registry.FindAsync(successor, actor, cancellationToken)).Succeeded
            ? hosted with { Deprecation = told with { Successor = null } }
            : hosted;
    }

    private static HostedFeed ToHosted(Feed feed, Actor actor)
    {
        var hosted = feed.Channel as FeedChannel.Hosted;
        return new HostedFeed
        {
            Id = feed.Id,
            Title = feed.Title,
            Summary = feed.Summary,
            Domain = feed.Domain,
            Owner = feed.Owner,
            Created = feed.Created,
            IsHosted = hosted is not null,
            IsRetired = feed.State == LifeCycle.Retired,
            IsProposed = feed.State == LifeCycle.Proposed,
            Deprecation = feed.Details.Deprecation is { } d ? new FeedDeprecation(d.Since, d.RetiresOn, d.Successor) : null,
            AllowClientIds = hosted?.AllowClientIds ?? false,
            AllowClientDates = hosted?.AllowClientDates ?? false,
            AllowEdits = hosted?.AllowEdits ?? false,
            MaxEntryBytes = Math.Min(hosted?.MaxEntryBytes ?? FeedChannel.Hosted.DefaultMaxEntryBytes, actor.Limits?.EntryBytes ?? int.MaxValue),
            MaxEntriesPerMinute = actor.Roles.Contains(PortalRoles.Operator) ? null : hosted?.MaxEntriesPerMinute,
            CallerRate = actor.Limits?.EntriesPerMinute is { } rate ? new PublisherRate(actor.Id, rate) : null,
            CallerMayPublish = actor.CanPublish(feed),
        };
    }
}

/// <summary>Counts a refused POST among the feed's errors.</summary>
internal sealed class RefusalCounter(IThroughput throughput) : IRefusals
{
    public ValueTask CountAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        throughput.RecordErrorsAsync(feed, 1, cancellationToken);
}
