using Portal.Events;

namespace Portal.Monitoring.Projections;

/// <summary>A running projection and how far it got.</summary>
internal sealed class ProjectionMember(IProjection projection, ProjectionRow row)
{
    public IProjection Projection => projection;

    public string Name => projection.Name;

    /// <summary>It has taken every entry up to here.</summary>
    public EventPosition Taken { get; set; } = row.Position;

    /// <summary>So far it is saved.</summary>
    public EventPosition Saved { get; set; } = row.Position;

    public bool IsLive { get; set; } = row.IsLive;

    /// <summary>Whether <see cref="IsLive"/> is to be saved.</summary>
    public bool IsNews { get; set; }

    /// <summary>Why it takes nothing any more; null while it runs.</summary>
    public Exception? Failure { get; set; }
}
