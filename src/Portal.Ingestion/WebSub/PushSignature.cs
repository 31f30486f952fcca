using System.Security.Cryptography;
using System.Text;

namespace Portal.Ingestion.WebSub;

/// <summary>Judges <c>X-Hub-Signature: sha256=0a1b...</c> (WebSub, section 8). All four methods of the Recommendation are taken.</summary>
internal static class PushSignature
{
    /// <summary>Whether a body is signed with a secret.</summary>
    /// <param name="header">The header; null when there is none.</param>
    /// <param name="secret">The secret that the hub was given.</param>
    /// <param name="body">The body as it came.</param>
    public static bool IsValid(string? header, string secret, ReadOnlySpan<byte> body)
    {
        var parts = (header ?? "").Trim().Split('=', 2);
        Span<byte> expected = stackalloc byte[SHA512.HashSizeInBytes];
        Span<byte> given = stackalloc byte[SHA512.HashSizeInBytes];
        var length = parts.Length == 2 ? Compute(parts[0], Encoding.UTF8.GetBytes(secret), body, expected) : 0;
        return length > 0
            && parts[1].Length == length * 2
            && Convert.FromHexString(parts[1], given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == length
            && CryptographicOperations.FixedTimeEquals(expected[..length], given[..length]);
    }

    // SHA-1 is broken for collisions, not as a keyed hash (RFC 6194 section 3.3), and old hubs know nothing else.
#pragma warning disable CA5350
    private static int Compute(string method, byte[] key, ReadOnlySpan<byte> body, Span<byte> hash) => method.ToLowerInvariant() switch
    {
        "sha1" => HMACSHA1.HashData(key, body, hash),
        "sha256" => HMACSHA256.HashData(key, body, hash),
        "sha384" => HMACSHA384.HashData(key, body, hash),
        "sha512" => HMACSHA512.HashData(key, body, hash),
        _ => 0,
    };
#pragma warning restore CA5350
}
