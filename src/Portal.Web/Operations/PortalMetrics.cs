using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using Portal.Catalogue.Access;
using Portal.Web.Security;

namespace Portal.Web.Operations;

/// <summary>Who may read <c>/metrics</c>: the section <c>Portal:Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Portal:Metrics";

    /// <summary>Whether anybody who reaches the portal may. Otherwise a session or a key with the role operator is needed.</summary>
    public bool Anonymous { get; set; }
}

/// <summary>
/// The portal's figures for monitoring systems: as Prometheus text at <c>/metrics</c>, and pushed over OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// </summary>
internal static class PortalMetrics
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        "Portal.EventLog", "Portal.Following", "Portal.Hub", PortalMeters.Name, $"{PortalMeters.Name}.Gauges",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "System.Runtime",
    ];

    public static void AddPortalMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section);
        builder.Services.AddSingleton<PortalGauges>();
        builder.Services.AddScoped<CircuitHandler, CircuitCounter>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("portal", serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters).AddPrometheusExporter();
                if (!string.IsNullOrWhiteSpace(builder.Configuration[OtlpEndpoint]))
                {
                    metrics.AddOtlpExporter();
                }
            });
    }

    public static void MapPortalMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<PortalGauges>();
        var endpoint = app.MapPrometheusScrapingEndpoint("/metrics");
        if (app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value.Anonymous)
        {
            endpoint.AllowAnonymous();
        }
        else
        {
            endpoint.RequireAuthorization(nameof(Permission.ReadMetrics));
        }
    }
}
