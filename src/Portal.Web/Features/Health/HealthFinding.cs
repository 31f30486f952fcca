using Portal.Catalogue.Feeds;
using Portal.Ingestion.Subscriptions;
using Portal.Web.Figures;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Health;

/// <summary>What needs a look, with what to do about it.</summary>
/// <param name="State">How bad it is.</param>
/// <param name="Title">The feed, or the host whose feeds fail together.</param>
/// <param name="Text">Diagnosis and advice.</param>
/// <param name="Href">Where to look.</param>
public sealed record HealthFinding(PortalState State, string Title, string Text, string Href);

/// <summary>Says what needs a look, the worst first: hosts whose feeds fail together once, not once for each feed. Pure.</summary>
internal static class HealthFindings
{
    // Under it, entries that break their contract are no accident any more.
    private const double MinConformance = 99;

    public static IReadOnlyList<HealthFinding> Of(IReadOnlyList<FeedHealthRow> rows)
    {
        List<HealthFinding> findings = [];
        HashSet<FeedHealthRow> told = [];
        foreach (var host in rows.Where(row => row.Host.Length > 0).GroupBy(row => row.Host, StringComparer.OrdinalIgnoreCase))
        {
            var failing = host.Where(IsUnreachable).ToList();
            if (failing.Count > 1 && failing.Count * 2 > host.Count())
            {
                told.UnionWith(failing);
                findings.Add(OfHost(host.Key, failing, host.Count()));
            }
        }

        findings.AddRange(rows.Where(row => !told.Contains(row) && row.IsTroubled).Select(OfFeed));
        findings.AddRange(rows.Where(row => !row.IsTroubled && row.Figures.ConformancePercent < MinConformance).Select(OfContract));
        return [.. findings.OrderBy(finding => Rank(finding.State))];
    }

    private static bool IsUnreachable(FeedHealthRow row) =>
        row.Figures.Health is FeedHealth.Failing or FeedHealth.Late
        && row.Status?.LastOutcome is not (null or PollOutcome.Fetched or PollOutcome.NotModified or PollOutcome.Gone);

    private static HealthFinding OfHost(string host, List<FeedHealthRow> failing, int all)
    {
        var commonest = failing.GroupBy(row => row.Status!.LastProblem).MaxBy(group => group.Count())!;
        return new HealthFinding(
            failing.Any(row => row.Figures.Health == FeedHealth.Failing) ? PortalState.Failing : PortalState.Late,
            host,
            $"{failing.Count} of {all} feeds of this host fail together, {commonest.Count()} of them alike: {commonest.First().Figures.Diagnosis}",
            $"health?state=trouble&host={Uri.EscapeDataString(host)}");
    }

    private static HealthFinding OfFeed(FeedHealthRow row) => new(
        row.Figures.Health.ToState(), row.Feed.Title, row.Figures.Diagnosis ?? "It needs a look.", Address(row.Feed, row.Feed.IsHosted ? null : "following"));

    private static HealthFinding OfContract(FeedHealthRow row) => new(
        PortalState.Invalid,
        row.Feed.Title,
        $"Only {Shared.Figures.Figure.Percent(row.Figures.ConformancePercent!.Value / 100)}% of the entries checked in the last 24 h met the contract. Look at what breaks it, then tell the publisher or publish a version that fits.",
        Address(row.Feed, "entries&show=invalid"));

    private static string Address(Feed feed, string? tab) => $"catalogue/{feed.Id}{(tab is null ? null : $"?tab={tab}")}";

    private static int Rank(PortalState state) => state switch
    {
        PortalState.Failing => 0,
        PortalState.Gap => 1,
        PortalState.Invalid => 2,
        _ => 3,
    };
}
