using Portal.Catalogue.Access;
using Portal.Contracts.Comparison;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.Catalogue.Feeds;

/// <summary>The catalogue's feeds, as an actor may see and change them.</summary>
public sealed class FeedRegistry(
    IFeedStore store, AccessControl access, CatalogueChanges changes, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    /// <summary>Every rule that a draft breaks, without registering it.</summary>
    public static IReadOnlyList<(string Field, string Message)> Check(FeedDraft draft) => Flat(draft.Check());

    /// <summary>Every rule that a change breaks, without making it.</summary>
    public static IReadOnlyList<(string Field, string Message)> Check(Feed feed, FeedChange change) => Flat(change.Check(feed));

    /// <summary>Registers a feed. Only operators may; others ask for one.</summary>
    public async Task<Outcome<Feed>> RegisterAsync(FeedDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManageFeeds))
        {
            return Refusal.Forbidden("Only operators register feeds directly: ask for one with a feed request.");
        }

        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (await CheckFeedsAsync(draft.Details.DerivedFrom, null, actor, cancellationToken) is { } unknown)
        {
            return unknown;
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
        await TellCredentialsAsync(feed, before: null, actor, cancellationToken);
        await RecordAsync("registered", feed, before: null, actor, cancellationToken);
        return feed;
    }

    /// <summary>A feed; refused as not found when the actor may not see it.</summary>
    public async ValueTask<Outcome<Feed>> FindAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default) =>
        await store.FindAsync(id, cancellationToken) is { } feed && access.MaySee(actor, feed) ? feed : NotFound(id);

    /// <summary>The feeds that the actor may see and the filter lets pass, by title.</summary>
    public async ValueTask<IReadOnlyList<Feed>> ListAsync(FeedFilter filter, Actor actor, CancellationToken cancellationToken = default) =>
        [.. (await store.ListAsync(cancellationToken)).Where(feed => access.MaySee(actor, feed) && filter.Matches(feed))];

    /// <summary>Those of some feeds that the actor may see.</summary>
    public async ValueTask<IReadOnlyList<Feed>> VisibleAsync(IEnumerable<FeedId> ids, Actor actor, CancellationToken cancellationToken = default)
    {
        List<Feed> visible = [];
        foreach (var id in ids)
        {
            if ((await FindAsync(id, actor, cancellationToken)).Value is { } feed)
            {
                visible.Add(feed);
            }
        }

        return visible;
    }

    /// <summary>
    /// Changes a feed. Operators may change everything, the owning team what is told of it. A change made on another revision
    /// than the one in the store is refused, and nothing is overwritten.
    /// </summary>
    public async Task<Outcome<Feed>> ChangeAsync(FeedId id, FeedChange change, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (Forbid(found.Value, change, actor) is { } forbidden)
        {
            return forbidden;
        }

        if (change.Check(found.Value) is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (await CheckFeedsAsync(change.Details.DerivedFrom, change.Deprecation?.Successor, actor, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        return await UpdateAsync(id, change, actor, cancellationToken);
    }

    /// <summary>Sets what new versions of a feed's contracts must keep. Operators and the owning team may.</summary>
    public async Task<Outcome<Feed>> KeepCompatibleAsync(
        FeedId id, CompatibilityMode mode, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        if (!found.Succeeded || found.Value.Compatibility == mode)
        {
            return found;
        }

        if (found.Value.IsBuiltIn || !actor.Manages(found.Value))
        {
            return Refusal.Forbidden(found.Value.IsBuiltIn
                ? "The portal's own feed has no contract."
                : $"Only operators and '{found.Value.Owner}' say what new versions of '{id}' must keep.");
        }

        var before = found.Value.Compatibility;
        if (await store.UpdateAsync(id, feed => (before, feed.Compatibility) = (feed.Compatibility, mode), cancellationToken) is not { } updated)
        {
            return NotFound(id);
        }

        changes.Tell(id);
        await activity.RecordAsync(
            new ActivityEvent("catalogue.feed.changed", $"New contract versions of '{updated.Title}' must keep: {mode}", id, actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("catalogue.feed.changed", actor, AuditSubjects.Feed(id), $"New contract versions of '{updated.Title}' must keep: {mode}")
            {
                Changes = [new("compatibility", $"{before}", $"{mode}")],
            },
            cancellationToken);
        return updated;
    }

    /// <summary>Retires a feed: it takes no more entries in, its history stays. Only operators may.</summary>
    public async Task<Outcome<Feed>> RetireAsync(FeedId id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found is { Value.State: LifeCycle.Retired } && actor.May(Permission.ManageFeeds)
            ? found
            : await ChangeAsync(id, new FeedChange { State = LifeCycle.Retired }, actor, cancellationToken);
    }

    private static IReadOnlyList<(string Field, string Message)> Flat(FieldErrors errors) => errors.Any
        ? [.. errors.ToRefusal().Errors.SelectMany(error => error.Value.Select(message => (error.Key, message)))]
        : [];

    private static StoredCredentials? CredentialsOf(Feed feed) => (feed.Channel as FeedChannel.Http)?.Credentials;

    // Who gave the portal access to something is worth an entry of its own; what was given is in none.
    private async Task TellCredentialsAsync(Feed feed, StoredCredentials? before, Actor actor, CancellationToken cancellationToken)
    {
        var after = CredentialsOf(feed);
        if (after == before)
        {
            return;
        }

        var what = after is null ? "Credentials were removed from" : $"Credentials ({after.Kind}) were entered for";
        await activity.RecordAsync(
            new ActivityEvent("catalogue.feed.credentials", $"{what} feed '{feed.Title}'", feed.Id, actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("catalogue.feed.credentials", actor, AuditSubjects.Feed(feed.Id), $"{what} feed '{feed.Title}'")
            {
                Changes = [new("credentials", before?.Kind.ToString(), after?.Kind.ToString())],
            },
            cancellationToken);
    }

    private static Refusal NotFound(FeedId id) => Refusal.NotFound($"There is no feed '{id}'.");

    private static Refusal? Forbid(Feed feed, FeedChange change, Actor actor)
    {
        var verb = change.State switch { LifeCycle.Retired => "retire", _ => "change" };
        return feed.IsBuiltIn ? Refusal.Forbidden($"Nobody can {verb} the portal's own feed.")
            : actor.May(Permission.ManageFeeds) || (change.OnlyDescribes && actor.CanDescribe(feed)) ? null
            : actor.CanDescribe(feed) ? Refusal.Forbidden("The owning team changes what is told of a feed; only operators change its owner, domain, audience, channel, retention and life cycle.")
            : Refusal.Forbidden($"Only operators {verb} feeds.");
    }

    // The feeds that a description names must be there, and the actor must see them: else it would tell that they exist.
    private async ValueTask<Refusal?> CheckFeedsAsync(
        IReadOnlyList<FeedId>? derivedFrom, FeedId? successor, Actor actor, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        foreach (var id in derivedFrom ?? [])
        {
            if (!(await FindAsync(id, actor, cancellationToken)).Succeeded)
            {
                errors.Add("derivedFrom", NotFound(id).Detail);
            }
        }

        if (successor is { } wanted && !(await FindAsync(wanted, actor, cancellationToken)).Succeeded)
        {
            errors.Add("deprecation.successor", NotFound(wanted).Detail);
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    private async Task<Outcome<Feed>> UpdateAsync(FeedId id, FeedChange change, Actor actor, CancellationToken cancellationToken)
    {
        Refusal? overtaken = null;
        var before = LifeCycle.Active;
        StoredCredentials? credentials = null;
        IReadOnlyDictionary<string, string?>? fields = null;
        var updated = await store.UpdateAsync(
            id,
            feed =>
            {
                // Again on what is in the store now: somebody else may have moved it on since it was read.
                overtaken = change.Revision is { } seen && seen != feed.Revision
                    ? Refusal.Conflict($"'{feed.Title}' was changed by somebody else since you read it: nothing was saved. Read it again and make your change anew.")
                    : change.Check(feed) is { Any: true } errors ? errors.ToRefusal() : null;
                if (overtaken is null)
                {
                    (before, credentials, fields) = (feed.State, CredentialsOf(feed), FeedFields.Of(feed));
                    change.ApplyTo(feed, time.GetUtcNow());
                }
            },
            cancellationToken);
        if (updated is null || overtaken is not null)
        {
            return overtaken ?? NotFound(id);
        }

        changes.Tell(id);
        var verb = updated.State == before ? "changed" : updated.State == LifeCycle.Active ? "activated" : updated.State.ToString().ToLowerInvariant();
        await activity.RecordAsync(
            new ActivityEvent($"catalogue.feed.{verb}", $"Feed '{updated.Title}' was {verb}", id, actor.Name, updated.State == before ? null : DeprecationNote(updated)),
            cancellationToken);
        await TellCredentialsAsync(updated, credentials, actor, cancellationToken);
        await RecordAsync(verb, updated, fields, actor, cancellationToken);
        return updated;
    }

    private ValueTask RecordAsync(
        string verb, Feed feed, IReadOnlyDictionary<string, string?>? before, Actor actor, CancellationToken cancellationToken) => audit.RecordAsync(
            new AuditEvent($"catalogue.feed.{verb}", actor, AuditSubjects.Feed(feed.Id), $"Feed '{feed.Title}' was {verb}")
            {
                Changes = FieldChange.Between(before, FeedFields.Of(feed)),
            },
            cancellationToken);

    private static string? DeprecationNote(Feed feed) => feed.Details.Deprecation is not { } deprecation ? null
        : string.Join(
            ' ',
            new[]
            {
                deprecation.Reason,
                deprecation.Successor is { } successor ? $"Use '{successor}' instead." : null,
                deprecation.RetiresOn is { } date && feed.State == LifeCycle.Deprecated ? $"It will be retired on {date:yyyy-MM-dd}." : null,
            }.OfType<string>()) is { Length: > 0 } note ? note : null;
}
