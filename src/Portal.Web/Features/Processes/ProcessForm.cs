using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Processes;

/// <summary>A step as it is edited.</summary>
public sealed class ProcessStepRow
{
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>The feed.</summary>
    public string? Feed { get; set; }

    /// <summary>The path of the business key.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether that is a path of XML.</summary>
    public bool IsXml { get; set; }

    /// <summary>The conditions.</summary>
    public List<ConditionRow> Conditions { get; } = [];

    /// <summary>How long the next step may take, in minutes; null for as long as it likes.</summary>
    public double? LimitMinutes { get; set; }

    /// <summary>What is not said; null when all is.</summary>
    public string? Missing => Feed is null ? "Choose the feed that tells of it." : KpiForm.FieldOf(Key, IsXml) is null ? "Say where the business key is, for example /number." : null;

    internal ProcessStep ToStep() => new(
        Name.Trim(),
        FeedId.Parse(Feed!),
        KpiForm.FieldOf(Key, IsXml)!,
        [.. Conditions.Select(row => new FieldCondition(
            row.Field,
            row.Comparison,
            row.Comparison is Comparison.Exists or Comparison.Missing ? [] : row.Values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))],
        LimitMinutes is { } minutes ? TimeSpan.FromMinutes(double.IsFinite(minutes) ? Math.Clamp(minutes, 0, 1_000_000) : 0) : null);

    internal static ProcessStepRow Of(ProcessStep step)
    {
        var row = new ProcessStepRow
        {
            Name = step.Name,
            Feed = step.Feed.Value,
            Key = KpiForm.TextOf(step.Key),
            IsXml = step.Key.Form == PayloadForm.Xml,
            LimitMinutes = step.Limit?.TotalMinutes,
        };
        row.Conditions.AddRange(step.Where.Select(condition => new ConditionRow { Field = condition.Field, Comparison = condition.Comparison, Values = string.Join(", ", condition.Values) }));
        return row;
    }
}
