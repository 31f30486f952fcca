using System.Text.Json;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Alerts;

/// <summary>Alert rules as an actor may see and change them: those over feeds that they may see.</summary>
internal sealed class RuleDesk(
    IRuleStore store, IKpiStore kpis, KpiDesk kpiDesk, PrivateFields privates, BackTest backTest, IProjectionStore projections, IActivityLog activity, IAuditTrail audit,
    TimeProvider time)
{
    /// <summary>The most rules of a portal.</summary>
    public const int MaxRules = 2000;

    private const int Attempts = 50;
    private const string Removed = "removed";

    /// <summary>All that the actor may see, by title.</summary>
    public async ValueTask<IReadOnlyList<AlertRule>> ListAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        List<AlertRule> seen = [];
        foreach (var rule in await store.ListAsync(cancellationToken))
        {
            if (await CanSeeAsync(rule, actor, cancellationToken))
            {
                seen.Add(rule);
            }
        }

        return seen;
    }

    /// <summary>One of them; refused as not found when the actor may not see it.</summary>
    public async ValueTask<Outcome<AlertRule>> FindAsync(string id, Actor actor, CancellationToken cancellationToken = default) =>
        (await ListAsync(actor, cancellationToken)).FirstOrDefault(rule => rule.Id == id) is { } found ? found : NotFound(id);

    /// <summary>Makes one.</summary>
    public async Task<Outcome<AlertRule>> CreateAsync(RuleDraft draft, Actor actor, bool isSample = false, CancellationToken cancellationToken = default)
    {
        if (await CheckAsync(draft, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if ((await store.ListAsync(cancellationToken)).Count >= MaxRules)
        {
            return Refusal.Conflict($"There are {MaxRules} alert rules already, which is the most: remove one that nobody needs.");
        }

        var now = time.GetUtcNow();
        var named = new KpiDraft { Title = draft.Title };
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var rule = await store.AddAsync(
                new AlertRule
                {
                    Id = draft.Id ?? named.IdOfTitle(attempt),
                    Title = draft.Title.Trim(),
                    Definition = draft.Definition!,
                    Severity = draft.Severity,
                    Owner = draft.Owner.Trim(),
                    Runbook = draft.Runbook.Trim(),
                    Enabled = draft.Enabled,
                    CreatedBy = actor.Id,
                    CreatedByName = actor.Name,
                    Team = actor.FirstTeam,
                    Created = now,
                    Changed = now,
                    IsSample = isSample,
                },
                cancellationToken);
            if (rule is not null)
            {
                await TellAsync("created", rule, null, actor, cancellationToken);
                return rule;
            }

            if (draft.Id is not null)
            {
                break;
            }
        }

        return Refusal.Conflict($"The rule id '{draft.Id ?? named.IdOfTitle()}' is taken.");
    }

    /// <summary>Changes one. Who made it may, their team and operators. It begins anew, and raises for what happens from now on.</summary>
    public async Task<Outcome<AlertRule>> ChangeAsync(string id, RuleDraft draft, Actor actor, CancellationToken cancellationToken = default)
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
            rule =>
            {
                before = FieldsOf(rule);
                rule.Title = draft.Title.Trim();
                rule.Definition = draft.Definition!;
                rule.Severity = draft.Severity;
                rule.Owner = draft.Owner.Trim();
                rule.Runbook = draft.Runbook.Trim();
                rule.Enabled = draft.Enabled;
                rule.Version++;
                rule.Changed = time.GetUtcNow();
            },
            cancellationToken);
        if (changed is null)
        {
            return NotFound(id);
        }

        await TellAsync("changed", changed, before, actor, cancellationToken);
        return changed;
    }

    /// <summary>Removes one; its incidents stay. Who made it may, their team and operators.</summary>
    public async Task<Outcome<AlertRule>> RemoveAsync(string id, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindOwnAsync(id, actor, "remove", cancellationToken);
        if (found.Succeeded)
        {
            await store.RemoveAsync(id, cancellationToken);
            await TellAsync(Removed, found.Value, FieldsOf(found.Value), actor, cancellationToken);
        }

        return found;
    }

    /// <summary>When it would have fired in the last 30 days, among entries that the actor may see.</summary>
    public async Task<Outcome<BackTestResult>> BackTestAsync(
        RuleDraft draft, Actor actor, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var definition = draft.Definition;
        if (await CheckAsync(draft with { Title = "Back-test", Id = null }, actor, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return await backTest.RunAsync(definition!, await KpiOfAsync(definition!, cancellationToken), progress, cancellationToken);
    }

    /// <summary>Whether the actor may change and remove it.</summary>
    public static bool CanChange(AlertRule rule, Actor actor) =>
        actor.May(Permission.Monitor) && (actor.IsOperator || actor.Id == rule.CreatedBy || actor.IsIn(rule.Team));

    /// <summary>Why a rule does not look, by its number; those that do are missing.</summary>
    public async Task<IReadOnlyDictionary<int, string>> ProblemsAsync(IEnumerable<AlertRule> rules, CancellationToken cancellationToken = default)
    {
        var failures = (await projections.ListAsync(cancellationToken)).Where(row => row.Failure is not null).ToDictionary(row => row.Name, row => row.Failure!);
        Dictionary<int, string> problems = [];
        foreach (var rule in rules)
        {
            var kpi = await KpiOfAsync(rule.Definition, cancellationToken);
            if (!rule.Enabled)
            {
                problems[rule.Number] = "It is switched off.";
            }
            else if (RuleRules.Check(rule.Definition, kpi) is { Count: > 0 } errors)
            {
                problems[rule.Number] = errors.First().Value[0];
            }
            else if (failures.TryGetValue(rule.Projection(kpi?.Version ?? 0), out var failure))
            {
                problems[rule.Number] = $"It was stopped: {failure}";
            }
        }

        return problems;
    }

    /// <summary>The numbers of those that look by now: they have worked through what they must know.</summary>
    public async Task<IReadOnlySet<int>> LookingAsync(IEnumerable<AlertRule> rules, CancellationToken cancellationToken = default)
    {
        var live = (await projections.ListAsync(cancellationToken)).Where(row => row is { IsLive: true, Failure: null }).Select(row => row.Name).ToHashSet();
        HashSet<int> looking = [];
        foreach (var rule in rules)
        {
            if (live.Contains(rule.Projection((await KpiOfAsync(rule.Definition, cancellationToken))?.Version ?? 0)))
            {
                looking.Add(rule.Number);
            }
        }

        return looking;
    }

    /// <summary>The feeds that a rule looks at.</summary>
    public async ValueTask<IReadOnlyList<FeedId>> FeedsAsync(RuleDefinition definition, CancellationToken cancellationToken = default)
    {
        var kpi = await KpiOfAsync(definition, cancellationToken);
        return [.. (kpi?.Definition.Feeds ?? []).Concat(definition.Feeds).Concat(definition.Steps.Select(step => step.Feed)).Distinct()];
    }

    private static Refusal NotFound(string id) => Refusal.NotFound($"There is no alert rule '{id}'.");

    private async ValueTask<Kpi?> KpiOfAsync(RuleDefinition definition, CancellationToken cancellationToken) =>
        definition.Kpi is { } id ? (await kpis.ListAsync(cancellationToken)).FirstOrDefault(kpi => kpi.Id == id) : null;

    // A rule on a KPI that is gone has no feeds left to judge by: it is left to those who may remove it.
    private async ValueTask<bool> CanSeeAsync(AlertRule rule, Actor actor, CancellationToken cancellationToken)
    {
        var feeds = await FeedsAsync(rule.Definition, cancellationToken);
        return feeds.Count == 0 ? CanChange(rule, actor)
            : (actor.IsOperator && CanChange(rule, actor))
            || (await kpiDesk.CanReadAsync(feeds, actor, cancellationToken) && await FirstPrivateAsync(rule.Definition, actor, cancellationToken) is null);
    }

    private async Task<Outcome<AlertRule>> FindOwnAsync(string id, Actor actor, string verb, CancellationToken cancellationToken)
    {
        var found = await FindAsync(id, actor, cancellationToken);
        return found.Succeeded && !CanChange(found.Value, actor)
            ? Refusal.Forbidden($"Only who made an alert rule, their team and operators {verb} it.")
            : found;
    }

    private async Task<Refusal?> CheckAsync(RuleDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permission.Monitor))
        {
            return Refusal.Forbidden("People with a role make alert rules, and keys that are not limited to reading or publishing.");
        }

        var errors = draft.Check();
        if (draft.Definition is not { } definition)
        {
            errors["definition"] = ["This is required."];
        }
        else
        {
            var kpi = await KpiOfAsync(definition, cancellationToken);
            if (kpi is not null && !await kpiDesk.CanReadAsync(kpi.Definition.Feeds, actor, cancellationToken))
            {
                kpi = null;
            }

            foreach (var (field, messages) in RuleRules.Check(definition, kpi))
            {
                errors["definition." + field] = messages;
            }

            if (errors.Count == 0 && await FirstPrivateAsync(definition, actor, cancellationToken) is { } hidden)
            {
                errors["definition.key"] = [$"'{hidden.Path}' is private: only operators and the feed's team use it."];
            }

            foreach (var feed in definition.Feeds.Concat(definition.Steps.Select(step => step.Feed)))
            {
                if (!await kpiDesk.CanReadAsync([feed], actor, cancellationToken))
                {
                    errors["definition.feeds"] = [$"There is no feed '{feed}'."];
                }
            }
        }

        return errors.Count == 0
            ? null
            : new Refusal(RefusalKind.Invalid, $"{errors.First().Key}: {errors.First().Value[0]}", errors);
    }

    private ValueTask<EntryField?> FirstPrivateAsync(RuleDefinition definition, Actor actor, CancellationToken cancellationToken) =>
        privates.FirstAsync([.. definition.Feeds.Concat(definition.Steps.Select(step => step.Feed))], definition.ReadFields(), actor, cancellationToken);

    private async ValueTask TellAsync(
        string verb, AlertRule rule, IReadOnlyDictionary<string, string?>? before, Actor actor, CancellationToken cancellationToken)
    {
        var told = $"Alert rule '{rule.Title}' was {verb}";
        var feed = await kpiDesk.SubjectAsync(await FeedsAsync(rule.Definition, cancellationToken), cancellationToken);
        await activity.RecordAsync(new ActivityEvent($"monitoring.rule.{verb}", told, feed, actor.Name), cancellationToken);
        await audit.RecordAsync(
            new AuditEvent($"monitoring.rule.{verb}", actor, AuditSubjects.Rule(rule.Id), told)
            {
                Changes = FieldChange.Between(before, verb == Removed ? null : FieldsOf(rule)),
            },
            cancellationToken);
    }

    private static Dictionary<string, string?> FieldsOf(AlertRule rule) => new Dictionary<string, string?>
    {
        ["title"] = rule.Title,
        ["definition"] = JsonSerializer.Serialize(rule.Definition, JsonSerializerOptions.Web),
        ["severity"] = rule.Severity.ToString(),
        ["owner"] = rule.Owner,
        ["runbook"] = rule.Runbook,
        ["enabled"] = rule.Enabled ? "yes" : "no",
    };
}
