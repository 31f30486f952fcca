using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Monitoring.Live;
using Portal.Storage.EventLog;

namespace Portal.Web.Operations;

/// <summary>What the host measures of itself.</summary>
internal static class PortalMeters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Portal.Web";

    private static readonly Meter Meter = new(Name);

    /// <summary>Circuits that are open.</summary>
    public static UpDownCounter<long> Circuits { get; } = Meter.CreateUpDownCounter<long>("portal.circuits", "{circuit}", "Pages that are open, each over a circuit.");

    /// <summary>Clients of the live hub.</summary>
    public static UpDownCounter<long> LiveClients { get; } = Meter.CreateUpDownCounter<long>("portal.live.clients", "{client}", "Programs that are connected to the live hub.");
}

/// <summary>Counts circuits.</summary>
internal sealed class CircuitCounter : CircuitHandler
{
    /// <inheritdoc />
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        PortalMeters.Circuits.Add(1);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        PortalMeters.Circuits.Add(-1);
        return Task.CompletedTask;
    }
}

/// <summary>Figures that are looked up when somebody asks for them; none of them reads a database.</summary>
internal sealed class PortalGauges : IDisposable
{
    private readonly Meter _meter;

    public PortalGauges(IMeterFactory meters, ILiveEntries live, ILogPulse pulse)
    {
        _meter = meters.Create($"{PortalMeters.Name}.Gauges");
        _meter.CreateObservableGauge("portal.log.waiting", () => pulse.Pulse.Waiting, "{batch}", "Batches that wait to be written to the event log.");
        _meter.CreateObservableGauge("portal.log.head", () => pulse.Pulse.Head, description: "The newest position of the event log.");
        _meter.CreateObservableGauge(
            "portal.lag", () => new Measurement<long>(Math.Max(0, pulse.Pulse.Head - live.Head.Value), new KeyValuePair<string, object?>("reader", "live")), "{entry}",
            "How many entries a reader of the log is behind its head.");
    }

    public void Dispose() => _meter.Dispose();
}
