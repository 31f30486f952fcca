using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.Events;

namespace Portal.Catalogue.Ownership;

/// <summary>Who looks after which feed: owners confirm theirs from time to time, and what nobody looks after can be claimed.</summary>
public sealed class OwnershipDesk(
    FeedRegistry feeds, IFeedStore store, IPeopleDirectory people, PolicyDesk policies, RequestDesk requests, CatalogueChanges changes, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Where a feed stands; null when it need not be confirmed, or the actor does not see it.</summary>
    public async Task<Attestation?> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default) =>
        (await feeds.FindAsync(id, actor, cancellationToken)).Value is { } feed
            ? Attestation.Of(feed, await policies.CurrentAsync(cancellationToken), time.GetUtcNow())
            : null;

    /// <summary>
    /// What is to be confirmed and is not, the longest overdue first: by the actor's teams, and for operators everything.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="ownOnly">Only what the actor's teams own, for operators as well.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Attestation>> DueAsync(Actor actor, bool ownOnly = false, CancellationToken cancellationToken = default)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        return
        [
            .. (await feeds.ListAsync(new FeedFilter { TakesEntries = true }, actor, cancellationToken))
                .Where(feed => actor.CanDescribe(feed) && (!ownOnly || actor.Owns(feed)))
                .Select(feed => Attestation.Of(feed, policy, now)).OfType<Attestation>()
                .Where(one => one.State != AttestationState.Confirmed).OrderBy(one => one.Due),
        ];
    }

    /// <summary>Confirms that a feed is needed and described as it is. Its team may, and operators.</summary>
    public async Task<Outcome<Attestation>> AttestAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!actor.CanDescribe(found.Value))
        {
            return Refusal.Forbidden("Only the owning team and operators confirm a feed.");
        }

        var policy = await policies.CurrentAsync(cancellationToken);
        if (Attestation.Of(found.Value, policy, time.GetUtcNow()) is null)
        {
            return Refusal.Conflict($"'{id}' need not be confirmed.");
        }

        var before = found.Value.Attested;
        var updated = await store.UpdateAsync(
            id,
            feed =>
            {
                feed.Attested = time.GetUtcNow();
                feed.AttestedBy = actor.Name;
            },
            cancellationToken);
        if (updated is null)
        {
            return Refusal.NotFound($"There is no feed '{id}'.");
        }

        changes.Tell(id);
        await audit.RecordAsync(
            new AuditEvent("catalogue.feed.attested", actor, AuditSubjects.Feed(id), $"Feed '{updated.Title}' was confirmed by {actor.Name}")
            {
                Changes = [new("attested", before is null ? null : RequestWording.Date(before), RequestWording.Date(updated.Attested))],
            },
            cancellationToken);
        return Attestation.Of(updated, policy, time.GetUtcNow())!;
    }

    /// <summary>The feeds that the actor sees and nobody looks after: in whose team nobody is who could.</summary>
    public async Task<IReadOnlyList<Feed>> OrphansAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.CanRequest)
        {
            return [];
        }

        var teams = (await people.ListAsync(cancellationToken)).SelectMany(person => person.Actor.Teams).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. (await feeds.ListAsync(new FeedFilter { TakesEntries = true }, actor, cancellationToken)).Where(feed => !feed.IsBuiltIn && !teams.Contains(feed.Owner)),
        ];
    }

    /// <summary>
    /// Asks for a feed that nobody looks after to be looked after by a team of the actor's. It is a request like any other for another
    /// owner: somebody else decides on it.
    /// </summary>
    public async Task<Outcome<FeedRequest>> ClaimAsync(FeedId id, string team, string reason, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsIn(team))
        {
            return Refusal.Forbidden($"You are not in a team '{team}': claim a feed for a team of yours.");
        }

        return (await OrphansAsync(actor, cancellationToken)).Any(feed => feed.Id == id)
            ? await requests.SubmitAsync(new RequestDraft { Kind = RequestKind.Change, Id = id.Value, Owner = team, Justification = reason }, actor, cancellationToken)
            : Refusal.Conflict($"'{id}' is no feed that nobody looks after: ask its team.");
    }
}
