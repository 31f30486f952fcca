using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Ingestion.WebSub;

/// <summary>Makes what is unguessable in a subscription, and keeps its secret unreadable at rest.</summary>
internal sealed class PushSecrets(IDataProtectionProvider protection)
{
    private const int TokenBytes = 24;

    // Base64 of these is 64 characters; the Recommendation allows less than 200 bytes (section 5.1).
    private const int SecretBytes = 48;

    private readonly IDataProtector _protector = protection.CreateProtector("websub.secret");

    /// <summary>A callback's token: 192 bits.</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>A new secret, encrypted.</summary>
    public string NewSecret() => _protector.Protect(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>The secret in the clear; null when the keys that it was encrypted with are lost.</summary>
    public string? Read(string secret)
    {
        try
        {
            return _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
