using System.Text.Json;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Live;
using Portal.Monitoring.Projections;

namespace Portal.Web.Features.Kpis;

/// <summary>KPIs as an actor may see and change them: those over feeds that they may see.</summary>
internal sealed class KpiDesk(
    IKpiStore store,
    IFeedStore feeds,
    KpiFigures figures,
    IProjectionStore projections,
    IProjectionWatches watches,
    PrivateFields privates,
    IActivityLog activity,
    IAuditTrail audit,
    TimeProvider time)
{
    /// <summary>The most KPIs of a portal.</summary>
    public const int MaxKpis = 2000;

    private const int Attempts = 50;
    private const string Removed = "removed";

    /// <summary>All that the actor may see, by title.</summary>
    public async ValueTask<IReadOnlyList<Kpi>> ListAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        List<Kpi> seen = [];
        foreach (var kpi in await store.ListAsync(cancellationToken))
        {
            if (await CanSeeAsync(kpi, actor, cancellationToken))
            {
                seen.Add(kpi);
            }
        }

        return seen;
    }

    /// <summary>One of them; refused as not found when the actor may not see it.</summary>
    public async ValueTask<Outcome<Kpi>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        (await ListAsync(actor, cancellationToken)).FirstOrDefault(kpi => kpi.Id == id) is { } found ? found : NotFound(id);

    /// <summary>Makes one. Everybody with a role may, over feeds that they see.</summary>
    public async Task<Outcome<Kpi>> CreateAsync(KpiDraft draft, Actor actor, bool isSample = false, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(draft, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if ((await store.ListAsync(cancellationToken)).Count >= MaxKpis)
        {
            return Refusal.Conflict($"There are {MaxKpis} KPIs already, which is the most: remove one that nobody needs.");
        }

        var now = time.GetUtcNow();
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var kpi = await store.AddAsync(
                new Kpi
                {
                    Id = draft.Id ?? draft.IdOfTitle(attempt),
                    Title = draft.Title.Trim(),
                    Summary = draft.Summary.Trim(),
                    Unit = draft.Unit.Trim(),
                    Decimals = draft.Decimals,
                    Definition = draft.Definition!,
                    Goal = draft.Goal,
                    CreatedBy = actor.Id,
                    CreatedByName = actor.Name,
                    Team = actor.FirstTeam,
                    Created = now,
                    Changed = now,
                    IsSample = isSample,
                },
                cancellationToken);
            if (kpi is not null)
            {
                await TellAsync("created", kpi, null, actor, cancellationToken);
                return kpi;
            }

            if (draft.Id is not null)
            {
                break;
            }
        }

        return Refusal.Conflict($"The KPI id '{draft.Id ?? draft.IdOfTitle()}' is taken.");
    }

    /// <summary>Changes one. Who made it may, their team and operators. What it measures is worked out anew from recorded entries.</summary>
    public async Task<Outcome<Kpi>> ChangeAsync(string id, KpiDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "change", cancellationToken);
        if (!found.Succeeded)
        {
            return found;
        }

        if (await CheckAsync(draft, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        IReadOnlyDictionary<string, string?>? before = null;
        var changed = await store.UpdateAsync(
            id,
            kpi =>
            {
                before = FieldsOf(kpi);
                kpi.Title = draft.Title.Trim();
                kpi.Summary = draft.Summary.Trim();
                kpi.Unit = draft.Unit.Trim();
                kpi.Decimals = draft.Decimals;
                kpi.Definition = draft.Definition!;
                kpi.Goal = draft.Goal;
                kpi.Changed = time.GetUtcNow();
            },
            actor.Name,
            cancellationToken);
        if (changed is null)
        {
            return NotFound(id);
        }

        await TellAsync("changed", changed, before, actor, cancellationToken);
        return changed;
    }

    /// <summary>Removes one with its history. Who made it may, their team and operators.</summary>
    public async Task<Outcome<Kpi>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "remove", cancellationToken);
        if (found.Succeeded)
        {
            await store.RemoveAsync(id, cancellationToken);
            await TellAsync(Removed, found.Value, FieldsOf(found.Value), actor, cancellationToken);
        }

        return found;
    }

    /// <summary>Whether the actor may change and remove it.</summary>
    public static bool CanChange(Kpi kpi, Actor actor) =>
        actor.May(Permission.Monitor) && (actor.IsOperator || actor.Id == kpi.CreatedBy || actor.IsIn(kpi.Team));

    /// <summary>The versions of a KPI that the actor sees, newest first.</summary>
    public Task<IReadOnlyList<KpiVersion>> VersionsAsync(Kpi kpi, CancellationToken cancellationToken = default) =>
        store.VersionsAsync(kpi.Number, cancellationToken);

    /// <summary>The figure of the running window.</summary>
    public Task<KpiCurrent> CurrentAsync(Kpi kpi, CancellationToken cancellationToken = default) =>
        figures.CurrentAsync(kpi.Number, kpi.Definition, cancellationToken);

    /// <summary>The figure of the window that ran at a moment, of the entries with these values of dimensions alone.</summary>
    public Task<KpiCurrent> AtAsync(Kpi kpi, DateTimeOffset moment, IReadOnlyDictionary<int, string> only, CancellationToken cancellationToken = default) =>
        figures.AtAsync(kpi.Number, kpi.Definition, moment, only, cancellationToken);

    /// <summary>The figures over a range.</summary>
    public Task<KpiHistory> ReadAsync(Kpi kpi, KpiRange range, CancellationToken cancellationToken = default) =>
        figures.ReadAsync(kpi.Number, kpi.Definition, range, cancellationToken);

    /// <summary>How far the measuring of these got.</summary>
    public async Task<IReadOnlyDictionary<int, KpiProgress>> ProgressAsync(IReadOnlyCollection<Kpi> kpis, CancellationToken cancellationToken = default)
    {
        var rows = (await projections.ListAsync(cancellationToken)).ToDictionary(row => row.Name);
        return kpis.ToDictionary(kpi => kpi.Number, kpi => KpiProgress.Of(rows.GetValueOrDefault(kpi.Projection)));
    }

    /// <summary>Tells when a figure of these may have moved, at most every 100 ms; the watcher reads anew.</summary>
    public ILiveWatch Watch(IEnumerable<Kpi> kpis, Func<Task> changed) => watches.Watch([.. kpis.Select(kpi => kpi.Projection)], changed);

    /// <summary>Whether the actor may see all of these feeds.</summary>
    public async ValueTask<bool> CanReadAsync(IEnumerable<FeedId> ids, Actor actor, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
        {
            if (await feeds.FindAsync(id, cancellationToken) is not { } feed || !CanRead(feed, actor))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first field whose values others would see and that is private to this actor; null when there is none.</summary>
    public ValueTask<EntryField?> FirstPrivateAsync(KpiDefinition definition, Actor actor, CancellationToken cancellationToken = default) => privates.FirstAsync(
        definition.Feeds,
        definition.Dimensions.Concat(definition.Where.Concat(definition.Measure.Where).Concat(definition.Per?.Where ?? []).Select(condition => condition.Field)),
        actor,
        cancellationToken);

    /// <summary>The feeds of a KPI that no entries come in by any more: retired ones, and those that are gone.</summary>
    public async Task<IReadOnlyList<FeedId>> SilentFeedsAsync(Kpi kpi, CancellationToken cancellationToken = default)
    {
        List<FeedId> silent = [];
        foreach (var id in kpi.Definition.Feeds)
        {
            if (await feeds.FindAsync(id, cancellationToken) is not { State: LifeCycle.Active })
            {
                silent.Add(id);
            }
        }

        return silent;
    }

    private bool CanRead(Feed feed, Actor actor) => AccessControl.Allows(actor, Permission.ReadFeeds, feed, time.GetUtcNow());

    /// <summary>The feed that news about something over several feeds is about: a restricted one, if there is one, so that only those who see it read on.</summary>
    public async ValueTask<FeedId?> SubjectAsync(IReadOnlyList<FeedId> ids, CancellationToken cancellationToken = default)
    {
        foreach (var id in ids)
        {
            if (await feeds.FindAsync(id, cancellationToken) is { Visibility: FeedVisibility.Restricted })
            {
                return id;
            }
        }

        return ids.Count == 0 ? null : ids[0];
    }

    private static Refusal NotFound(string id) => Refusal.NotFound($"There is no KPI '{id}'.");

    private async ValueTask<bool> CanSeeAsync(Kpi kpi, Actor actor, CancellationToken cancellationToken)
    {
        var known = 0;
        foreach (var id in kpi.Definition.Feeds)
        {
            if (await feeds.FindAsync(id, cancellationToken) is { } feed)
            {
                known++;
                if (!CanRead(feed, actor))
                {
                    return false;
                }
            }
        }

        // Nobody can say any more who might see its feeds: it is left to those who may remove it.
        return known > 0 ? await FirstPrivateAsync(kpi.Definition, actor, cancellationToken) is null : CanChange(kpi, actor);
    }

    private async Task<Outcome<Kpi>> FindOwnAsync(string id, Actor actor, string verb, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found.Succeeded && !CanChange(found.Value, actor)
            ? Refusal.Forbidden($"Only who made a KPI, their team and operators {verb} it.")
            : found;
    }

    private async Task<Refusal?> CheckAsync(KpiDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Monitor))
        {
            return Refusal.Forbidden("People with a role make KPIs, and keys that are not limited to reading or publishing.");
        }

        var errors = draft.Check();
        foreach (var id in draft.Definition?.Feeds ?? [])
        {
            if (await feeds.FindAsync(id, cancellationToken) is not { } feed || !CanRead(feed, actor))
            {
                errors["definition.feeds"] = [$"There is no feed '{id}'."];
            }
        }

        if (errors.Count == 0 && draft.Definition is { } definition && await FirstPrivateAsync(definition, actor, cancellationToken) is { } hidden)
        {
            errors["definition.dimensions"] = [$"'{hidden.Path}' is private: only operators and the feed's team break down or filter by it."];
        }

        return errors.Count == 0
            ? null
            : new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
    }

    private async ValueTask TellAsync(
        string verb, Kpi kpi, IReadOnlyDictionary<string, string?>? before, Actor actor, CancellationToken cancellationToken)
    {
        var told = $"KPI '{kpi.Title}' was {verb}";
        await activity.RecordAsync(new ActivityEvent($"monitoring.kpi.{verb}", told, await SubjectAsync(kpi.Definition.Feeds, cancellationToken), actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent($"monitoring.kpi.{verb}", actor, AuditSubjects.Kpi(kpi.Id), told)
            {
                Changes = FieldChange.Between(before, verb == Removed ? null : FieldsOf(kpi)),
            },
            cancellationToken);
    }

    private static Dictionary<string, string?> FieldsOf(Kpi kpi) => new Dictionary<string, string?>
    {
        ["title"] = kpi.Title,
        ["summary"] = kpi.Summary,
        ["unit"] = kpi.Unit,
        ["definition"] = JsonSerializer.Serialize(kpi.Definition, JsonSerializerOptions.Web),
        ["goal"] = kpi.Goal is null ? null : JsonSerializer.Serialize(kpi.Goal, JsonSerializerOptions.Web),
    };
}

/// <summary>How far a KPI is measured.</summary>
/// <param name="IsLive">Whether all that was recorded is measured.</param>
/// <param name="Share">How much of what was recorded is measured, 0 to 1.</param>
/// <param name="Failure">Why it is not measured any further; null while it is.</param>
/// <param name="Problems">On how many entries something was otherwise than expected.</param>
public sealed record KpiProgress(bool IsLive, double Share, string? Failure, KpiProblems Problems)
{
    internal static KpiProgress Of(ProjectionRow? row) => row is null
        ? new KpiProgress(false, 0, null, new KpiProblems())
        : new KpiProgress(row.IsLive, ProjectionStatus.Of(row, row.Goal).Progress, row.Failure, KpiProjection.ProblemsOf(row.State));
}
