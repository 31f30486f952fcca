using System.Globalization;

namespace Portal.Monitoring.Rules;

/// <summary>An alert rule.</summary>
public sealed class AlertRule
{
    /// <summary>What the names of its projections begin with.</summary>
    public const string ProjectionPrefix = "rule:";

    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>Its id in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>What it looks for.</summary>
    public required RuleDefinition Definition { get; set; }

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; set; }

    /// <summary>Who looks after its incidents: a person or a team.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Where it says what to do; empty when not said.</summary>
    public string Runbook { get; set; } = "";

    /// <summary>Whether it looks.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Counts the changes of what it looks for, from 1.</summary>
    public int Version { get; set; } = 1;

    /// <summary>The id of who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>Their name.</summary>
    public required string CreatedByName { get; init; }

    /// <summary>Their team, which may change it too; null without one.</summary>
    public string? Team { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last: what happened before does not raise.</summary>
    public required DateTimeOffset Changed { get; set; }

    /// <summary>Whether it belongs to the sample organisation.</summary>
    public bool IsSample { get; init; }

    /// <summary>The name of the projection that runs this version.</summary>
    /// <param name="kpiVersion">The version of its KPI; 0 for rules about entries.</param>
    public string Projection(int kpiVersion) => string.Create(CultureInfo.InvariantCulture, $"{ProjectionPrefix}{Number}:{Version}:{kpiVersion}");
}

/// <summary>Where alert rules are kept.</summary>
public interface IRuleStore
{
    /// <summary>All of them, by title, for reading only. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds one; null when its id is taken.</summary>
    Task<AlertRule?> AddAsync(AlertRule rule, CancellationToken cancellationToken = default);

    /// <summary>Changes one in one transaction; null when there is none.</summary>
    Task<AlertRule?> UpdateAsync(string id, Action<AlertRule> change, CancellationToken cancellationToken = default);

    /// <summary>Removes one; its incidents stay.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken = default);
}
