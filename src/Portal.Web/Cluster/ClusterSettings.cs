using System.Net;
using Microsoft.Extensions.Options;
using Portal.Web.Operations;

namespace Portal.Web.Cluster;

/// <summary>Several nodes on one PostgreSQL: the section <c>Portal:Cluster</c>.</summary>
internal sealed class ClusterSettings
{
    public const string Section = "Portal:Cluster";

    /// <summary>Whether this process is one of several.</summary>
    public bool Enabled { get; set; }

    /// <summary>The IP address at which the other nodes reach this one. Keep it on a network of their own: nodes trust each other.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>The TCP port for it; nodes on one machine need one each.</summary>
    public int Port { get; set; } = 11111;
}

internal sealed class ClusterSettingsValidator(IOptions<DatabaseOptions> database) : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        if (!database.Value.IsPostgres)
        {
            return ValidateOptionsResult.Fail(
                $"{ClusterSettings.Section}:Enabled needs {DatabaseOptions.Section}:Provider {DatabaseOptions.Postgres}: SQLite serves one process.");
        }

        if (!IPAddress.TryParse(options.Address, out _))
        {
            return ValidateOptionsResult.Fail($"{ClusterSettings.Section}:Address is '{options.Address}': it must be an IP address.");
        }

        return options.Port is > 0 and <= ushort.MaxValue
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{ClusterSettings.Section}:Port is {options.Port}: it must be 1 to {ushort.MaxValue}.");
    }
}
