using System.Net;
using System.Net.Sockets;

namespace Portal.Ingestion.Channels.Http;

/// <summary>Tells public addresses from those that lead into a network (IANA special-purpose registries, RFC 6890).</summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks(
            "0.0.0.0/8", // this host
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT; a cloud's metadata at 100.100.100.200
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's host, reachable from its guests only
            "169.254.0.0/16", // link-local; metadata at 169.254.169.254
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "::/96", // unspecified, loopback, IPv4-compatible
            "64:ff9b:1::/48", // local NAT64
            "100::/64", // discard
            "2001::/23", // protocol assignments, Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address inside
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local; metadata at fd00:ec2::254
            "fe80::/10", // link-local
            "fec0::/10", // site-local
            "ff00::/8"), // multicast
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address is a public one. IPv4 inside IPv6 (mapped, NAT64) is judged as IPv4.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var judged = Unwrapped(address);
        return !NotPublic.Any(network => network.BaseAddress.AddressFamily == judged.AddressFamily && network.Contains(judged));
    }

    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return Nat64.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12)) : address;
    }

    private static IEnumerable<IPNetwork> Networks(params string[] networks) => networks.Select(IPNetwork.Parse);
}
