using System.Text.Json;
using Portal.Contracts.Comparison;

namespace Portal.Web.Api;

/// <summary>The compatibility modes by their names in the API.</summary>
internal static class CompatibilityModes
{
    private static readonly Dictionary<string, CompatibilityMode> Modes =
        Enum.GetValues<CompatibilityMode>().ToDictionary(mode => JsonNamingPolicy.CamelCase.ConvertName(mode.ToString()), StringComparer.Ordinal);

    /// <summary>All names, for people.</summary>
    public static string Names => string.Join(", ", Modes.Keys);

    /// <summary>Reads a name; none when it is absent, false when it is not one.</summary>
    public static bool TryRead(string? name, out CompatibilityMode mode)
    {
        mode = CompatibilityMode.None;
        return name is null || Modes.TryGetValue(name, out mode);
    }
}
