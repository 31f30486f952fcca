using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Catalogue.Access;

/// <summary>What a verification of the trail found.</summary>
/// <param name="Records">How many records were read.</param>
/// <param name="First">The number of the oldest; 0 when there is none.</param>
/// <param name="Last">The number of the newest.</param>
/// <param name="Head">The hash of the newest.</param>
/// <param name="Fault">What is wrong, at the first place where something is; null when nothing is.</param>
public sealed record AuditVerdict(long Records, long First, long Last, string Head, string? Fault);

/// <summary>The chain of hashes: how a record is linked to the one before, and how links are checked.</summary>
public static class AuditChain
{
    /// <summary>What the first record of all is linked to.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>The action of the record that a purge leaves: it names the last record that was removed and its hash.</summary>
    public const string PurgeAction = "access.audit.purged";

    private const string UpTo = "upTo";
    private const string HashField = "hash";

    /// <summary>Makes the record that follows another one.</summary>
    public static AuditRecord Link(AuditRecord draft, long number, string previous)
    {
        var record = draft with { Number = number, Previous = previous, Hash = "" };
        return record with { Hash = HashOf(record) };
    }

    /// <summary>The hash of a record: over all its fields, each with its length, so that nothing can move from one to the next.</summary>
    public static string HashOf(AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(record.Previous);
        Add(record.Number.ToString(CultureInfo.InvariantCulture));
        Add((record.At.UtcTicks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture));
        Add(record.Action);
        Add(record.Outcome.ToString());
        Add(record.ActorId);
        Add(record.ActorName);
        Add(record.Subject);
        Add(record.Summary);
        foreach (var change in record.Changes)
        {
            Add(change.Field);
            Add(change.Before);
            Add(change.After);
        }

        Add(record.Address);
        Add(record.Agent);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string? text)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            var bytes = text is null ? [] : Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, text is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }

    /// <summary>What a purge writes down of the newest record that it removes.</summary>
    public static IReadOnlyList<FieldChange> PurgeMark(long upTo, string hash) =>
        [new(UpTo, null, upTo.ToString(CultureInfo.InvariantCulture)), new(HashField, null, hash)];

    /// <summary>
    /// Checks every link, oldest first. A trail that does not begin with record 1 must hold the mark of the purge that took its
    /// beginning away.
    /// </summary>
    /// <param name="records">The records, oldest first.</param>
    /// <param name="expected">A number and hash noted earlier, which must still be there; null for none.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public static async Task<AuditVerdict> VerifyAsync(
        IAsyncEnumerable<AuditRecord> records, (long Number, string Hash)? expected = null, CancellationToken cancellationToken = default)
    {
        AuditRecord? first = null;
        AuditRecord? last = null;
        var (count, marked, met) = (0L, false, false);
        await foreach (var record in records.WithCancellation(cancellationToken))
        {
            first ??= record;
            if (last is not null && record.Number != last.Number + 1)
            {
                return Verdict($"After record {last.Number} comes {record.Number}: what was between them is gone.");
            }

            if (last is not null && record.Previous != last.Hash)
            {
                return Verdict($"Record {record.Number} is not linked to record {last.Number}: one of them was replaced.");
            }

            if (HashOf(record) != record.Hash)
            {
                return Verdict($"Record {record.Number} was changed after it was written.");
            }

            marked |= record.Action == PurgeAction && Marks(record, first);
            met |= expected is { } noted && noted.Number == record.Number && noted.Hash == record.Hash;
            last = record;
            count++;
        }

        return Verdict(
            first is not null && first.Number == 1 && first.Previous != Beginning ? "Record 1 is linked to a record before it: the trail had another beginning."
            : first is { Number: > 1 } && !marked ? $"The trail begins with record {first.Number}, and no purge says that it removed what came before."
            : expected is { } wanted && !met ? $"Record {wanted.Number} with the hash {wanted.Hash} is not in the trail."
            : null);

        AuditVerdict Verdict(string? fault) => new(count, first?.Number ?? 0, last?.Number ?? 0, last?.Hash ?? Beginning, fault);
    }

    private static bool Marks(AuditRecord purge, AuditRecord first) =>
        purge.Changes.Any(c => c.Field == UpTo && c.After == (first.Number - 1).ToString(CultureInfo.InvariantCulture))
        && purge.Changes.Any(c => c.Field == HashField && c.After == first.Previous);
}
