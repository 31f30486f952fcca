using Portal.Catalogue.Access;
using Portal.Events;

namespace Portal.Catalogue.Feeds;

/// <summary>To whom restricted feeds are open besides their teams. Operators and the owning team keep it.</summary>
public sealed class FeedGrants(FeedRegistry feeds, IFeedStore store, AccessControl access, CatalogueChanges changes, IAuditTrail audit, TimeProvider time)
{
    /// <summary>To whom a feed is open besides its owning team.</summary>
    public async ValueTask<Outcome<IReadOnlyList<FeedGrant>>> ListAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(found.Value.Grants ?? []) : found.Refusal;
    }

    /// <summary>Opens a restricted feed to somebody, in place of an earlier grant to them.</summary>
    public async Task<Outcome<Feed>> GrantAsync(
        FeedId id, GranteeKind kind, string grantee, DateTimeOffset? until, Actor actor, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var errors = new FieldErrors();
        errors.Require("grantee", grantee, FeedLimits.Name);
        if (until <= now)
        {
            errors.Add("until", "This has passed already.");
        }

        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded || errors.Any)
        {
            return found.Refusal ?? errors.ToRefusal();
        }

        var grant = new FeedGrant(kind, grantee.Trim(), until, actor.Name, now);
        return Without(found.Value, kind, grant.Grantee).Count >= FeedLimits.Grants
            ? Refusal.Conflict($"A feed is open to at most {FeedLimits.Grants}: open it to a team instead.")
            : await ChangeAsync(id, feed => [.. Without(feed, kind, grant.Grantee), grant], "opened", actor, cancellationToken);
    }

    /// <summary>Takes a grant back.</summary>
    public async Task<Outcome<Feed>> RevokeAsync(FeedId id, GranteeKind kind, string grantee, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        return Without(found.Value, kind, grantee).Count == (found.Value.Grants?.Count ?? 0)
            ? Refusal.NotFound($"'{id}' is not open to '{grantee}'.")
            : await ChangeAsync(id, feed => Without(feed, kind, grantee), "closed", actor, cancellationToken);
    }

    private static IReadOnlyList<FeedGrant> Without(Feed feed, GranteeKind kind, string grantee) =>
    [
        .. (feed.Grants ?? []).Where(g =>
            g.Kind != kind || !g.Grantee.Equals(grantee, kind == GranteeKind.Team ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)),
    ];

    private async ValueTask<Outcome<Feed>> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(id, actor, cancellationToken);
        return found.Succeeded && !access.Allows(actor, Permission.GrantAccess, found.Value)
            ? Refusal.Forbidden("Only operators and the owning team open a feed to others.")
            : found;
    }

    private async Task<Outcome<Feed>> ChangeAsync(
        FeedId id, Func<Feed, IReadOnlyList<FeedGrant>> change, string verb, Actor actor, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string?>? before = null;
        var updated = await store.UpdateAsync(
            id,
            feed =>
            {
                before = FeedFields.Of(feed);
                var grants = change(feed);
                feed.Grants = grants.Count == 0 ? null : grants;
                feed.Revision++;
                feed.Changed = time.GetUtcNow();
            },
            cancellationToken);
        if (updated is null)
        {
            return Refusal.NotFound($"There is no feed '{id}'.");
        }

        changes.Tell(id);
        await audit.RecordAsync(
            new AuditEvent($"catalogue.feed.{verb}", actor, AuditSubjects.Feed(id), $"Feed '{updated.Title}' was {verb} to somebody")
            {
                Changes = FieldChange.Between(before, FeedFields.Of(updated)),
            },
            cancellationToken);
        return updated;
    }
}
