using System.Globalization;
using Portal.Catalogue.Dashboards;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards;

/// <summary>What a tile shows as a table for other programs: the heading first, times in UTC, figures unrounded, nothing where nothing is known. Pure.</summary>
internal static class TileTable
{
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>Whether tiles of this kind are figures: texts and lists of entries are not.</summary>
    public static bool IsOf(TileKind kind) => kind is not (TileKind.Text or TileKind.LiveList);

    /// <summary>The lines; null for a tile that has no figures.</summary>
    public static IReadOnlyList<IReadOnlyList<string?>>? Of(TileView view) => view.Tile.Kind switch
    {
        TileKind.Number or TileKind.Series or TileKind.Bars => OfSeries(view),
        TileKind.Top => OfRows(view, MeasureRules.Title(view.Tile.Measure)),
        TileKind.Conformance => OfRows(view, "Valid share"),
        TileKind.Table => OfFigures(view),
        TileKind.HeatMap => OfCells(view),
        TileKind.KpiSeries => OfSeries(view),
        TileKind.Kpi => OfKpi(view.Kpi),
        TileKind.KpiTop or TileKind.KpiTable => OfGroups(view.Kpi),
        TileKind.Funnel => OfSteps(view.Process),
        TileKind.Alerts => OfIncidents(view),
        _ => null,
    };

    private static IReadOnlyList<IReadOnlyList<string?>> OfKpi(KpiTileFigures? shown) => shown?.Current is not { } current ? [["From", "To", "Value", "The window before", "Target"]] :
    [
        ["From", "To", "Value", "The window before", "Target"],
        [Text(current.From), Text(current.To), Text(current.Value), Text(current.Before), Text(shown.Kpi.Goal?.Value)],
    ];

    private static IReadOnlyList<IReadOnlyList<string?>> OfGroups(KpiTileFigures? shown)
    {
        IReadOnlyList<string?> heads = [.. (shown?.Kpi.Definition.Dimensions ?? []).Select(dimension => dimension.Name), "Value", "Values"];
        return
        [
            heads,
            .. (shown?.History?.Groups ?? []).Select(group => (IReadOnlyList<string?>)[.. group.Values, Text(group.Value), group.Count.ToString(CultureInfo.InvariantCulture)]),
            .. shown?.History?.Other is { } other
                ? (IReadOnlyList<IReadOnlyList<string?>>)[[.. shown.Kpi.Definition.Dimensions.Select((_, i) => i == 0 ? "other" : null), Text(other.Value), other.Count.ToString(CultureInfo.InvariantCulture)]]
                : [],
        ];
    }

    private static IReadOnlyList<IReadOnlyList<string?>> OfSteps(ProcessTileFigures? shown) =>
    [
        ["Step", "Feed", "Came to it", "Waiting", "Stuck", "Median seconds", "95% seconds"],
        .. (shown?.View.Figures.Steps ?? []).Select(step => (IReadOnlyList<string?>)
        [
            step.Step.Name, step.Step.Feed.Value, Text(step.Count), Text(step.Waiting), Text(step.Stuck), Text(step.Median?.TotalSeconds), Text(step.P95?.TotalSeconds),
        ]),
    ];

    private static IReadOnlyList<IReadOnlyList<string?>> OfIncidents(TileView view) =>
    [
        ["Incident", "Title", "State", "Severity", "Owner", "Opened", "Last", "Times"],
        .. view.Incidents.Select(incident => (IReadOnlyList<string?>)
        [
            Text(incident.Number), incident.Title, incident.State.ToString(), incident.Severity.ToString(), incident.Assignee ?? incident.Owner, Text(incident.Opened), Text(incident.LastRaised), Text(incident.Count),
        ]),
    ];

    private static IReadOnlyList<IReadOnlyList<string?>> OfSeries(TileView view)
    {
        var values = view.Series.Select(one => one.Points.ToDictionary(p => p.At, p => p.Value)).ToList();
        return
        [
            ["Time", .. view.Series.Select(one => one.Name.Length > 0 ? one.Name : MeasureRules.Title(view.Tile.Measure))],
            .. values.SelectMany(one => one.Keys).Distinct().Order()
                .Select(at => (IReadOnlyList<string?>)[Text(at), .. values.Select(one => one.TryGetValue(at, out var value) ? Text(value) : null)]),
        ];
    }

    private static IReadOnlyList<IReadOnlyList<string?>> OfRows(TileView view, string measure)
    {
        var compared = view.Rows.Any(row => row.Before is not null);
        return
        [
            compared ? ["Feed", "Title", measure, "The period before"] : ["Feed", "Title", measure],
            .. view.Rows.Select(row => (IReadOnlyList<string?>)(compared
                ? [row.Feed.Id.Value, row.Feed.Title, Text(row.Value), Text(row.Before)]
                : [row.Feed.Id.Value, row.Feed.Title, Text(row.Value)])),
        ];
    }

    private static IReadOnlyList<IReadOnlyList<string?>> OfFigures(TileView view) =>
    [
        ["Feed", "Title", "State", "Entries a minute", "Last entry", "Valid percent", "Entries in all"],
        .. view.Rows.Where(row => row.Figures is not null).Select(row => (IReadOnlyList<string?>)
        [
            row.Feed.Id.Value, row.Feed.Title, row.Figures!.Health.ToString(), Text(row.Figures.EntriesPerMinute),
            row.Figures.LastReceived is { } last ? Text(last) : null, Text(row.Figures.ConformancePercent), Text(row.Figures.Entries),
        ]),
    ];

    private static IReadOnlyList<IReadOnlyList<string?>> OfCells(TileView view) =>
    [
        ["Day", "Hour", MeasureRules.Title(view.Tile.Measure)],
        .. view.Cells.Select(cell => (IReadOnlyList<string?>)[Days[cell.Day], $"{cell.Hour:00}:00", Text(cell.Value)]),
    ];

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(double? value) => value is { } known && double.IsFinite(known) ? known.ToString("R", CultureInfo.InvariantCulture) : null;
}
