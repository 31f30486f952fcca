using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events.Activity;

namespace Portal.Catalogue.Domains;

/// <summary>The taxonomy of domains and their parts: everybody reads it, operators maintain it.</summary>
public sealed class DomainDesk(
    FeedRegistry feeds, IDomainStore store, CatalogueChanges changes, IActivityLog activity, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The domains with their parts, counted over the feeds that the actor may see. Others than operators see no empty ones.</summary>
    public async Task<IReadOnlyList<DomainNode>> ReadAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var tree = DomainTree.Of(await feeds.ListAsync(new FeedFilter(), actor, cancellationToken), await store.ListAsync(cancellationToken));
        return actor.IsOperator ? tree
            : [.. tree.Where(node => node.Feeds > 0).Select(node => node with { Parts = [.. node.Parts.Where(part => part.Feeds > 0)] })];
    }

    /// <summary>Makes a place or says what belongs there. Only operators may.</summary>
    public async Task<Outcome<DomainPlace>> DescribeAsync(
        DomainPlace place, string? summary, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Forbid(actor) is { } forbidden)
        {
            return forbidden;
        }

        var errors = new FieldErrors();
        errors.Require("domain", place.Domain, FeedLimits.Name);
        errors.AtMost("subdomain", place.Subdomain, FeedLimits.Name);
        errors.AtMost("summary", summary, FeedLimits.Summary);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var clean = Clean(place);
        await store.SaveAsync(
            new DomainTerm { Domain = clean.Domain, Subdomain = clean.Subdomain ?? "", Summary = summary?.Trim() ?? "" }, cancellationToken);
        await RecordAsync("described", $"'{clean}' was described in the taxonomy", [new("summary", null, summary?.Trim())], actor, cancellationToken);
        return clean;
    }

    /// <summary>Renames, moves or merges: everything in one place goes to another one. Only operators may. How many feeds moved.</summary>
    public async Task<Outcome<int>> MoveAsync(DomainPlace from, DomainPlace to, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Forbid(actor) is { } forbidden)
        {
            return forbidden;
        }

        var move = new DomainMove(Clean(from), Clean(to));
        if (move.Check([.. DomainTree.Places(await ReadAsync(actor, cancellationToken))]) is { } refusal)
        {
            return refusal;
        }

        var moved = await store.MoveAsync(move, time.GetUtcNow(), cancellationToken);
        foreach (var feed in moved)
        {
            changes.Tell(feed);
        }

        await activity.RecordAsync(
            new ActivityEvent("catalogue.domain.moved", $"'{move.From}' became '{move.To}', with {moved.Count} feeds", Actor: actor.Name), cancellationToken);
        await RecordAsync("moved", $"'{move.From}' became '{move.To}', with {moved.Count} feeds", [new("place", $"{move.From}", $"{move.To}")], actor, cancellationToken);
        return moved.Count;
    }

    /// <summary>Removes a place that no feed is in. Only operators may.</summary>
    public async Task<Outcome<DomainPlace>> RemoveAsync(DomainPlace place, Actor actor, CancellationToken cancellationToken = default)
    {
        if (Forbid(actor) is { } forbidden)
        {
            return forbidden;
        }

        var wanted = Clean(place);
        var node = (await ReadAsync(actor, cancellationToken)).FirstOrDefault(n => n.Name.Equals(wanted.Domain, StringComparison.OrdinalIgnoreCase));
        var part = node?.Parts.FirstOrDefault(p => p.Name.Equals(wanted.Subdomain, StringComparison.OrdinalIgnoreCase));
        if (node is null || (wanted.Subdomain is not null && part is null))
        {
            return Refusal.NotFound($"There is no '{wanted}' in the taxonomy.");
        }

        if (part is { Feeds: > 0 } || (wanted.Subdomain is null && (node.Feeds > 0 || node.Parts.Count > 0)))
        {
            return Refusal.Conflict($"'{wanted}' is not empty: move what is in it first.");
        }

        await store.RemoveAsync(wanted, cancellationToken);
        await RecordAsync("removed", $"'{wanted}' was removed from the taxonomy", [new("place", $"{wanted}", null)], actor, cancellationToken);
        return wanted;
    }

    private ValueTask RecordAsync(string verb, string summary, IReadOnlyList<FieldChange> changed, Actor actor, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEvent($"catalogue.domain.{verb}", actor, AuditSubjects.Portal, summary) { Changes = changed }, cancellationToken);

    private static DomainPlace Clean(DomainPlace place) => new(place.Domain?.Trim() ?? "", FeedLimits.CleanSubdomain(place.Subdomain));

    private static Refusal? Forbid(Actor actor) => actor.May(Permission.ManageFeeds) ? null : Refusal.Forbidden("Only operators maintain the taxonomy.");
}
