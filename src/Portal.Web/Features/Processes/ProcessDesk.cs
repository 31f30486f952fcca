using System.Text.Json;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Live;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Projections;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Processes;

/// <summary>A process as somebody wants it.</summary>
internal sealed record ProcessDraft(string Title, string Summary, ProcessDefinition Definition)
{
    public const int MaxTitle = 120;
    public const int MaxSummary = 1000;

    /// <summary>The id in addresses; null to make one of the title.</summary>
    public string? Id { get; init; }

    public Dictionary<string, string[]> Check()
    {
        var errors = Definition.Check();
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > MaxTitle)
        {
            errors["title"] = [$"1 to {MaxTitle} characters."];
        }

        if (Summary.Length > MaxSummary)
        {
            errors["summary"] = [$"At most {MaxSummary} characters."];
        }

        return errors;
    }
}

/// <summary>Processes as an actor may see and change them: those over feeds all of which they may see, joined by keys that are not private to others.</summary>
internal sealed class ProcessDesk(
    IProcessStore store,
    IProcessMarks marks,
    IFeedStore feeds,
    KpiDesk kpis,
    PrivateFields privates,
    IProjectionStore projections,
    IProjectionWatches watches,
    IActivityLog activity,
    IAuditTrail audit,
    TimeProvider time)
{
    /// <summary>The most processes of a portal.</summary>
    public const int MaxProcesses = 200;

    private const int Attempts = 50;

    /// <summary>All that the actor may see, by title.</summary>
    public async ValueTask<IReadOnlyList<BusinessProcess>> ListAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        List<BusinessProcess> seen = [];
        foreach (var process in await store.ListAsync(cancellationToken))
        {
            if (await CanSeeAsync(process, actor, cancellationToken))
            {
                seen.Add(process);
            }
        }

        return seen;
    }

    /// <summary>One of them; refused as not found when the actor may not see it.</summary>
    public async ValueTask<Outcome<BusinessProcess>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        (await ListAsync(actor, cancellationToken)).FirstOrDefault(process => process.Id == id) is { } found ? found : NotFound(id);

    /// <summary>Makes one. Everybody with a role may, over feeds that they see.</summary>
    public async Task<Outcome<BusinessProcess>> CreateAsync(ProcessDraft draft, Actor actor, bool isSample = false, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(draft, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if ((await store.ListAsync(cancellationToken)).Count >= MaxProcesses)
        {
            return Refusal.Conflict($"There are {MaxProcesses} processes already, which is the most: remove one that nobody needs.");
        }

        var now = time.GetUtcNow();
        var titled = new KpiDraft { Title = draft.Title };
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var process = await store.AddAsync(
                new BusinessProcess
                {
                    Id = draft.Id ?? titled.IdOfTitle(attempt),
                    Title = draft.Title.Trim(),
                    Summary = draft.Summary.Trim(),
                    Definition = draft.Definition,
                    CreatedBy = actor.Id,
                    CreatedByName = actor.Name,
                    Team = actor.FirstTeam,
                    Created = now,
                    Changed = now,
                    IsSample = isSample,
                },
                cancellationToken);
            if (process is not null)
            {
                await TellAsync("created", process, null, actor, cancellationToken);
                return process;
            }

            if (draft.Id is not null)
            {
                break;
            }
        }

        return Refusal.Conflict($"The id '{draft.Id ?? titled.IdOfTitle()}' is taken.");
    }

    /// <summary>Changes one. Who made it may, their team and operators; what it follows is worked out anew from recorded entries.</summary>
    public async Task<Outcome<BusinessProcess>> ChangeAsync(string id, ProcessDraft draft, Actor actor, CancellationToken cancellationToken = default)
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
            process =>
            {
                before = FieldsOf(process);
                (process.Title, process.Summary) = (draft.Title.Trim(), draft.Summary.Trim());
                (process.Definition, process.Changed) = (draft.Definition, time.GetUtcNow());
            },
            cancellationToken);
        if (changed is null)
        {
            return NotFound(id);
        }

        await TellAsync("changed", changed, before, actor, cancellationToken);
        return changed;
    }

    /// <summary>Removes one. Who made it may, their team and operators.</summary>
    public async Task<Outcome<BusinessProcess>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "remove", cancellationToken);
        if (found.Succeeded)
        {
            await store.RemoveAsync(id, cancellationToken);
            await TellAsync("removed", found.Value, FieldsOf(found.Value), actor, cancellationToken);
        }

        return found;
    }

    /// <summary>Whether the actor may change and remove it.</summary>
    public static bool CanChange(BusinessProcess process, Actor actor) =>
        actor.May(Permission.Monitor) && (actor.IsOperator || actor.Id == process.CreatedBy || actor.IsIn(process.Team));

    /// <summary>How those went that began in a range.</summary>
    public Task<ProcessView> ReadAsync(BusinessProcess process, DateTimeOffset from, CancellationToken cancellationToken = default) =>
        ReadAsync(process, from, time.GetUtcNow(), cancellationToken);

    /// <summary>How those have gone until now that began in a range.</summary>
    public async Task<ProcessView> ReadAsync(BusinessProcess process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var begun = await marks.BegunAsync(process.Number, from, to < now ? to : now, cancellationToken);
        var row = (await projections.ListAsync(cancellationToken)).FirstOrDefault(one => one.Name == process.Projection);
        return new ProcessView(
            ProcessFigures.Of(process.Definition, begun, now),
            await marks.WithoutBeginAsync(process.Number, from, to < now ? to : now, cancellationToken),
            KpiProgress.Of(row));
    }

    /// <summary>What happened to one key, in the order of steps.</summary>
    public Task<IReadOnlyList<ProcessMark>> OfKeyAsync(BusinessProcess process, string key, CancellationToken cancellationToken = default) =>
        marks.OfKeyAsync(process.Number, key, cancellationToken);

    /// <summary>Tells when something of it may have moved; the watcher reads anew.</summary>
    public ILiveWatch Watch(BusinessProcess process, Func<Task> changed) => watches.Watch([process.Projection], changed);

    private static Refusal NotFound(string id) => Refusal.NotFound($"There is no process '{id}'.");

    private async ValueTask<bool> CanSeeAsync(BusinessProcess process, Actor actor, CancellationToken cancellationToken)
    {
        List<FeedId> known = [];
        foreach (var id in process.Definition.Feeds)
        {
            if (await feeds.FindAsync(id, cancellationToken) is not null)
            {
                known.Add(id);
            }
        }

        // Of feeds that are gone nobody can say who might see them: what is over nothing else is left to those who may remove it.
        return known.Count > 0
            ? await kpis.CanReadAsync(known, actor, cancellationToken) && await FirstPrivateAsync(process.Definition.Steps, actor, cancellationToken) is null
            : CanChange(process, actor);
    }

    // Of each step in its own feed: what is private in one feed need not be in another.
    private async ValueTask<EntryField?> FirstPrivateAsync(IEnumerable<ProcessStep> steps, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            if (await privates.FirstAsync([step.Feed], step.Where.Select(condition => condition.Field).Prepend(step.Key), actor, cancellationToken) is { } hidden)
            {
                return hidden;
            }
        }

        return null;
    }

    private async Task<Outcome<BusinessProcess>> FindOwnAsync(string id, Actor actor, string verb, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found.Succeeded && !CanChange(found.Value, actor)
            ? Refusal.Forbidden($"Only who made a process, their team and operators {verb} it.")
            : found;
    }

    private async Task<Refusal?> CheckAsync(ProcessDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Monitor))
        {
            return Refusal.Forbidden("People with a role make processes, and keys that are not limited to reading or publishing.");
        }

        var errors = draft.Check();
        for (var i = 0; i < draft.Definition.Steps.Count && errors.Count == 0; i++)
        {
            var step = draft.Definition.Steps[i];
            if (!await kpis.CanReadAsync([step.Feed], actor, cancellationToken))
            {
                errors[$"steps[{i}]"] = [$"There is no feed '{step.Feed}'."];
            }
            else if (await FirstPrivateAsync([step], actor, cancellationToken) is { } hidden)
            {
                errors[$"steps[{i}]"] = [$"'{hidden.Path}' is private: only operators and the feed's team join or filter by it."];
            }
        }

        return errors.Count == 0
            ? null
            : new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
    }

    private async ValueTask TellAsync(
        string verb, BusinessProcess process, IReadOnlyDictionary<string, string?>? before, Actor actor, CancellationToken cancellationToken)
    {
        var told = $"Process '{process.Title}' was {verb}";
        await activity.RecordAsync(
            new ActivityEvent($"monitoring.process.{verb}", told, await kpis.SubjectAsync(process.Definition.Feeds, cancellationToken), actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent($"monitoring.process.{verb}", actor, AuditSubjects.Process(process.Id), told)
            {
                Changes = FieldChange.Between(before, verb == "removed" ? null : FieldsOf(process)),
            },
            cancellationToken);
    }

    private static Dictionary<string, string?> FieldsOf(BusinessProcess process) => new()
    {
        ["title"] = process.Title,
        ["summary"] = process.Summary,
        ["definition"] = JsonSerializer.Serialize(process.Definition, JsonSerializerOptions.Web),
    };
}

/// <summary>How a process goes.</summary>
/// <param name="Figures">Of the keys that began in the range.</param>
/// <param name="WithoutBegin">How many keys had a later step in the range and never the first one.</param>
/// <param name="Progress">How far it is followed.</param>
public sealed record ProcessView(ProcessFigures Figures, int WithoutBegin, KpiProgress Progress);
