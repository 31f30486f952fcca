using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Events;

namespace Portal.FeedHost.Publishing;

/// <summary>
/// The key by which a publisher repeats a POST without fear (draft-ietf-httpapi-idempotency-key-header). What the first one
/// left is in the entry that it made, so that the key lives as long as the entry does and needs no table of its own.
/// </summary>
internal sealed class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int MaxLength = 255;
    private const int DigestBytes = 12;

    private readonly string _given;
    private readonly byte[] _hash;

    private IdempotencyKey(string given, FeedId feed, string caller)
    {
        _given = given;
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{feed}\n{caller}\n{given}"));
    }

    /// <summary>The id of an entry that brings none: the same for each repetition (RFC 9562 section 5.8).</summary>
    public Guid EntryId
    {
        get
        {
            var bytes = _hash.AsSpan(0, 16).ToArray();
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes, bigEndian: true);
        }
    }

    /// <summary>Reads the header; a key that cannot be one is a problem, none is not.</summary>
    public static bool TryRead(HttpContext http, FeedId feed, out IdempotencyKey? key, [NotNullWhen(false)] out string? problem)
    {
        (key, problem) = (null, null);
        if (http.Request.Headers[Header] is not [{ } header, ..])
        {
            return true;
        }

        var given = header.Trim().Trim('"');
        if (given.Length is 0 or > MaxLength)
        {
            problem = $"{Header} has 1 to {MaxLength} characters; this has {given.Length}.";
            return false;
        }

        key = new IdempotencyKey(given, feed, http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "");
        return true;
    }

    /// <summary>What is kept of a publication: which key it had, and which body.</summary>
    public string ReceiptOf(ReadOnlyMemory<byte> body) => $"{Digest(_hash)}.{Digest(SHA256.HashData(body.Span))}";

    /// <summary>Whether a receipt is of this key, with whichever body.</summary>
    public bool IsOf(string receipt) => receipt.StartsWith(Digest(_hash) + ".", StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => _given;

    private static string Digest(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, DigestBytes));
}
