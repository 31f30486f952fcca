using Microsoft.EntityFrameworkCore;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Storage.Model;

namespace Portal.Storage.Monitoring;

/// <summary>Opens, continues and resolves incidents with the step of the rule that says so: in its transaction, each alarm once.</summary>
internal static class IncidentWriter
{
    private const string Itself = "Portal";

    /// <summary>Takes in what rules have to say, in order.</summary>
    public static async Task WriteAsync(
        PortalDbContext context, RowStatements rows, IReadOnlyList<RuleSignal> signals, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (signals.Count == 0)
        {
            return;
        }

        var fresh = await FreshAsync(rows, signals, cancellationToken);
        var maintenance = await context.Maintenance.AsNoTracking().Where(window => window.To > now.AddDays(-1)).ToListAsync(cancellationToken);
        var channels = await context.AlertChannels.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var ofRule in signals.Where((_, i) => fresh.Contains(i)).GroupBy(signal => signal.Rule))
        {
            if (await context.Rules.AsNoTracking().SingleOrDefaultAsync(rule => rule.Number == ofRule.Key, cancellationToken) is not { } rule)
            {
                continue;
            }

            var feeds = await FeedsAsync(context, rule.Definition, cancellationToken);
            var incident = await context.Incidents.SingleOrDefaultAsync(i => i.Rule == ofRule.Key && i.State != IncidentState.Resolved, cancellationToken);
            foreach (var signal in ofRule)
            {
                if (!signal.Raised)
                {
                    Resolve(context, channels, incident, signal.At, now);
                    incident = null;
                }
                else if (incident is not null)
                {
                    incident.Take(signal);
                }
                else if (!maintenance.Exists(window => window.Covers(signal.At, feeds)))
                {
                    incident = Open(rule, feeds, signal);
                    context.Incidents.Add(incident);
                    await context.SaveChangesAsync(cancellationToken);
                    Tell(context, channels, incident, IncidentNews.Opened, now);
                }
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Puts a message for each channel that wants it in the outbox, with what it is about.</summary>
    public static void Tell(PortalDbContext context, IEnumerable<AlertChannel> channels, Incident incident, IncidentNews news, DateTimeOffset now)
    {
        foreach (var channel in channels.Where(channel => incident.Severity >= channel.AtLeast))
        {
            context.AlertDeliveries.Add(new AlertDelivery
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Channel = channel.Id,
                Incident = incident.Number,
                News = news,
                Created = now,
                NextAttempt = now,
            });
        }
    }

    // Two that run the same rule for a moment, as after a broken network, may both have come to it: the first one counts.
    private static async Task<HashSet<int>> FreshAsync(RowStatements rows, IReadOnlyList<RuleSignal> signals, CancellationToken cancellationToken)
    {
        var keys = signals.Select(signal => (signal.Rule, signal.At.UtcTicks, Hash: (long)TextHash.Of($"{signal.Raised}{signal.Position}{signal.Text}"))).ToList();
        HashSet<(int, long, long)> added = [];
        await rows.RunAsync(
            [.. keys.Distinct().Select(key => new object?[] { key.Rule, key.UtcTicks, key.Hash })],
            tuples => $"INSERT INTO alert_marks (rule, at, hash) VALUES {tuples} ON CONFLICT DO NOTHING RETURNING rule, at, hash",
            reader => added.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2))),
            cancellationToken);
        HashSet<int> fresh = [];
        for (var i = 0; i < keys.Count; i++)
        {
            if (added.Remove(keys[i]))
            {
                fresh.Add(i);
            }
        }

        return fresh;
    }

    private static async Task<IReadOnlyList<FeedId>> FeedsAsync(PortalDbContext context, RuleDefinition rule, CancellationToken cancellationToken)
    {
        var kpi = rule.Kpi is null ? null : await context.Kpis.AsNoTracking().SingleOrDefaultAsync(k => k.Id == rule.Kpi, cancellationToken);
        return [.. (kpi?.Definition.Feeds ?? []).Concat(rule.Feeds).Concat(rule.Steps.Select(step => step.Feed)).Distinct()];
    }

    private static Incident Open(AlertRule rule, IReadOnlyList<FeedId> feeds, RuleSignal signal)
    {
        var incident = new Incident
        {
            Rule = rule.Number,
            Title = rule.Title,
            Feeds = feeds,
            Severity = rule.Severity,
            Owner = rule.Owner,
            Runbook = rule.Runbook,
            Opened = signal.At,
            LastRaised = signal.At,
            Text = signal.Text,
        };
        incident.Take(signal);
        incident.Note(new IncidentStep(signal.At, Itself, Incident.Begun, signal.Text) { Safe = signal.Safe });
        return incident;
    }

    private static void Resolve(PortalDbContext context, List<AlertChannel> channels, Incident? incident, DateTimeOffset at, DateTimeOffset now)
    {
        if (incident is not null)
        {
            incident.Resolve(at, Itself, "It has passed.");
            Tell(context, channels, incident, IncidentNews.Resolved, now);
        }
    }
}
