using Portal.Catalogue.Access;
using Portal.Events;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Alerts;

/// <summary>
/// Shows incidents to those who may not see private fields: that it happened, how often and where, and not the values by which it was
/// found. What leaves the portal is shown as nobody may see more: who reads a mailbox or a webhook's log, the portal does not know.
/// </summary>
internal sealed class IncidentMask(PrivateFields privates, IRuleStore rules)
{
    private const string Withheld = "What happened is told by a private value.";

    /// <summary>An incident as an actor may see it.</summary>
    public async ValueTask<Incident> ShowAsync(Incident incident, Actor actor, CancellationToken cancellationToken = default) =>
        (await ShowAsync([incident], actor, cancellationToken))[0];

    /// <summary>Incidents as an actor may see them.</summary>
    public async ValueTask<IReadOnlyList<Incident>> ShowAsync(IReadOnlyList<Incident> incidents, Actor actor, CancellationToken cancellationToken = default)
    {
        // Of the same feeds there are many.
        Dictionary<string, IReadOnlySet<string>> known = [];
        List<Incident> shown = new(incidents.Count);
        foreach (var incident in incidents)
        {
            var feeds = string.Join(' ', incident.Feeds.Select(feed => feed.Value));
            if (!known.TryGetValue(feeds, out var names))
            {
                known[feeds] = names = await privates.NamesAsync(incident.Feeds, actor.CanSeePrivate, cancellationToken);
            }

            shown.Add(names.Count == 0 ? incident : await MaskAsync(incident, names, cancellationToken));
        }

        return shown;
    }

    private async ValueTask<Incident> MaskAsync(Incident incident, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        // By a condition on a private field, or from before fields were noted with alarms.
        var rule = (await rules.ListAsync(cancellationToken)).FirstOrDefault(one => one.Number == incident.Rule);
        var isOverPrivate = rule is null || rule.Definition.ReadFields().Any(field => PrivateFields.IsAmong(names, field));
        return incident.InWords(safe => safe is null
            ? isOverPrivate ? Withheld : null
            : safe.Fields.Any(field => PrivateFields.IsAmong(names, field)) ? safe.Text : null);
    }
}
