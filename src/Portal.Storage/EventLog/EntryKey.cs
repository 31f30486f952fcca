using System.Security.Cryptography;
using System.Text;

namespace Portal.Storage.EventLog;

/// <summary>
/// The bytes by which an entry is found in its feed. Short ids are kept as they are; longer ones by their digest,
/// because an index row has a bound (PostgreSQL: 2,704 bytes) and a publisher's imagination has none. Half surrogate
/// pairs count as U+FFFD, as which they are stored.
/// </summary>
internal readonly struct EntryKey : IEquatable<EntryKey>
{
    /// <summary>Ids of more bytes than this are found by their digest.</summary>
    public const int MaxPlainBytes = 200;

    /// <summary>No UTF-8 text begins with this byte, so a digest never equals an id.</summary>
    private const byte DigestMark = 0xFF;

    private readonly int _hash;

    private EntryKey(byte[] bytes)
    {
        Bytes = bytes;
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        _hash = hash.ToHashCode();
    }

    /// <summary>As it is stored.</summary>
    public byte[] Bytes { get; }

    public static EntryKey Of(string entryId)
    {
        var plain = Encoding.UTF8.GetBytes(entryId);
        if (plain.Length <= MaxPlainBytes)
        {
            return new EntryKey(plain);
        }

        var key = new byte[1 + SHA256.HashSizeInBytes];
        key[0] = DigestMark;
        SHA256.HashData(plain, key.AsSpan(1));
        return new EntryKey(key);
    }

    /// <summary>A key as it was stored.</summary>
    public static EntryKey Stored(byte[] bytes) => new(bytes);

    public bool Equals(EntryKey other) => Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is EntryKey other && Equals(other);

    public override int GetHashCode() => _hash;
}
