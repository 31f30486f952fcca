using System.Globalization;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Monitoring.Objectives;

namespace Portal.Web.Features.Feeds.Objectives;

/// <summary>An objective and how it stands.</summary>
public sealed record ObjectiveView(FeedObjective Objective, ObjectiveStanding Standing);

/// <summary>The objectives of feeds: who sees a feed sees them, who looks after it sets them.</summary>
internal sealed class ObjectiveDesk(FeedRegistry feeds, IObjectiveStore store, ObjectiveReader reader, IAuditTrail audit, TimeProvider time)
{
    /// <summary>The most of all feeds together: each is measured every few minutes.</summary>
    public const int MaxObjectives = 500;

    /// <summary>Those of a feed with how they stand.</summary>
    public async Task<Outcome<IReadOnlyList<ObjectiveView>>> ListAsync(FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        List<ObjectiveView> views = [];
        foreach (var objective in await store.OfFeedAsync(feed, cancellationToken))
        {
            views.Add(new ObjectiveView(objective, await reader.ReadAsync(objective, found.Value.IsHosted, cancellationToken)));
        }

        return views;
    }

    /// <summary>Sets the objective of a kind, or changes it; null is no kind there is.</summary>
    public async Task<Outcome<ObjectiveView>> SetAsync(
        FeedId feed, ObjectiveKind? asked, TimeSpan? within, double target, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (asked is not { } kind)
        {
            return NoSuchKind();
        }

        if (FeedObjective.Check(kind, within, target) is { Count: > 0 } errors)
        {
            return new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
        }

        var all = await store.ListAsync(cancellationToken);
        var before = all.FirstOrDefault(one => one.Feed == feed && one.Kind == kind);
        if (before is null && all.Count >= MaxObjectives)
        {
            return Refusal.Conflict($"There are {MaxObjectives} objectives already, which is the most: remove one that nobody needs.");
        }

        var now = time.GetUtcNow();
        var saved = await store.SaveAsync(
            new FeedObjective { Feed = feed, Kind = kind, Within = within, Target = target, Since = now, Changed = now, ChangedBy = actor.Name }, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("feed.objective.set", actor, AuditSubjects.Feed(feed), $"The objective {ObjectiveNews.Word(kind)} of '{feed}' was set")
            {
                Changes = FieldChange.Between(before is null ? null : FieldsOf(before), FieldsOf(saved)),
            },
            cancellationToken);
        return new ObjectiveView(saved, await reader.ReadAsync(saved, found.Value.IsHosted, cancellationToken));
    }

    /// <summary>Removes the objective of a kind; with availability goes what was seen for it.</summary>
    public async Task<Outcome<ObjectiveKind>> RemoveAsync(FeedId feed, ObjectiveKind? asked, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (asked is not { } kind)
        {
            return NoSuchKind();
        }

        if (!await store.RemoveAsync(feed, kind, cancellationToken))
        {
            return Refusal.NotFound($"'{feed}' has no objective for {ObjectiveNews.Word(kind)}.");
        }

        await audit.RecordAsync(
            new AuditEvent("feed.objective.removed", actor, AuditSubjects.Feed(feed), $"The objective {ObjectiveNews.Word(kind)} of '{feed}' was removed"), cancellationToken);
        return kind;
    }

    private static Refusal NoSuchKind() => Refusal.NotFound("There is no such kind of objective: it is cadence, delay or availability.");

    private async Task<Outcome<Feed>> FindOwnAsync(FeedId feed, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded && !actor.Manages(found.Value)
            ? Refusal.Forbidden("The feed's owning team and operators set its objectives.")
            : found;
    }

    private static Dictionary<string, string?> FieldsOf(FeedObjective objective) => new()
    {
        ["within"] = objective.Within?.ToString(null, CultureInfo.InvariantCulture),
        ["target"] = objective.Target.ToString(CultureInfo.InvariantCulture),
    };
}
