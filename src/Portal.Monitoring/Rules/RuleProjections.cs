using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules;

/// <summary>
/// A projection for each rule that looks. One whose KPI is gone does not: the page of rules says so. It begins far enough back to
/// know what it must, and raises for what happens from its last change on.
/// </summary>
internal sealed class RuleProjections(IRuleStore rules, IKpiStore kpis) : IProjectionSource
{
    public string Prefix => AlertRule.ProjectionPrefix;

    public async ValueTask<IReadOnlyList<WantedProjection>> ListAsync(CancellationToken cancellationToken = default)
    {
        List<WantedProjection> wanted = [];
        var byId = (await kpis.ListAsync(cancellationToken)).ToDictionary(kpi => kpi.Id);
        foreach (var rule in (await rules.ListAsync(cancellationToken)).Where(rule => rule.Enabled))
        {
            var kpi = rule.Definition.Kpi is { } id ? byId.GetValueOrDefault(id) : null;
            if (RuleRules.Check(rule.Definition, kpi).Count > 0)
            {
                continue;
            }

            var name = rule.Projection(kpi?.Version ?? 0);
            wanted.Add(new WantedProjection(
                name,
                () => new RuleProjection(name, rule.Number, rule.Definition, RuleCompiler.Compile(rule.Definition, kpi), rule.Changed),
                rule.Changed - RuleCompiler.LookBack(rule.Definition, kpi)));
        }

        return wanted;
    }
}
