using Portal.Catalogue.Access;
using Portal.Events.Log;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Kpis;

/// <summary>A KPI with its running figure.</summary>
/// <param name="Kpi">The KPI.</param>
/// <param name="Current">The figure.</param>
public sealed record KpiRow(Kpi Kpi, KpiCurrent Current)
{
    /// <summary>What the figure means.</summary>
    public KpiJudgement Judgement => Kpi.Goal?.Judge(Current.Value) ?? KpiJudgement.None;

    /// <summary>How it went in its window.</summary>
    public IReadOnlyList<double> Points => [.. Current.Points.Where(point => point.Value is not null).Select(point => point.Value!.Value)];
}

/// <summary>What the page of a KPI shows.</summary>
/// <param name="Row">The KPI.</param>
/// <param name="Progress">How far it is measured.</param>
/// <param name="History">The figures of the range.</param>
/// <param name="Series">The same for the chart.</param>
/// <param name="Versions">Its versions, newest first.</param>
/// <param name="SilentFeeds">Its feeds that no entries come in by any more.</param>
public sealed record KpiView(
    KpiRow Row, KpiProgress Progress, KpiHistory History, IReadOnlyList<ChartSeries> Series, IReadOnlyList<KpiVersion> Versions, IReadOnlyList<string> SilentFeeds);

/// <summary>A range of the page of a KPI.</summary>
internal sealed record KpiSpan(string Id, string Text, TimeSpan Length, Resolution Resolution, string Unit)
{
    public static IReadOnlyList<KpiSpan> All { get; } =
    [
        new("24h", "24 h", TimeSpan.FromHours(24), Resolution.Minute, "by minute"),
        new("1h", "1 h", TimeSpan.FromHours(1), Resolution.Minute, "by minute"),
        new("7d", "7 d", TimeSpan.FromDays(7), Resolution.Hour, "by hour"),
        new("30d", "30 d", TimeSpan.FromDays(30), Resolution.Hour, "by hour"),
        new("1y", "1 y", TimeSpan.FromDays(365), Resolution.Day, "by day"),
    ];

    public static KpiSpan Of(string? id) => All.FirstOrDefault(span => span.Id == id) ?? All[0];
}

/// <summary>Gathers what the pages of KPIs show.</summary>
internal sealed class KpiReader(KpiDesk desk, KpiEntries entries, IEventLog log, TimeProvider time)
{
    /// <summary>How many entries a preview is made of.</summary>
    public const int PreviewEntries = 1000;

    private const int MaxBehind = 50;
    private const int MaxGroups = 20;

    public async Task<IReadOnlyList<KpiRow>> RowsAsync(IEnumerable<Kpi> kpis, CancellationToken cancellationToken)
    {
        List<KpiRow> rows = [];
        foreach (var kpi in kpis)
        {
            rows.Add(new KpiRow(kpi, await desk.CurrentAsync(kpi, cancellationToken)));
        }

        return rows;
    }

    public async Task<KpiView> ReadAsync(Kpi kpi, KpiSpan span, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var range = new KpiRange { From = now - span.Length, To = now, Resolution = span.Resolution, Groups = MaxGroups };
        var history = await desk.ReadAsync(kpi, range, cancellationToken);
        return new KpiView(
            new KpiRow(kpi, await desk.CurrentAsync(kpi, cancellationToken)),
            (await desk.ProgressAsync([kpi], cancellationToken))[kpi.Number],
            history,
            [new ChartSeries(kpi.Title, Filled(kpi.Definition, history, range))],
            await desk.VersionsAsync(kpi, cancellationToken),
            [.. (await desk.SilentFeedsAsync(kpi, cancellationToken)).Select(feed => feed.Value)]);
    }

    /// <summary>The entries that were measured from one time to another.</summary>
    public Task<IReadOnlyList<RecordedEntry>> BehindAsync(Kpi kpi, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        entries.ReadAsync(kpi.Definition, from, to, MaxBehind, cancellationToken);

    /// <summary>What a definition says of the newest recorded entries; null when the actor may not see a feed or nothing was recorded.</summary>
    public async Task<(KpiPreview Preview, int Entries)?> PreviewAsync(KpiDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (draft.Definition is not { } definition || KpiRules.Check(definition).Count > 0 || !await desk.CanReadAsync(definition.Feeds, actor, cancellationToken)
            || await desk.FirstPrivateAsync(definition, actor, cancellationToken) is not null)
        {
            return null;
        }

        var recent = await log.ReadAsync(
            new EventQuery { Feeds = definition.Feeds, Direction = ReadDirection.Backward, Limit = PreviewEntries, IncludeSuperseded = true }, cancellationToken);
        return recent.Count == 0 ? null : (KpiPreview.Of(definition, [.. recent.Reverse()]), recent.Count);
    }

    // Buckets without entries are not stored: a chart has them all the same.
    private static List<ChartPoint> Filled(KpiDefinition definition, KpiHistory history, KpiRange range)
    {
        var empty = KpiWords.Empty(definition);
        var values = history.Points.ToDictionary(point => point.Start, point => point.Value);
        List<ChartPoint> points = [];
        for (var at = range.Resolution.Floor(range.From); at < range.To; at += range.Resolution.Width())
        {
            points.Add(new ChartPoint(at, values.TryGetValue(at, out var value) ? value ?? double.NaN : empty));
        }

        return points;
    }
}
