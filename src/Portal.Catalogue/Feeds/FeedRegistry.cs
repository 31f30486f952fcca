using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.Catalogue.Feeds;

/// <summary>The catalogue's feeds, as an actor may see and change them.</summary>
public sealed class FeedRegistry(IFeedStore store, CatalogueChanges changes, IActivityLog activity, TimeProvider time)
{
    /// <summary>Registers a feed. Only operators may; others ask for one.</summary>
    public async Task<Outcome<Feed>> RegisterAsync(FeedDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.IsOperator)
        {
            return Refusal.Forbidden("Only operators register feeds directly: ask for one with a feed request.");
        }

        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var feed = draft.ToFeed(time.GetUtcNow());
        if (!await store.AddAsync(feed, cancellationToken))
        {
            return Refusal.Conflict($"The feed id '{feed.Id}' is taken.");
        }

        changes.Tell(feed.Id);
        await activity.RecordAsync(
            new ActivityEvent("catalogue.feed.registered", $"Feed '{feed.Title}' was registered", feed.Id, actor.Name, feed.Summary),
            cancellationToken);
        return feed;
    }

    /// <summary>A feed; refused as not found when the actor may not see it.</summary>
    public async ValueTask<Outcome<Feed>> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default) =>
        await store.FindAsync(id, cancellationToken) is { } feed && actor.CanRead(feed) ? feed : NotFound(id);

    /// <summary>The feeds that the actor may see and the filter lets pass, by title.</summary>
    public async ValueTask<IReadOnlyList<Feed>> ListAsync(FeedFilter filter, Actor actor, CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(cancellationToken)).Where(feed => actor.CanRead(feed) && filter.Matches(feed))];

    /// <summary>Changes a feed's description. Only operators may.</summary>
    public async Task<Outcome<Feed>> ChangeAsync(FeedId id, FeedChange change, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "change", cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (change.Check(found.Value) is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        return await UpdateAsync(id, feed => change.ApplyTo(feed, time.GetUtcNow()), "changed", actor, cancellationToken);
    }

    /// <summary>Retires a feed: it takes no more entries in, its history stays. Only operators may.</summary>
    public async Task<Outcome<Feed>> RetireAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "retire", cancellationToken);
        if (!found.Succeeded || found.Value.State == LifeCycle.Retired)
        {
            return found;
        }

        return await UpdateAsync(
            id,
            feed =>
            {
                feed.State = LifeCycle.Retired;
                feed.Changed = time.GetUtcNow();
            },
            "retired",
            actor,
            cancellationToken);
    }

    private static Refusal NotFound(FeedId id) => Refusal.NotFound($"There is no feed '{id}'.");

    private async Task<Outcome<Feed>> FindOwnAsync(FeedId id, Actor actor, string verb, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found switch
        {
            { Succeeded: false } => found,
            { Value.IsBuiltIn: true } => Refusal.Forbidden($"Nobody can {verb} the portal's own feed."),
            _ when !actor.IsOperator => Refusal.Forbidden($"Only operators {verb} feeds."),
            _ => found,
        };
    }

    private async Task<Outcome<Feed>> UpdateAsync(
        FeedId id, Action<Feed> change, string verb, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.UpdateAsync(id, change, cancellationToken) is not { } feed)
        {
            return NotFound(id);
        }

        changes.Tell(id);
        await activity.RecordAsync(
            new ActivityEvent($"catalogue.feed.{verb}", $"Feed '{feed.Title}' was {verb}", id, actor.Name), cancellationToken);
        return feed;
    }
}
