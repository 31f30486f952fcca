using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Ingestion.Channels.Credentials;

/// <summary>Keeps credentials unreadable at rest, and bound to the source that they were entered for.</summary>
public sealed class CredentialVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("feed.credentials");

    /// <summary>The credentials, encrypted.</summary>
    public string Protect(SourceCredentials credentials) => _protector.Protect(JsonSerializer.Serialize(credentials));

    /// <summary>The credentials in the clear; null when the keys that they were encrypted with are lost.</summary>
    public SourceCredentials? Read(string stored)
    {
        try
        {
            return JsonSerializer.Deserialize<SourceCredentials>(_protector.Unprotect(stored));
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}
