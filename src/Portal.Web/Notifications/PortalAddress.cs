using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Portal.Web.Notifications;

/// <summary>The address under which people open the portal, for what leaves it without a request of theirs.</summary>
internal sealed class PortalAddress(IConfiguration configuration, IServer server)
{
    /// <summary>The address without a slash at the end: as it was set, else as the portal listens.</summary>
    public string Value => (configuration["Portal:PublicAddress"] is { Length: > 0 } given ? given : Listens()).TrimEnd('/');

    // A wildcard is where it listens, not where it is opened.
    private string Listens() => (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost")
        .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal);
}
