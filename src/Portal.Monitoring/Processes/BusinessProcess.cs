using System.Globalization;

namespace Portal.Monitoring.Processes;

/// <summary>A business process: what happens to one thing after the other, told by several feeds.</summary>
public sealed class BusinessProcess
{
    /// <summary>What the names of its projections begin with.</summary>
    public const string ProjectionPrefix = "process:";

    /// <summary>Its number, by which what is known of its keys is found.</summary>
    public int Number { get; init; }

    /// <summary>Its id in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; set; }

    /// <summary>What it means; empty when not said.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Its steps.</summary>
    public required ProcessDefinition Definition { get; set; }

    /// <summary>Counts the changes of what is followed, from 1.</summary>
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

    /// <summary>The name of the projection that follows this version.</summary>
    public string Projection => string.Create(CultureInfo.InvariantCulture, $"{ProjectionPrefix}{Number}:{Version}");

    /// <summary>The number of the process that a projection follows; null when it follows none.</summary>
    public static int? NumberOf(string projection) =>
        projection.StartsWith(ProjectionPrefix, StringComparison.Ordinal)
        && int.TryParse(projection.Split(':')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Where processes are kept.</summary>
public interface IProcessStore
{
    /// <summary>All of them, by title, for reading only. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<BusinessProcess>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds one; null when its id is taken.</summary>
    Task<BusinessProcess?> AddAsync(BusinessProcess process, CancellationToken cancellationToken = default);

    /// <summary>Changes one; a change of what is followed is a new version. Null when there is none.</summary>
    Task<BusinessProcess?> UpdateAsync(string id, Action<BusinessProcess> change, CancellationToken cancellationToken = default);

    /// <summary>Removes one; what is known of its keys goes with its projection.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken = default);
}
