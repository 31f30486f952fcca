using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Web.Operations;

/// <summary>
/// What proxies in front of the portal say of a request (<c>X-Forwarded-For</c>, <c>-Proto</c>, <c>-Host</c>,
/// <c>-Prefix</c>) is believed when they are configured, so that links lead where the client came from. Nobody else is.
/// </summary>
internal static class ProxyHeaders
{
    private const string Setting = "Portal:Proxies";

    /// <summary>Believes the proxies of <c>Portal:Proxies</c>: addresses and networks, separated by commas.</summary>
    /// <exception cref="InvalidOperationException">One of them is neither.</exception>
    public static void UsePortalProxies(this WebApplication app)
    {
        var given = (app.Configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (given.Length == 0)
        {
            return;
        }

        // The proxies end the chain, not a count: it is followed as long as it comes from one of them.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in given)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new InvalidOperationException($"{Setting}: '{proxy}' is neither an IP address nor a network such as 10.0.0.0/8.");
            }
        }

        app.UseForwardedHeaders(options);
    }
}
