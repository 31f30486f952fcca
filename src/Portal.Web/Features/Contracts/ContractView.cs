using Portal.Web.Shared.Layout;

namespace Portal.Web.Features.Contracts;

/// <summary>What the address says of the Contract tab.</summary>
/// <param name="Version">The version, <c>version</c>.</param>
/// <param name="Type">Its event type, <c>type</c>.</param>
/// <param name="View">The view of it, <c>view</c>.</param>
/// <param name="From">The earlier version of a comparison, <c>from</c>.</param>
/// <param name="To">The later one, <c>to</c>.</param>
/// <param name="Days">How far back violations are ranked, <c>days</c>.</param>
/// <param name="Language">The language of the code, <c>lang</c>.</param>
public sealed record ContractView(string? Version, string? Type, string? View, string? From, string? To, string? Days, string? Language = null)
{
    /// <summary>The address with a version open, in the view that is open now.</summary>
    public static string AddressOf(string uri, Portal.Catalogue.Contracts.ContractVersion version) => QueryAddress.With(
        QueryAddress.With(uri, "version", version.Version.ToString()), "type", version.EventType);
}
