using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Events.Log;
using Portal.Monitoring.Live;
using Portal.Storage.Model;

namespace Portal.Web.Operations;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: everything it needs is there.</summary>
internal static class PortalHealth
{
    /// <summary>The mark of the checks without which nothing can be served.</summary>
    public const string Ready = "ready";

    public static IServiceCollection AddPortalHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<EventLogCheck>("event-log", tags: [Ready])
            .AddCheck<CatalogueCheck>("catalogue", tags: [Ready])
            .AddCheck<LiveCheck>("live", tags: [Ready])
            .AddCheck<LogWriterCheck>("log-writer", tags: [Ready])
            .AddCheck<DiskCheck>("disk")
            .AddCheck<MemoryCheck>("memory");
        return services;
    }

    public static void MapPortalHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = report.Status,
        Checks = report.Entries.ToDictionary(e => e.Key, e => new { e.Value.Status, e.Value.Description }),
    });
}

internal sealed class EventLogCheck(IEventLog log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        HealthCheckResult.Healthy($"The log ends at position {await log.HeadAsync(cancellationToken)}.");
}

internal sealed class CatalogueCheck(IDbContextFactory<PortalDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        return await database.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy("The catalogue's database answers.")
            : HealthCheckResult.Unhealthy("The catalogue's database does not answer.");
    }
}

internal sealed class LiveCheck(IEventLog log, ILiveEntries live) : IHealthCheck
{
    private const long FarBehind = 50_000;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var behind = Math.Max(0, (await log.HeadAsync(cancellationToken)).Value - live.Head.Value);
        return behind > FarBehind
            ? HealthCheckResult.Degraded($"Live views are {behind} entries behind the log.")
            : HealthCheckResult.Healthy($"Live views are {behind} entries behind the log.");
    }
}
