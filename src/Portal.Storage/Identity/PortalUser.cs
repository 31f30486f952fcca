using Microsoft.AspNetCore.Identity;

namespace Portal.Storage.Identity;

/// <summary>A person who signs in.</summary>
public sealed class PortalUser : IdentityUser
{
    /// <summary>The name that others see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The team that versions before there were several kept here; moved when the portal starts.</summary>
    public string? Team { get; set; }
}
