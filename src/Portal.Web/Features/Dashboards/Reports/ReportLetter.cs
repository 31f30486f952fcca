using System.Globalization;
using System.Net;
using System.Text;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Web.Api;
using Portal.Web.Delivery;
using Portal.Web.Features.Kpis;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Dashboards.Reports;

/// <summary>A dashboard as a letter: the same in HTML and in plain text, and each tile's figures as CSV. Pure.</summary>
internal static class ReportLetter
{
    /// <summary>Longer tables are in their attachment.</summary>
    public const int MaxRows = 10;

    /// <summary>How many tables are attached.</summary>
    public const int MaxAttachments = 20;

    private const int MaxAttachedBytes = 1024 * 1024;

    public static Letter Of(DashboardBody body, IReadOnlyList<TileView> views, ReportDelivery delivery, string link)
    {
        var period = $"{ReportWords.Time(delivery.From, delivery.Zone)} to {ReportWords.Time(delivery.Due, delivery.Zone)} ({delivery.Zone})";
        var text = new StringBuilder().Append(body.Title).Append('\n').Append(period).Append("\n\n");
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{Safe(body.Title)}</title></head><body><h1>{Safe(body.Title)}</h1><p>{Safe(period)}</p>");
        if (body.Summary.Length > 0)
        {
            text.Append(body.Summary).Append("\n\n");
            html.Append($"<p>{Safe(body.Summary)}</p>");
        }

        foreach (var view in views)
        {
            Add(text, html, view);
        }

        text.Append("Open it: ").Append(link).Append('\n');
        html.Append($"<p><a href=\"{Safe(link)}\">Open the dashboard</a></p><p><small>You get what you may see yourself. Who keeps the dashboard set this report up.</small></p></body></html>");
        return new Letter($"{body.Title}, {period}", text.ToString(), html.ToString(), Attachments(views));
    }

    /// <summary>What a tile says in one line; null when it is a table, or says nothing.</summary>
    public static string? Line(TileView view)
    {
        if (view.IsDenied)
        {
            return "About feeds that you may not see.";
        }

        var tile = view.Tile;
        switch (tile.Kind)
        {
            case TileKind.Text:
                return tile.Text;
            case TileKind.Number:
                var target = tile.Target is { } goal && view.Value is { } value
                    ? $", target {MeasureRules.Text(tile.Measure, goal)}: {(tile.LowIsGood ? value <= goal : value >= goal) switch { true => "met", false => "missed" }}"
                    : "";
                return $"{Value(tile.Measure, view.Value)}{target}{(view.Before is null ? "" : $" (the period before: {Value(tile.Measure, view.Before)})")}";
            case TileKind.Kpi when view.Kpi is { Current: { } current, Kpi: var kpi }:
                var judged = string.Join(", ", new[] { KpiWords.Goal(kpi), KpiWords.Judgement(kpi, current.Value) }.Where(words => words.Length > 0));
                return $"{KpiWords.Value(kpi, current.Value)} {KpiWords.UnitOf(kpi)}".TrimEnd() + (judged.Length > 0 ? $" ({judged})" : "");
            case TileKind.Series or TileKind.Bars or TileKind.KpiSeries:
                return string.Join("; ", view.Series.Where(series => series.Points.Any(point => double.IsFinite(point.Value))).Select(Range)) is { Length: > 0 } ranges ? ranges : "Nothing in this time.";
            case TileKind.LiveList:
                return "The newest entries stand on the dashboard.";
            case TileKind.HeatMap:
                return "The hours are attached as a table.";
            case TileKind.Kpi or TileKind.KpiTop or TileKind.KpiTable when view.Kpi is null:
                return "The KPI is gone, or over feeds that you may not see.";
            case TileKind.Funnel when view.Process is null:
                return "The process is gone, or over feeds that you may not see.";
            case TileKind.Alerts when view.Incidents.Count == 0:
                return "Nothing to look at.";
            default:
                return null;
        }
    }

    private static string Value(TileMeasure measure, double? value) => $"{MeasureRules.Text(measure, value)} {MeasureRules.Unit(measure)}".TrimEnd();

    private static string Range(ChartSeries series)
    {
        var known = series.Points.Select(point => point.Value).Where(double.IsFinite).ToList();
        return $"{series.Name}: {Figure.Decimal(known.Min(), 2)} to {Figure.Decimal(known.Max(), 2)} a step, {Figure.Decimal(known.Average(), 2)} in the mean".TrimStart(':', ' ');
    }

    private static void Add(StringBuilder text, StringBuilder html, TileView view)
    {
        var title = TileWords.Title(view);
        text.Append("== ").Append(title).Append(" ==\n");
        html.Append($"<h2>{Safe(title)}</h2>");
        if (Line(view) is { } line)
        {
            text.Append(line).Append("\n\n");
            html.Append($"<p>{Safe(line).ReplaceLineEndings("<br>")}</p>");
        }
        else if (TileTable.Of(view) is { Count: > 1 } table)
        {
            html.Append("<table border=\"1\" cellpadding=\"4\" cellspacing=\"0\"><tr>").AppendJoin("", table[0].Select(cell => $"<th scope=\"col\">{Safe(cell)}</th>")).Append("</tr>");
            text.AppendJoin(" | ", table[0]).Append('\n');
            foreach (var row in table.Skip(1).Take(MaxRows))
            {
                html.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Safe(Shown(cell))}</td>")).Append("</tr>");
                text.AppendJoin(" | ", row.Select(Shown)).Append('\n');
            }

            html.Append("</table>");
            if (table.Count - 1 > MaxRows)
            {
                var more = $"{Figure.Counted(table.Count - 1 - MaxRows, "more row")} in the attachment.";
                text.Append(more).Append('\n');
                html.Append($"<p>{more}</p>");
            }

            text.Append('\n');
        }
        else
        {
            text.Append("Nothing in this time.\n\n");
            html.Append("<p>Nothing in this time.</p>");
        }

        if (view.Hidden > 0 && !view.IsDenied)
        {
            var hidden = $"Without {Figure.Counted(view.Hidden, "feed")} that you may not see.";
            text.Append(hidden).Append("\n\n");
            html.Append($"<p><small>{hidden}</small></p>");
        }
    }

    private static List<LetterFile> Attachments(IReadOnlyList<TileView> views)
    {
        List<LetterFile> files = [];
        var left = MaxAttachedBytes;
        foreach (var view in views)
        {
            if (files.Count == MaxAttachments || view.IsDenied || TileTable.Of(view) is not { Count: > 1 } table)
            {
                continue;
            }

            var content = Encoding.UTF8.GetBytes(string.Concat(table.Select(Csv.Line)));
            if (content.Length <= left)
            {
                left -= content.Length;
                files.Add(new LetterFile($"{files.Count + 1}-{FileName(TileWords.Title(view))}.csv", content));
            }
        }

        return files;
    }

    private static string FileName(string title) =>
        string.Concat(title.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-') is var name && name.Length > 40 ? name[..40] : name;

    // The attachment has the figures as they are; the letter those that people read.
    private static string Shown(string? cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Figure.Decimal(number, 2) : cell ?? "–";

    private static string Safe(string? text) => WebUtility.HtmlEncode(text ?? "");
}
