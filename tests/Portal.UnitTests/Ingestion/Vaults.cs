using Microsoft.AspNetCore.DataProtection;
using Portal.Ingestion.Channels.Credentials;

namespace Portal.UnitTests.Ingestion;

internal static class Vaults
{
    /// <summary>A vault whose keys are its own.</summary>
    public static CredentialVault New() => new(new EphemeralDataProtectionProvider());
}
