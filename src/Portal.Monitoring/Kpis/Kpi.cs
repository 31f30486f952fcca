using System.Globalization;

namespace Portal.Monitoring.Kpis;

/// <summary>A KPI: what is measured, how it is shown, what is aimed at.</summary>
public sealed class Kpi
{
    /// <summary>What the names of its projections begin with.</summary>
    public const string ProjectionPrefix = "kpi:";

    /// <summary>Its number, by which its buckets are found.</summary>
    public int Number { get; init; }

    /// <summary>Its id in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>What it means; empty when not said.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The unit of the figure; empty when it has none.</summary>
    public string Unit { get; set; } = "";

    /// <summary>How many digits are shown after the point.</summary>
    public int Decimals { get; set; }

    /// <summary>What is measured.</summary>
    public required KpiDefinition Definition { get; set; }

    /// <summary>What is aimed at; null when nothing is.</summary>
    public KpiGoal? Goal { get; set; }

    /// <summary>Counts the changes of what is measured, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The id of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Their name.</summary>
    public required string CreatedByName { get; init; }

    /// <summary>Their team, which may change it too; null without one.</summary>
    public string? Team { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset Changed { get; set; }

    /// <summary>Whether it belongs to the sample organisation.</summary>
    public bool IsSample { get; init; }

    /// <summary>The name of the projection that measures this version.</summary>
    public string Projection => string.Create(CultureInfo.InvariantCulture, $"{ProjectionPrefix}{Number}:{Version}");

    /// <summary>The number of the KPI that a projection measures; null when it measures none.</summary>
    public static int? NumberOf(string projection) =>
        projection.StartsWith(ProjectionPrefix, StringComparison.Ordinal)
        && int.TryParse(projection.Split(':')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A version of a KPI's definition.</summary>
public sealed class KpiVersion
{
    /// <summary>The KPI's number.</summary>
    public required int Kpi { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What was measured.</summary>
    public required KpiDefinition Definition { get; init; }

    /// <summary>Who made it so.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Changed { get; init; }
}

/// <summary>Where KPIs are kept.</summary>
public interface IKpiStore
{
    /// <summary>All of them, by title, for reading only. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<Kpi>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds one; null when its id is taken.</summary>
    Task<Kpi?> AddAsync(Kpi kpi, CancellationToken cancellationToken = default);

    /// <summary>Changes one in one transaction, with a new version when what is measured has changed; null when there is none.</summary>
    Task<Kpi?> UpdateAsync(string id, Action<Kpi> change, string changedBy, CancellationToken cancellationToken = default);

    /// <summary>Removes one with its versions; its buckets go with its projection.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The versions of one, newest first.</summary>
    Task<IReadOnlyList<KpiVersion>> VersionsAsync(int kpi, CancellationToken cancellationToken = default);
}
