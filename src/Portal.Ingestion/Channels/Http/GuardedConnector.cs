using System.Net;
using System.Net.Sockets;

namespace Portal.Ingestion.Channels.Http;

/// <summary>The host has no address that the portal may connect to.</summary>
internal sealed class AddressRefusedException(string host) : IOException(
    $"'{host}' is not at a public address, and private networks are not allowed.");

/// <summary>The port is none that the portal may connect to.</summary>
internal sealed class PortRefusedException(int port) : IOException($"Port {port} is not allowed.");

/// <summary>
/// Opens connections to permitted addresses only. The name is resolved here, once, and the connection goes to the
/// address that was judged: a name that resolves to something else a moment later changes nothing.
/// </summary>
internal sealed class GuardedConnector(ChannelOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private readonly OutgoingRules _rules = new(options);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (!_rules.AllowsPort(context.DnsEndPoint.Port))
        {
            throw new PortRefusedException(context.DnsEndPoint.Port);
        }

        var addresses = await PermittedAsync(context.DnsEndPoint.Host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal async Task<IPAddress[]> PermittedAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        IPAddress[] permitted = options.AllowPrivateNetworks ? addresses : [.. addresses.Where(AddressGuard.IsPublic)];
        return permitted.Length > 0 ? permitted : throw new AddressRefusedException(host);
    }
}
