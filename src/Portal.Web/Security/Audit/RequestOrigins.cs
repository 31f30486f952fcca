using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.Audit;

/// <summary>
/// Remembers from where the request comes that is being served, for the audit trail. It flows with the work, also into hub
/// methods; a circuit keeps the origin of the connection that opened it.
/// </summary>
internal sealed class RequestOrigins : IAuditOrigins
{
    private static readonly AsyncLocal<AuditOrigin?> Served = new();

    public AuditOrigin Current => Served.Value ?? AuditOrigin.Portal;

    /// <summary>Takes the origin of a request down. To be placed behind what proxies are believed by.</summary>
    public static Task RememberAsync(HttpContext context, RequestDelegate next)
    {
        Served.Value = new AuditOrigin(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent ? agent : null);
        return next(context);
    }

    /// <summary>Gives the origin of a circuit's connection to everything that its components do.</summary>
    internal sealed class OfCircuit : CircuitHandler
    {
        private readonly AuditOrigin? _origin = Served.Value;

        public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
            async activity =>
            {
                Served.Value = _origin;
                await next(activity);
            };
    }
}
