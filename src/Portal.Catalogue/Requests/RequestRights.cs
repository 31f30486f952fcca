using Portal.Catalogue.Access;
using Portal.Catalogue.Requests.Delegation;
using Portal.Catalogue.Requests.Kinds;

namespace Portal.Catalogue.Requests;

/// <summary>Whether somebody decides on a request.</summary>
/// <param name="Refusal">Why they do not, for people; null when they do.</param>
/// <param name="InPlaceOf">In whose place they do; null when it is their own right.</param>
public sealed record DecisionRight(Refusal? Refusal, Actor? InPlaceOf = null);

/// <summary>Who decides on requests, and who may know of them.</summary>
public sealed class RequestRights(RequestKinds kinds, IRequesters requesters, IDeputyStore deputies, IPeopleDirectory people, TimeProvider time)
{
    /// <summary>Whether somebody decides on a request, by their own right or in the place of somebody who is away.</summary>
    public async Task<DecisionRight> OfAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default)
    {
        var own = await RefuseAsync(request, actor, cancellationToken);
        if (own is null || await FourEyesAsync(request, actor, cancellationToken) is not null)
        {
            return new DecisionRight(own);
        }

        return await FindPrincipalAsync(request, await PrincipalsAsync(actor, cancellationToken), cancellationToken) is { } principal
            ? new DecisionRight(null, principal)
            : new DecisionRight(own);
    }

    /// <summary>Whether somebody may know of a request: who asked and who decides. A draft is its writer's alone.</summary>
    public async ValueTask<bool> MaySeeAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken = default)
    {
        if (request.RequesterId == actor.Id)
        {
            return true;
        }

        return request.State != RequestState.Draft
            && (await SeesAsync(request, actor, cancellationToken)
                || await AnyAsync(await PrincipalsAsync(actor, cancellationToken), principal => SeesAsync(request, principal, cancellationToken)));
    }

    /// <summary>In whose places somebody decides now, as those are by now.</summary>
    public async Task<IReadOnlyList<Actor>> PrincipalsAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        // Whoever may not review at all gains no right by being named; most have none to look up.
        if (!DeputyDesk.Decides(actor))
        {
            return [];
        }

        return await PrincipalsAsync(actor, await InForceAsync(cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<Deputyship>> InForceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await deputies.ListAsync(now, cancellationToken)).Where(one => one.IsInForce(now))];
    }

    private async Task<IReadOnlyList<Actor>> PrincipalsAsync(Actor actor, IReadOnlyList<Deputyship> inForce, CancellationToken cancellationToken)
    {
        List<Actor> principals = [];
        foreach (var one in inForce.Where(one => one.Deputy == actor.Id))
        {
            if (await requesters.FindAsync(one.Person, cancellationToken) is { } principal)
            {
                principals.Add(principal);
            }
        }

        return principals;
    }

    /// <summary>The people who decide on a request now, deputies among them.</summary>
    public async Task<IReadOnlyList<KnownPerson>> DecidersAsync(FeedRequest request, CancellationToken cancellationToken = default)
    {
        List<KnownPerson> deciders = [];
        var inForce = await InForceAsync(cancellationToken);
        foreach (var person in (await people.ListAsync(cancellationToken)).Where(person => DeputyDesk.Decides(person.Actor)))
        {
            if (await RefuseAsync(request, person.Actor, cancellationToken) is null
                || (await FourEyesAsync(request, person.Actor, cancellationToken) is null
                    && await FindPrincipalAsync(request, await PrincipalsAsync(person.Actor, inForce, cancellationToken), cancellationToken) is not null))
            {
                deciders.Add(person);
            }
        }

        return deciders;
    }

    private async Task<Actor?> FindPrincipalAsync(FeedRequest request, IReadOnlyList<Actor> principals, CancellationToken cancellationToken)
    {
        foreach (var principal in principals)
        {
            if (await RefuseAsync(request, principal, cancellationToken) is null)
            {
                return principal;
            }
        }

        return null;
    }

    private async Task<Refusal?> RefuseAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (!await kinds.Of(request.Kind).MayDecideAsync(request.Draft, actor, cancellationToken))
        {
            return Refusal.Forbidden(request.Kind == RequestKind.Access
                ? "Only operators and the team that owns the feed decide on this."
                : "Only operators decide on requests.");
        }

        return await FourEyesAsync(request, actor, cancellationToken);
    }

    // A key is a principal of its own, but a person who makes one has only two eyes. Names are what is known of who made a key.
    private async Task<Refusal?> FourEyesAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (request.RequesterId == actor.Id)
        {
            return Refusal.Forbidden("Four eyes: you asked for this, so another operator decides.");
        }

        return (!IsKey(request.RequesterId) && await requesters.MakerOfAsync(actor.Id, cancellationToken) == request.RequesterName)
            || (!IsKey(actor.Id) && await requesters.MakerOfAsync(request.RequesterId, cancellationToken) == actor.Name)
            ? Refusal.Forbidden("Four eyes: whoever made a key does not decide with it on what they asked for.")
            : null;
    }

    private async ValueTask<bool> SeesAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken) =>
        actor.IsOperator || await kinds.Of(request.Kind).MayDecideAsync(request.Draft, actor, cancellationToken);

    private static async ValueTask<bool> AnyAsync(IReadOnlyList<Actor> actors, Func<Actor, ValueTask<bool>> holds)
    {
        foreach (var actor in actors)
        {
            if (await holds(actor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKey(string id) => id.StartsWith("key-", StringComparison.Ordinal);
}
