using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Monitoring.Projections;

namespace Portal.Web.Features.Health;

/// <summary>What operators do about projections that were stopped.</summary>
internal sealed class ProjectionRestarts(IProjections projections, IAuditTrail audit)
{
    /// <summary>Lets a stopped one go on from where it was.</summary>
    public async Task<Outcome<string>> RestartAsync(string name, Actor actor, CancellationToken cancellationToken = default)
    {
        if (!actor.May(Permission.ManagePortal))
        {
            return Refusal.Forbidden("Only operators restart projections.");
        }

        if (!await projections.RestartAsync(name, cancellationToken))
        {
            return Refusal.NotFound($"There is no stopped projection '{name}'.");
        }

        await audit.RecordAsync(
            new AuditEvent("monitoring.projection.restarted", actor, AuditSubjects.Projection(name), $"The projection '{name}' was restarted"), cancellationToken);
        return name;
    }
}
