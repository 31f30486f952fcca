using Portal.Catalogue.Contracts;

namespace Portal.Web.Features.Contracts;

/// <summary>Where a version is shown.</summary>
internal static class VersionAddress
{
    /// <summary>The Contract tab of its feed with this version open.</summary>
    public static string Of(ContractVersion version) =>
        $"catalogue/{version.Feed}?tab=contract&version={version.Version}{(version.EventType is { } type ? $"&type={Uri.EscapeDataString(type)}" : null)}";
}
