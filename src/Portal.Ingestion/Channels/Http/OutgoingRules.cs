using System.Globalization;

namespace Portal.Ingestion.Channels.Http;

/// <summary>Which schemes and ports may be called, as the options say.</summary>
internal sealed class OutgoingRules
{
    private readonly HashSet<string> _schemes;
    private readonly List<(int First, int Last)> _ports;
    private readonly string _shownPorts;

    public OutgoingRules(ChannelOptions options)
    {
        _schemes = new HashSet<string>(Words(options.AllowedSchemes), StringComparer.OrdinalIgnoreCase);
        _ports = PortsOf(options.AllowedPorts) ?? [];
        _shownPorts = string.Join(", ", Words(options.AllowedPorts));
    }

    /// <summary>Why an address is not called, in a sentence; null when it may be.</summary>
    public string? ProblemOf(Uri address) =>
        address.Scheme is not ("http" or "https") ? $"'{address.Scheme}' is not a scheme that feeds are read by: use http or https."
        : !_schemes.Contains(address.Scheme) ? $"Addresses that begin with {address.Scheme}:// are not allowed here: use {string.Join(" or ", _schemes)}."
        : !AllowsPort(address.Port) ? string.Create(CultureInfo.InvariantCulture, $"Port {address.Port} is not allowed here: use {_shownPorts}.")
        : null;

    public bool AllowsPort(int port) => _ports.Count == 0 || _ports.Exists(range => port >= range.First && port <= range.Last);

    /// <summary>The ports of <c>80, 443, 8000-8999</c>; null when it cannot be read.</summary>
    public static List<(int First, int Last)>? PortsOf(string text)
    {
        List<(int, int)> ports = [];
        foreach (var word in Words(text))
        {
            var ends = word.Split('-');
            if (ends.Length > 2 || !TryPort(ends[0], out var first) || !TryPort(ends[^1], out var last) || last < first)
            {
                return null;
            }

            ports.Add((first, last));
        }

        return ports;
    }

    public static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65_535;
}
