using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>
/// Versions that are being written. Several people may; whoever saves names the revision that they read, and the second
/// one is told: nothing is overwritten.
/// </summary>
public sealed class ContractDrafts(ContractRegistry registry, IDraftStore store, CatalogueChanges changes, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The most drafts of a feed.</summary>
    public const int MaxDrafts = 50;

    /// <summary>The drafts of a feed, the last saved first, for those who may publish its contracts.</summary>
    public async Task<Outcome<IReadOnlyList<StoredDraft>>> ListAsync(FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await registry.FindAuthoredAsync(feed, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(await store.ListAsync(feed, cancellationToken)) : found.Refusal;
    }

    /// <summary>One draft.</summary>
    public async Task<Outcome<StoredDraft>> FindAsync(FeedId feed, Guid id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await registry.FindAuthoredAsync(feed, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : await store.FindAsync(feed, id, cancellationToken) is { } draft ? draft
            : Refusal.NotFound($"'{feed}' has no draft '{id}': it was published or discarded.");
    }

    /// <summary>Begins a draft. It need not be finished: only its size is checked.</summary>
    public async Task<Outcome<StoredDraft>> BeginAsync(FeedId feed, ContractDraft content, Actor actor, CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(feed, actor, cancellationToken);
        if (!all.Succeeded)
        {
            return all.Refusal;
        }

        if (content.CheckSizes() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (all.Value.Count >= MaxDrafts)
        {
            return Refusal.Conflict($"'{feed}' has {MaxDrafts} drafts already: publish or discard one first.");
        }

        var now = time.GetUtcNow();
        var draft = new StoredDraft
        {
            Id = Guid.CreateVersion7(now),
            Feed = feed,
            Content = content,
            Created = now,
            CreatedBy = actor.Name,
            Changed = now,
            ChangedBy = actor.Name,
        };
        await store.AddAsync(draft, cancellationToken);
        changes.Tell(feed);
        await RecordAsync("begun", draft, actor, cancellationToken);
        return draft;
    }

    /// <summary>Saves a draft over the revision that the actor read.</summary>
    public async Task<Outcome<StoredDraft>> SaveAsync(
        FeedId feed, DraftRevision read, ContractDraft content, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, read.Id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (content.CheckSizes() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var draft = found.Value;
        if (draft.Revision != read.Revision)
        {
            return Overtaken(draft);
        }

        draft.Content = content;
        draft.Revision++;
        (draft.Changed, draft.ChangedBy) = (time.GetUtcNow(), actor.Name);
        if (!await store.SaveAsync(draft, cancellationToken))
        {
            var other = await FindAsync(feed, read.Id, actor, cancellationToken);
            return other.Succeeded ? Overtaken(other.Value) : other;
        }

        changes.Tell(feed);
        return draft;
    }

    /// <summary>Discards a draft as the actor read it.</summary>
    public async Task<Outcome<StoredDraft>> DiscardAsync(FeedId feed, DraftRevision read, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, read.Id, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (found.Value.Revision != read.Revision || !await store.RemoveAsync(read, cancellationToken))
        {
            return Overtaken(found.Value);
        }

        changes.Tell(feed);
        await RecordAsync("discarded", found.Value, actor, cancellationToken);
        return found;
    }

    /// <summary>Publishes a draft as the actor read it; with it the draft goes.</summary>
    public async Task<Outcome<ContractVersion>> PublishAsync(FeedId feed, DraftRevision read, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, read.Id, actor, cancellationToken);
        return !found.Succeeded ? found.Refusal
            : found.Value.Revision != read.Revision ? Overtaken(found.Value)
            : await registry.PublishAsync(feed, found.Value.Content, actor, read, cancellationToken);
    }

    // Who saved a draft stands in it; what comes of it is recorded when it is published.
    private ValueTask RecordAsync(string verb, StoredDraft draft, Actor actor, CancellationToken cancellationToken) => audit.RecordAsync(
        new AuditEvent($"catalogue.draft.{verb}", actor, AuditSubjects.Feed(draft.Feed), $"A draft of a contract of '{draft.Feed}' was {verb}")
        {
            Changes = [new("draft", null, draft.Id.ToString())],
        },
        cancellationToken);

    private static Refusal Overtaken(StoredDraft draft) =>
        Refusal.Stale($"{draft.ChangedBy} saved revision {draft.Revision} of this draft in the meantime. Yours was not saved and theirs stays: read it, then decide.");
}
